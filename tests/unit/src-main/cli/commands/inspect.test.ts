import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeBundle, makeFolder } from '../bundles.ts'
import { ErrorJson, run, toJson } from '../run.ts'

describe('lectern inspect', () => {
  it('shows metadata, documents and contents as an indented tree', async () => {
    const path = await makeBundle({
      author: ['A. Writer', 'B. Writer'],
      modified: '2026-01-02T00:00:00.000Z',
    })
    const { exitCode, stdout, stderr } = await run(['inspect', path])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain(
      'Field guides\n  id          field-guides\n  edition     1.0.0\n  language    en\n',
    )
    expect(stdout).toContain('author      A. Writer, B. Writer')
    expect(stdout).toContain('modified    2026-01-02')
    expect(stdout).toContain('2 documents, 15 words')
    expect(stdout).toMatch(/Contents\n {2}Water\n {4}Filters\n {2}Radio \[31m red\n/)
  })

  it('gives all of it as JSON', async () => {
    const result = await run(['inspect', await makeBundle(), '--json'])
    expect(toJson(result)).toMatchObject({
      metadata: { id: 'field-guides', edition: '1.0.0', title: 'Field guides', language: 'en', author: [] },
      documents: [
        { id: 'water', title: 'Water', language: 'en', direction: 'ltr', wordCount: 6 },
        { id: 'radio', title: 'Radio\u001b[31m red\u202e', wordCount: 9 },
      ],
      contents: [
        {
          title: 'Water',
          documentId: 'water',
          children: [{ title: 'Filters', blockId: 'h2', children: [] }],
        },
        { title: 'Radio\u001b[31m red\u202e', documentId: 'radio', children: [{ title: 'Radio' }] },
      ],
    })
  })

  it('says what is wrong with what is no bundle', async () => {
    const folder = await makeFolder()
    const letter = join(folder, 'letter.webpub')
    await writeFile(letter, 'Dear reader')
    for (const [path, code] of [
      [letter, 'FORMAT_UNSUPPORTED'],
      [folder, 'BUNDLE_INVALID'],
      [join(folder, 'none'), 'NOT_FOUND'],
    ] as const) {
      const result = await run(['inspect', path])
      expect(result).toMatchObject({ exitCode: 1, stdout: '' })
      expect(result.stderr).toContain(path)
      expect(ErrorJson.parse(toJson(await run(['inspect', path, '--json']))).error.code).toBe(code)
    }
  })
})
