// A library to type in: bundles in a data folder, made of the bench's own articles, of a corpus, or real ones as they
// are, and notes in them. Nothing is measured here.
import { createHash } from 'node:crypto'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Conf from 'conf'
import { openNotes } from '../../../src-main/annotating/index.ts'
import { buildIndex } from '../../../src-main/indexing/index.ts'
import { type Bundle, openBundle, writeBundle } from '../../../src-main/publishing/index.ts'
import { AnnotationDraft } from '../../../src-shared/domain/annotation.ts'
import { UNDATED } from '../../../src-shared/domain/bundle.ts'
import type { Document } from '../../../src-shared/domain/document.ts'
import { BundleId, Edition, Language, Sha256 } from '../../../src-shared/domain/ids.ts'
import { parseOutline } from '../../../src-shared/text/canonical-text.ts'
import { type Article, buildArticles, openRandom, toDocument } from '../corpus.ts'
import { readCorpus } from '../search/corpus-file.ts'

const EDITION = Edition.parse('1.0.0')
/** Bundles that texts without bundles are put into. */
const BUNDLES = 4
/** Articles with 25,000 sections below their titles, and the most documents that are taken of a corpus. */
const ARTICLES = 5_560
const MOST_DOCUMENTS = 25_000
/** Documents that are read for words and for notes, evenly from each bundle. */
const SAMPLE = 25

const COLORS = ['yellow', 'green', 'blue', 'pink'] as const

/** A document of the library as notes are made in it. */
export interface SampleDocument {
  readonly bundleId: BundleId
  readonly id: Document['id']
  readonly title: string
  readonly html: string
}

/** @param corpora corpora as lines of JSON, or bundles; articles are made up when there are none */
export async function fillLibrary(
  folder: string,
  corpora: readonly string[],
  scale: number,
): Promise<{ readonly documents: number; readonly sections: number; readonly sample: SampleDocument[] }> {
  const bundles = corpora.filter((path) => path.endsWith('.webpub'))
  const texts = corpora.filter((path) => !path.endsWith('.webpub'))
  const articles =
    corpora.length === 0 ? buildArticles(Math.round(ARTICLES * scale)) : texts.flatMap(toArticles)
  const size = Math.ceil(articles.length / BUNDLES)
  const paths = await Promise.all(bundles.map((path) => install(folder, path)))
  for (let from = 0; from < articles.length; from += size)
    paths.push(await build(folder, `bench-${from / size}`, articles.slice(from, from + size)))
  const found = { documents: 0, sections: 0, sample: [] as SampleDocument[] }
  for (const path of paths) {
    const bundle = await openBundle(path)
    const sample = await readSample(bundle)
    await bundle.close()
    const sections = sample.map(({ html }) => Math.max(1, parseOutline(html).headings.length))
    const mean = sections.reduce((sum, each) => sum + each, 0) / sample.length
    found.documents += bundle.documents.length
    found.sections += Math.round(mean * bundle.documents.length)
    found.sample.push(...sample)
  }
  return found
}

/** So many highlights with a few words of their own, in the documents of a sample. */
export async function fillNotes(
  folder: string,
  sample: readonly SampleDocument[],
  count: number,
): Promise<void> {
  const outlines = sample.map((document) => ({ ...document, ...parseOutline(document.html) }))
  const find = (id: Document['id'], bundleId: BundleId): (typeof outlines)[number] | undefined =>
    outlines.find((each) => each.id === id && each.bundleId === bundleId)
  const notes = await openNotes({
    folder: join(folder, 'notes'),
    openStore: ({ folder: cwd, name }) =>
      new Conf<Record<string, unknown>>({ cwd, configName: name, accessPropertiesByDotNotation: false }),
    readDocument: (bundleId, id) => {
      const found = find(id, bundleId)
      if (found === undefined) return Promise.resolve(null)
      const { text, headings, blocks, title, html } = found
      const sha256 = Sha256.parse(createHash('sha256').update(html).digest('hex'))
      return Promise.resolve({ text, headings, blocks, title, sha256, edition: EDITION })
    },
    author: () => 'Bench',
  })
  const random = openRandom(5)
  for (let done = 0; done < count; done += 64)
    await Promise.all(
      Array.from({ length: Math.min(64, count - done) }, () => {
        const { bundleId, id, text } = outlines[Math.floor(random() * outlines.length)] ?? NO_DOCUMENT
        const start = Math.floor(random() * Math.max(1, text.length - 160))
        const said = Math.floor(random() * Math.max(1, text.length - 80))
        return notes.create(
          AnnotationDraft.parse({
            kind: 'note',
            bundleId,
            documentId: id,
            start,
            end: Math.min(text.length, start + 120),
            color: COLORS[Math.floor(random() * COLORS.length)],
            style: 'solid',
            body: text.slice(said, said + 60),
            tags: random() < 0.3 ? ['bench'] : [],
          }),
        )
      }),
    )
  await notes.close()
}

const NO_DOCUMENT = { bundleId: BundleId.parse('none'), id: 'none', text: '' }

function toArticles(path: string): Article[] {
  const articles: Article[] = []
  for (const { title, body } of readCorpus(path)) {
    const name = `document-${String(articles.length).padStart(5, '0')}`
    const paragraphs = body.split(/\n+/)
    articles.push({ name, title: title || name, sections: [{ heading: title || name, paragraphs }] })
    if (articles.length >= MOST_DOCUMENTS) break
  }
  return articles
}

async function build(folder: string, name: string, articles: readonly Article[]): Promise<string> {
  const documents = articles.map((article): Document => {
    const document = toDocument(article)
    const source = { path: `${article.name}.html`, mediaType: 'text/html', encoding: 'utf-8', size: 0 }
    const wordCount = Math.round(document.html.length / 6)
    return { ...document, direction: 'ltr', wordCount, source, setApart: [] }
  })
  const id = BundleId.parse(name)
  const language = Language.parse('en')
  const metadata = { id, edition: EDITION, title: name, language, author: [], modified: UNDATED }
  const index = await buildIndex(documents)
  const path = await makePlace(folder, id, EDITION)
  await writeBundle({ metadata, documents, resources: [], index }, path).finally(() => index.content.close())
  return path
}

async function install(folder: string, source: string): Promise<string> {
  const bundle = await openBundle(source)
  await bundle.close()
  const path = await makePlace(folder, bundle.metadata.id, bundle.metadata.edition)
  await copyFile(source, path)
  return path
}

/** Where the library finds a bundle when it has no catalogue. */
async function makePlace(folder: string, id: BundleId, edition: Edition): Promise<string> {
  const place = join(folder, 'bundles', id)
  await mkdir(place, { recursive: true })
  return join(place, `${edition}.webpub`)
}

async function readSample(bundle: Bundle): Promise<SampleDocument[]> {
  const every = Math.max(1, Math.floor(bundle.documents.length / SAMPLE))
  const chosen = bundle.documents.filter((_, at) => at % every === 0).slice(0, SAMPLE)
  return Promise.all(
    chosen.map(async ({ id, title }) => ({
      ...{ bundleId: bundle.metadata.id, id, title },
      html: (await bundle.readDocument(id)).html,
    })),
  )
}
