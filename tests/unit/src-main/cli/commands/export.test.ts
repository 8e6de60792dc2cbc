import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeNotes } from '../notes.ts'
import { ErrorJson, run, toJson } from '../run.ts'

describe('lectern export', () => {
  it('writes notes as Markdown or as a Readium annotation file', async () => {
    const data = await makeNotes()
    const markdown = await run(['export', '--data-dir', data])
    expect(markdown).toMatchObject({ exitCode: 0, stderr: '' })
    expect(markdown.stdout).toContain('Boil')
    expect(markdown.stdout).toContain('Three minutes at least.')
    const out = join(data, 'notes.annotation')
    const argv = [
      'export',
      '--data-dir',
      data,
      '--bundle',
      'field-guides',
      '--format',
      'readium',
      '--out',
      out,
    ]
    expect(await run(argv)).toMatchObject({ exitCode: 0, stdout: `Wrote 1 annotation to ${out}\n` })
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ type: 'AnnotationSet', items: [{}] })
    expect(toJson(await run([...argv, '--json']))).toMatchObject({ annotations: 1, out })
    const env = { LECTERN_DATA_DIR: data }
    expect(toJson(await run(['export', '--json'], { env }))).toMatchObject({
      annotations: 1,
      mediaType: 'text/markdown',
    })
  })

  it('says so when the bundle or the data folder is not there', async () => {
    const data = await makeNotes()
    const result = await run(['export', '--data-dir', data, '--bundle', 'radios', '--json'])
    expect(result.exitCode).toBe(1)
    expect(ErrorJson.parse(toJson(result)).error.code).toBe('NOT_FOUND')
    expect((await run(['export', '--data-dir', join(data, 'none')])).stderr).toMatch(/no data folder .*none/)
  })
})
