// The import itself: finds the files, reads each one, and joins them by their links. Synchronous and without a thread of
// its own, so that the worker runs it as it is; one file that cannot be read never ends the others.

import { basename, dirname, resolve } from 'node:path'
import type { Document, Resource } from '../../src-shared/domain/document.ts'
import type { DocumentId } from '../../src-shared/domain/ids.ts'
import type { ImportProgress, ImportReportItem } from '../../src-shared/domain/import-job.ts'
import { parseOutline } from '../../src-shared/text/canonical-text.ts'
import { decodeText, findDeclaredCharset } from './files/decode.ts'
import type { DecodedText } from './files/decode.ts'
import type { FileKind } from './files/formats.ts'
import { kindByName, looksLikeHtml, MEDIA_TYPES, refuseForeign } from './files/formats.ts'
import { toReadableTitle } from './files/names.ts'
import { readRegularFile } from './files/read-file.ts'
import type { Refusal } from './files/refusal.ts'
import { RefusedFile, toRefusal, toRefusedItem } from './files/refusal.ts'
import type { Found, FoundFile } from './files/walk.ts'
import { walkSources } from './files/walk.ts'
import { readHtml } from './html.ts'
import { countWords, findDirection, findLanguage } from './language.ts'
import type { ImportLimits } from './limits.ts'
import { assignDocumentIds } from './linking/document-ids.ts'
import { DocumentIndex } from './linking/document-index.ts'
import { DocumentReferences } from './linking/references.ts'
import { ResourceShelf } from './linking/resources.ts'
import { readMarkdown } from './markdown.ts'
import { countUnwanted } from './normal-form/characters.ts'
import type { Page } from './page.ts'
import { readPlainText } from './plain-text.ts'

/** What an import gives. `items` has a line for every file that was met, in the order of the files. */
export interface ImportResult {
  readonly documents: Document[]
  readonly resources: Resource[]
  readonly items: ImportReportItem[]
  /** Of the folder, or of the only document. */
  readonly title: string
}

/** Files that an earlier attempt could not be brought through, by their paths. */
export type Condemned = ReadonlyMap<string, Refusal>

/** A file that has been read; its links are not resolved yet. */
interface Draft {
  readonly file: FoundFile
  readonly kind: TextKind
  readonly page: Page
  readonly references: DocumentReferences
  readonly decoded: Omit<DecodedText, 'text'> & { readonly size: number }
  readonly repairs: readonly string[]
}

type TextKind = 'text' | 'markdown' | 'html'

const READERS: Readonly<Record<TextKind, (text: string, references: DocumentReferences) => Page>> = {
  text: readPlainText,
  markdown: readMarkdown,
  html: readHtml,
}

/**
 * Imports files and folders. Never throws for a bad file: its line of the report says what is wrong with it. With
 * `keepOrder` files stay in the order given.
 */
export function importFiles(
  paths: readonly string[],
  limits: ImportLimits,
  condemned: Condemned,
  onProgress: (progress: ImportProgress, file: string) => void,
  keepOrder = false,
): ImportResult {
  onProgress({ phase: 'scanning', done: 0, total: 0, current: '' }, '')
  const found = walkSources(paths, limits, keepOrder)
  const shelf = new ResourceShelf(limits.imageBytes)
  const outcomes = found.map((each, done): Draft | ImportReportItem | FoundFile => {
    if (each.kind === 'item') return each.item
    onProgress({ phase: 'importing', done, total: found.length, current: each.shown }, each.path)
    return importFile(each, limits, condemned, shelf)
  })
  onProgress({ phase: 'importing', done: found.length, total: found.length, current: '' }, '')
  const drafts = outcomes.filter(isDraft)
  const documents = finishAll(drafts)
  const items = outcomes.map((outcome) => {
    if ('outcome' in outcome) return outcome
    const document = isDraft(outcome) ? documents.get(outcome) : undefined
    return document === undefined || !isDraft(outcome)
      ? toImageItem(outcome, shelf)
      : toItem(outcome, document)
  })
  return {
    documents: [...documents.values()],
    resources: shelf.all,
    items: [...items, ...toUnseenItems(found, shelf)],
    title: findTitle(
      paths.map((path) => resolve(path)),
      [...documents.values()],
    ),
  }
}

/** Reads one file; an image is only looked at again when all documents have said what they use. */
function importFile(
  file: FoundFile,
  limits: ImportLimits,
  condemned: Condemned,
  shelf: ResourceShelf,
): Draft | ImportReportItem | FoundFile {
  try {
    const refusal = condemned.get(file.path)
    if (refusal !== undefined) return toRefusedItem(file.shown, refusal)
    const kind = kindByName(basename(file.path))
    return kind === 'image' && !file.chosen
      ? file
      : (setAside(file, kind) ?? readDraft(file, kind, limits, shelf))
  } catch (error) {
    return toRefusedItem(file.shown, toRefusal(error))
  }
}

/** The line of a file whose name says that it is no document; null when it may be one. */
function setAside(file: FoundFile, kind: FileKind): ImportReportItem | null {
  if (kind === 'foreign' || (file.chosen && (kind === 'aside' || kind === 'image')))
    return toRefusedItem(file.shown, refuseForeign(file.shown))
  if (kind === 'aside') return { outcome: 'ignored', path: file.shown, reason: 'It is not a document.' }
  if (kind !== 'bundle') return null
  return toRefusedItem(file.shown, {
    code: 'FORMAT_UNSUPPORTED',
    reason: 'It is a bundle, which is not taken into another.',
    remedy: 'Open it on its own.',
  })
}

function readDraft(file: FoundFile, byName: FileKind, limits: ImportLimits, shelf: ResourceShelf): Draft {
  const bytes = readRegularFile(file.path, limits.textBytes)
  const decoded = decodeText(bytes, findDeclaredCharset(bytes))
  const kind = byName !== 'markdown' && (byName === 'html' || looksLikeHtml(decoded.text)) ? 'html' : byName
  const textKind: TextKind = kind === 'html' || kind === 'markdown' ? kind : 'text'
  const references = new DocumentReferences(file, shelf)
  const page = READERS[textKind](decoded.text, references)
  if (page.normalised.html === '')
    throw new RefusedFile('FILE_EMPTY', 'It holds nothing to read.', 'Choose a file with text in it.')
  const repairs = [
    ...(decoded.encoding === 'utf-8' ? [] : [`Converted from ${decoded.encoding}.`]),
    ...say(decoded.damaged, 'place could not be decoded', 'places could not be decoded'),
    ...say(countUnwanted(decoded.text), 'control character taken out', 'control characters taken out'),
    ...(textKind === 'html' && byName !== 'html' ? ['Read as the web page that it is.'] : []),
    ...say(
      page.normalised.flattened,
      'element nested too deep made plain',
      'elements nested too deep made plain',
    ),
    ...page.repairs,
    ...say(
      page.setApart.length,
      'passage set apart from the reading text',
      'passages set apart from the reading text',
    ),
  ]
  const { encoding, damaged } = decoded
  return {
    file,
    kind: textKind,
    page,
    references,
    decoded: { encoding, damaged, size: bytes.length },
    repairs,
  }
}

/** Gives ids, and resolves every link now that all documents are known. */
function finishAll(drafts: readonly Draft[]): Map<Draft, Document> {
  const ids = assignDocumentIds(drafts.map((draft) => draft.file.shown))
  const index = new DocumentIndex(
    drafts.flatMap(({ file, page }, at) => {
      const id = ids[at]
      return id === undefined
        ? []
        : [{ path: file.path, root: file.root, id, anchors: page.normalised.anchors }]
    }),
  )
  const finished = new Map<Draft, Document>()
  drafts.forEach((draft, at) => {
    const id = ids[at]
    if (id !== undefined) finished.set(draft, finish(draft, id, index))
  })
  return finished
}

function finish(draft: Draft, id: DocumentId, index: DocumentIndex): Document {
  const { file, page, references } = draft
  const html = references.resolve(
    page.normalised.html,
    (link) =>
      index.resolve(file.path, link) ?? (link.file === undefined ? null : references.takeImage(link.file)),
  )
  const { text, headings } = parseOutline(html)
  const heading = headings.find((each) => each.level === 1 && each.title !== '')
  return {
    id,
    title: page.title ?? heading?.title ?? toReadableTitle(basename(file.path)),
    language: findLanguage(text, page.language),
    direction: findDirection(text),
    ...(page.author === undefined ? {} : { author: [...page.author] }),
    ...(page.description === undefined ? {} : { description: page.description }),
    html,
    wordCount: countWords(text),
    source: {
      path: file.shown,
      mediaType: MEDIA_TYPES[draft.kind],
      encoding: draft.decoded.encoding,
      size: draft.decoded.size,
    },
    setApart: [...page.setApart],
  }
}

function isDraft(outcome: Draft | ImportReportItem | FoundFile): outcome is Draft {
  return 'references' in outcome
}

function toItem(draft: Draft, document: Document): ImportReportItem {
  const repairs = [...draft.repairs, ...draft.references.repairs]
  const line = { path: draft.file.shown, documentId: document.id, words: document.wordCount }
  return repairs.length === 0 ? { outcome: 'imported', ...line } : { outcome: 'repaired', ...line, repairs }
}

function toImageItem(outcome: Draft | FoundFile, shelf: ResourceShelf): ImportReportItem {
  const file = isDraft(outcome) ? outcome.file : outcome
  if (shelf.has(file.path)) return { outcome: 'resource', path: file.shown }
  return { outcome: 'ignored', path: file.shown, reason: 'No document shows it.' }
}

/** Images that documents show although no walk met them: those beside a file that was chosen by itself. */
function toUnseenItems(found: readonly Found[], shelf: ResourceShelf): ImportReportItem[] {
  const seen = new Set(found.flatMap((each) => (each.kind === 'file' ? [each.path] : [])))
  return shelf.all.filter(({ file }) => !seen.has(file)).map(({ path }) => ({ outcome: 'resource', path }))
}

/** `paths` are absolute, so that a folder has its name and is not called “.”. */
function findTitle(paths: readonly string[], documents: readonly Document[]): string {
  const [only] = documents
  const [path] = paths
  if (documents.length === 1 && only !== undefined) return only.title
  if (path === undefined) return 'Untitled'
  const folders = new Set(paths.map((each) => dirname(each)))
  if (paths.length > 1 && folders.size > 1) return only?.title ?? 'Untitled'
  return toReadableTitle(basename(paths.length === 1 ? path : dirname(path)))
}

function say(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}.`]
}
