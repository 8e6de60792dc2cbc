import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import { openBundle, verifyBundle, writeBundle } from '../../../../src-main/publishing/index.ts'
import { makeContent, makeDocument, makeFolder } from './samples.ts'
import { put, unpack } from './unpacked.ts'

describe('verifying', () => {
  it('names every file that is wrong, and goes on after the first', async () => {
    const documents = [
      makeDocument(),
      makeDocument({ id: 'b', setApart: [{ where: 'leading', text: 'x' }] }),
      makeDocument({ id: 'c' }),
    ]
    const root = await unpack({ documents })
    await writeFile(join(root, 'documents/water.html'), 'other')
    await put(root, 'documents/c.html', 'no frame')
    await rm(join(root, 'lectern/index/main.bin'))
    await put(root, 'lectern/set-apart/b.json', '{"not": "a list"}')
    await writeFile(join(root, 'documents/extra.html'), 'extra')
    const { problems, metadata, files } = await verifyBundle(root)
    expect(metadata?.title).toBe('Field guides')
    expect(files).toBe(7)
    expect(problems.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
      'documents/c.html BUNDLE_INVALID',
      'documents/extra.html BUNDLE_INVALID',
      'documents/water.html BUNDLE_DAMAGED',
      'lectern/index/main.bin BUNDLE_DAMAGED',
      'lectern/set-apart/b.json BUNDLE_INVALID',
    ])
  })

  it('finds a changed byte of an index wherever it is, though it can be opened by position', async () => {
    const content = fromMemory(Buffer.alloc(2_200_000, 'terms and where they stand '))
    const descriptor = { kind: 'lunr', version: 1, pipeline: 'en' }
    const index = { path: 'lectern/index/main.bin', content, descriptor }
    for (const at of [0, 1_100_000, 2_199_999]) {
      const root = await unpack({ index })
      const bytes = await readFile(join(root, index.path))
      bytes[at] = (bytes[at] ?? 0) ^ 1
      await writeFile(join(root, index.path), bytes)
      const source = await (await openBundle(root)).openFile(index.path)
      expect(source?.read(at, 1)).toEqual(bytes.subarray(at, at + 1))
      source?.close()
      const { problems } = await verifyBundle(root)
      expect(problems).toMatchObject([{ file: index.path, code: 'BUNDLE_DAMAGED' }])
    }
  })

  it('never throws for what is no bundle', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'letter.webpub'), 'Dear')
    for (const path of [join(folder, 'letter.webpub'), join(folder, 'missing'), folder]) {
      const { problems, metadata, files } = await verifyBundle(path)
      expect(problems).toHaveLength(1)
      expect(problems[0]?.file).toBe(path)
      expect({ metadata, files }).toEqual({ metadata: null, files: 0 })
    }
  })

  it('finds a changed byte of an archive wherever it changes content', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'a.webpub')
    await writeBundle(makeContent({ documents: [makeDocument({ html: '<p id="p">x</p>' })] }), path)
    const sound = await readFile(path)
    const silent: number[] = []
    for (let at = 0; at < sound.length; at += 11) {
      const bytes = Buffer.from(sound)
      bytes[at] = (bytes[at] ?? 0) ^ 0x55
      await writeFile(path, bytes)
      if ((await verifyBundle(path)).problems.length === 0) silent.push(at)
    }
    // What may change unseen are dates, versions and permissions in the headers: none of it is content.
    expect(silent.length).toBeLessThan(sound.length / 11 / 5)
    await writeFile(path, sound)
    const whole = await openBundle(path)
    for (const at of silent) {
      const bytes = Buffer.from(sound)
      bytes[at] = (bytes[at] ?? 0) ^ 0x55
      await writeFile(join(folder, 'b.webpub'), bytes)
      const bundle = await openBundle(join(folder, 'b.webpub'))
      expect(bundle.documents).toEqual(whole.documents)
      expect(bundle.metadata).toEqual(whole.metadata)
      await bundle.close()
    }
    await whole.close()
  })
})
