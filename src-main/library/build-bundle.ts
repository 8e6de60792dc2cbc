// Files → bundle: imports, indexes and writes. The one way in which a bundle is made, by the command line and by the
// library alike. It installs nothing. Documents pass through the thread that calls it, whole: a host calls it in a
// thread of its own (jobs/thread.ts).

import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import { UNDATED } from '../../src-shared/domain/bundle.ts'
import type { Document } from '../../src-shared/domain/document.ts'
import type { Sha256 } from '../../src-shared/domain/ids.ts'
import { BundleId, Language, Timestamp } from '../../src-shared/domain/ids.ts'
import type { Edition } from '../../src-shared/domain/ids.ts'
import type { ImportProgress, ImportReportItem } from '../../src-shared/domain/import-job.ts'
import { importSources } from '../importing/index.ts'
import { buildIndex } from '../indexing/index.ts'
import { checkContent, checkWritable, findSourceDate, writeBundle } from '../publishing/index.ts'
import { FIRST_EDITION } from './editions.ts'

/** What the bundle is to be, as plain data. What is not given is derived: see `buildBundle`. */
export interface BuildSettings {
  readonly id?: BundleId
  readonly title?: string
  /** Whether a title that is not given is made of the documents alone, as for files that only happen to come together. */
  readonly titleFromDocuments?: boolean
  readonly edition?: Edition
  readonly language?: Language
  readonly author?: readonly string[]
  /** Whether sources that are files stay in the order given; otherwise they are sorted by their names. */
  readonly keepOrder?: boolean
}

/** How a build is followed and stopped. */
export interface BuildBundleOptions extends BuildSettings {
  readonly signal?: AbortSignal
  /** While the bundle is written, hundredths of it are counted. */
  readonly onProgress?: (progress: ImportProgress) => void
  /** Called once with what became of every file, before anything is written, and also when nothing could be read. */
  readonly onItems?: (items: readonly ImportReportItem[]) => void
}

/** The bundle that now stands on the disk. `words` is of all documents. */
export interface BuiltBundle {
  readonly metadata: BundleMetadata
  readonly items: ImportReportItem[]
  readonly size: number
  readonly sha256: Sha256
  readonly documents: number
  readonly words: number
}

/**
 * Builds a bundle from files and folders into `outFile`. The title is that of the folder or of the single document;
 * the id is made from the title alone, so that later editions keep it; the edition is 1.0.0; the language is that of
 * most words; authors are those the documents name. `modified` comes from `SOURCE_DATE_EPOCH` alone. A language that is
 * given also becomes that of documents whose own could not be told.
 * @throws LecternError `NO_DOCUMENTS` when not one file could be read, `CANCELLED`, and what writing throws
 */
export async function buildBundle(
  sources: readonly string[],
  outFile: string,
  options: BuildBundleOptions = {},
): Promise<BuiltBundle> {
  const { signal, onProgress, keepOrder = false } = options
  await checkTarget(sources, outFile)
  const imported = await importSources(sources, {
    keepOrder,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  })
  options.onItems?.(imported.items)
  const documents = imported.documents.map((document) => withLanguage(document, options.language))
  if (documents.length === 0) throw toNothingRead(sources, imported.items)
  const metadata = describe(imported.title, documents, options)
  const { resources } = imported
  checkContent({ metadata, documents, resources }, outFile)
  const index = await buildIndex(documents, {
    signal,
    onProgress: (done, total) => onProgress?.({ phase: 'indexing', done, total, current: '' }),
  })
  const written = await writeBundle({ metadata, documents, resources, index }, outFile, {
    signal,
    onProgress: (share) =>
      onProgress?.({ phase: 'writing', done: Math.floor(share * 100), total: 100, current: outFile }),
  }).finally(() => index.content.close())
  const words = documents.reduce((sum, document) => sum + document.wordCount, 0)
  return { metadata, items: imported.items, ...written, documents: documents.length, words }
}

/**
 * An id made from a title and nothing else: readable where the title has Latin letters, told apart by eight hexadecimal
 * digits of the hash of `seed`, which is the title where nothing better is known.
 */
export function toBundleId(title: string, seed = title): BundleId {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  const hash = createHash('sha256').update(seed.normalize('NFC')).digest('hex').slice(0, 8)
  return BundleId.parse(slug === '' ? `bundle-${hash}` : `${slug}-${hash}`)
}

function describe(name: string, documents: readonly Document[], options: BuildBundleOptions): BundleMetadata {
  const title = options.title ?? (options.titleFromDocuments === true ? joinTitles(documents) : name)
  const date = findSourceDate()
  return {
    id: options.id ?? toBundleId(title),
    edition: options.edition ?? FIRST_EDITION,
    title,
    language: options.language ?? findLanguage(documents),
    author: [...(options.author ?? findAuthors(documents))],
    ...findDescription(documents),
    modified: date === null ? UNDATED : Timestamp.parse(date.toISOString()),
  }
}

/** The first document's title, and how many there are besides. */
function joinTitles(documents: readonly Document[]): string {
  const title = documents[0]?.title ?? ''
  return documents.length < 2 ? title : `${title} and ${documents.length - 1} more`
}

// The bundle is put in place of what stood at the path: that must not be one of the texts it is made from.
async function checkTarget(sources: readonly string[], outFile: string): Promise<void> {
  await checkWritable(outFile)
  const target = await realpath(outFile).catch(() => null)
  if (target === null) return
  for (const source of sources)
    if ((await realpath(source).catch(() => null)) === target)
      throw new LecternError(
        'INVALID_INPUT',
        `${outFile} is one of the sources. Name another file to write.`,
        {
          details: { file: outFile },
        },
      )
}

function withLanguage(document: Document, language: Language | undefined): Document {
  return language === undefined || document.language !== 'und' ? document : { ...document, language }
}

function findLanguage(documents: readonly Document[]): Language {
  const words = new Map<Language, number>()
  for (const { language, wordCount } of documents)
    if (language !== 'und') words.set(language, (words.get(language) ?? 0) + wordCount)
  const [most] = [...words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return most?.[0] ?? Language.parse('und')
}

function findAuthors(documents: readonly Document[]): Set<string> {
  return new Set(documents.flatMap((document) => document.author ?? []))
}

// What a document says of itself speaks for the bundle only when there is no other in it.
function findDescription(documents: readonly Document[]): { description?: string } {
  const [first, second] = documents
  return first?.description === undefined || second !== undefined ? {} : { description: first.description }
}

function toNothingRead(sources: readonly string[], items: readonly ImportReportItem[]): LecternError {
  const refused = items.find((item) => item.outcome === 'refused')
  const reason = refused === undefined ? 'there is no text, Markdown or HTML file in it' : refused.reason
  return new LecternError('NO_DOCUMENTS', `Nothing in ${sources.join(', ')} could be read: ${reason}`, {
    details: { files: items.length },
  })
}
