import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { makeBundle } from '../bundles.ts'
import { run, toJson } from '../run.ts'

describe('lectern verify', () => {
  it('says that a bundle is whole', async () => {
    const path = await makeBundle()
    expect(await run(['verify', path])).toEqual({
      exitCode: 0,
      stdout: `${path} is whole. Field guides, edition 1.0.0: 5 files checked.\n`,
      stderr: '',
    })
    expect(toJson(await run(['verify', path, '--json']))).toMatchObject({
      path,
      ok: true,
      files: 5,
      problems: [],
    })
  })

  it('names what is not', async () => {
    const path = await makeBundle()
    const bytes = await readFile(path)
    const at = bytes.indexOf('documents/water.html') + 40
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    await writeFile(path, bytes)
    const result = await run(['verify', path])
    expect(result).toMatchObject({ exitCode: 1, stdout: `${path}: 1 problem\n` })
    expect(result.stderr).toContain('documents/water.html')
    const json = toJson(await run(['verify', path, '--json']))
    expect(json).toMatchObject({
      ok: false,
      problems: [{ file: 'documents/water.html' }],
      error: { details: { problems: 1 } },
    })
  })
})
