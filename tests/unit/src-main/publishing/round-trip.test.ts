// Documents → bundle → documents, for any documents; and the manifest against Readium's rules.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormatsModule from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContentsEntry } from '../../../../src-shared/domain/bundle.ts'
import { parseOutline, toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { openArchive } from '../../../../src-main/publishing/container/archive.ts'
import { openBundle, verifyBundle, writeBundle } from '../../../../src-main/publishing/index.ts'
import { bundleContent } from './arbitrary-content.ts'
import { makeFolder } from './samples.ts'

const schema: object = JSON.parse(
  await readFile(new URL('../../../fixtures/readium/publication.schema.json', import.meta.url), 'utf8'),
)
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false })
addFormatsModule.default(ajv)
const isManifest = ajv.compile(schema)

describe('a bundle of any documents', () => {
  it('gives back what was put in, and verifies', async () => {
    const path = join(await makeFolder(), 'any.webpub')
    await fc.assert(
      fc.asyncProperty(bundleContent, async (content) => {
        await writeBundle(content, path)
        const bundle = await openBundle(path)
        expect(bundle.metadata).toEqual(content.metadata)
        expect(bundle.documents).toMatchObject(
          content.documents.map(({ id, title, language, direction, wordCount }) => ({
            ...{ id, title, language, direction, wordCount },
          })),
        )
        for (const document of content.documents) {
          const { html, setApart } = await bundle.readDocument(document.id)
          expect(html).toBe(document.html)
          expect(setApart).toEqual(document.setApart)
          expect(toCanonicalText(html)).toBe(toCanonicalText(document.html))
          expect(parseOutline(html).headings).toEqual(parseOutline(document.html).headings)
        }
        if (content.index === null) expect(bundle.index).toBeNull()
        else {
          expect(bundle.index).toEqual({ path: content.index.path, descriptor: content.index.descriptor })
          expect(Buffer.from((await bundle.readFile(content.index.path)).bytes)).toEqual(
            Buffer.from(content.index.content.read(0, content.index.content.size)),
          )
        }
        await bundle.close()
        expect((await verifyBundle(path)).problems).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('has every heading with text in its contents, in order', async () => {
    const path = join(await makeFolder(), 'any.webpub')
    await fc.assert(
      fc.asyncProperty(bundleContent, async (content) => {
        await writeBundle(content, path)
        const bundle = await openBundle(path)
        const contents = await bundle.readContents()
        const flatten = (entries: readonly ContentsEntry[]): string[] =>
          entries.flatMap((entry) => [entry.title, ...flatten(entry.children)])
        for (const [index, document] of content.documents.entries()) {
          const titles = parseOutline(document.html)
            .headings.map((heading) => heading.title)
            .filter((title) => title !== '')
          const own = flatten(contents.slice(index, index + 1))
          expect([own, [document.title, ...own]]).toContainEqual([document.title, ...titles])
        }
        await bundle.close()
      }),
      { numRuns: 60 },
    )
  })

  it('is a valid Readium Web Publication', async () => {
    const path = join(await makeFolder(), 'any.webpub')
    await fc.assert(
      fc.asyncProperty(bundleContent, async (content) => {
        await writeBundle(content, path)
        const archive = await openArchive(path)
        const manifest: unknown = JSON.parse(Buffer.from(await archive.read('manifest.json')).toString())
        isManifest(manifest)
        expect(isManifest.errors ?? []).toEqual([])
        await archive.close()
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['no title', { metadata: {}, links: [{ rel: 'self', href: 'm' }], readingOrder: [] }],
    ['no link to itself', { metadata: { title: 'a' }, links: [], readingOrder: [] }],
    [
      'a document without a type',
      { metadata: { title: 'a' }, links: [{ rel: 'self', href: 'm' }], readingOrder: [{ href: 'a' }] },
    ],
    [
      'a space in a link',
      { metadata: { title: 'a' }, links: [{ rel: 'self', href: 'a b' }], readingOrder: [] },
    ],
    [
      'a language that is none',
      { metadata: { title: 'a', language: 'aa-b' }, links: [{ rel: 'self', href: 'm' }], readingOrder: [] },
    ],
  ])('would not be one with %s', (_what, manifest) => {
    expect(isManifest(manifest)).toBe(false)
  })
})
