// Sorting annotations for an export: by bundle, document and place, orphans apart, with the documents they stand in.
import type { DocumentText } from '../annotating/index.ts'
import type { Annotation, PlacedAnnotation } from '../../src-shared/domain/annotation.ts'
import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import type { Heading } from '../../src-shared/domain/document.ts'
import type { BundleId, DocumentId } from '../../src-shared/domain/ids.ts'
import type { PositionSelector } from '../../src-shared/domain/selector.ts'
import type { Block } from '../../src-shared/text/canonical-text.ts'

/** What an export needs to know of the library. */
export interface ExportContext {
  /** The installed bundles. */
  readonly bundles: readonly BundleMetadata[]
  /** Canonical text of an installed document; null when it is not installed. */
  readText(bundleId: BundleId, documentId: DocumentId): Promise<string | null>
  /** The document with its headings and blocks, for headings with levels and selectors by block. */
  readDocument?(bundleId: BundleId, documentId: DocumentId): Promise<DocumentText | null>
  /** Documents of a bundle in reading order; without it they are sorted by title. */
  readingOrder?(bundleId: BundleId): Promise<readonly DocumentId[]>
  /** The time to be written into the file; now unless given. Everything else depends on the annotations alone. */
  readonly now?: Date
}

/** An annotation at its place in the installed edition; `position` is null for an orphan. */
export interface Item {
  readonly annotation: Annotation
  readonly position: PositionSelector | null
}

/** A document with its annotations in reading order. */
export interface DocumentItems {
  readonly id: DocumentId
  readonly title: string
  /** Null when the document is not installed; headings and blocks are empty when they are not known. */
  readonly text: string | null
  readonly headings: readonly Heading[]
  readonly blocks: readonly Block[]
  readonly items: readonly Item[]
}

export interface BundleItems {
  readonly id: BundleId
  /** Null when the bundle is not installed. */
  readonly metadata: BundleMetadata | null
  readonly documents: readonly DocumentItems[]
  readonly orphans: readonly Item[]
}

/** Deleted annotations are left out. Bundles come in the library's order, those not installed last. */
export async function gatherItems(
  annotations: readonly PlacedAnnotation[],
  context: ExportContext,
): Promise<BundleItems[]> {
  const live = annotations.filter(({ annotation }) => !annotation.deleted)
  const order = new Map(context.bundles.map(({ id }, index) => [id, index]))
  const byBundle = groupBy(live, ({ annotation }) => annotation.bundleId)
  const rank = (id: BundleId): number => order.get(id) ?? order.size
  const ids = [...byBundle.keys()].sort((a, b) => rank(a) - rank(b) || compare(a, b))
  const gathered: BundleItems[] = []
  for (const id of ids) gathered.push(await gatherBundle(id, byBundle.get(id) ?? [], context))
  return gathered
}

async function gatherBundle(
  id: BundleId,
  placed: readonly PlacedAnnotation[],
  context: ExportContext,
): Promise<BundleItems> {
  const items = placed.map(toItem)
  const byDocument = groupBy(
    items.filter(({ position }) => position !== null),
    ({ annotation }) => annotation.documentId,
  )
  const documents: DocumentItems[] = []
  for (const [documentId, group] of byDocument)
    documents.push(await gatherDocument(id, documentId, group, context))
  const order = (await context.readingOrder?.(id)) ?? []
  const rank = (each: DocumentItems): number =>
    order.includes(each.id) ? order.indexOf(each.id) : order.length
  documents.sort((a, b) => rank(a) - rank(b) || TITLES.compare(a.title, b.title) || compare(a.id, b.id))
  const orphans = items
    .filter(({ position }) => position === null)
    .sort(
      (a, b) =>
        TITLES.compare(a.annotation.documentTitle, b.annotation.documentTitle) ||
        compare(a.annotation.documentId, b.annotation.documentId) ||
        byPlace(a, b),
    )
  const metadata = context.bundles.find((bundle) => bundle.id === id) ?? null
  return { id, metadata, documents, orphans }
}

async function gatherDocument(
  bundleId: BundleId,
  id: DocumentId,
  items: readonly Item[],
  context: ExportContext,
): Promise<DocumentItems> {
  const sorted = [...items].sort(byPlace)
  const document = await context.readDocument?.(bundleId, id)
  if (document != null) {
    const { title, text, headings, blocks } = document
    return { id, title, text, headings, blocks, items: sorted }
  }
  const text = await context.readText(bundleId, id)
  const title = sorted[0]?.annotation.documentTitle ?? id
  return { id, title, text, headings: [], blocks: [], items: sorted }
}

function toItem({ annotation, anchoring }: PlacedAnnotation): Item {
  return { annotation, position: anchoring.kind === 'orphaned' ? null : anchoring.position }
}

function byPlace(a: Item, b: Item): number {
  const [x, y] = [
    a.position ?? a.annotation.selectors.position,
    b.position ?? b.annotation.selectors.position,
  ]
  return x.start - y.start || x.end - y.end || compare(a.annotation.id, b.annotation.id)
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

const TITLES = new Intl.Collator('en', { numeric: true })

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
