// Annotations as the rows of one list: by document in reading order, by section, by place; those without a place last.
// Pure: it filters and groups what it is given.
import type { Annotation, PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'

export type AnnotationRow =
  | { readonly kind: 'document'; readonly key: string; readonly title: string; readonly bundleTitle: string }
  | { readonly kind: 'section'; readonly key: string; readonly title: string }
  | { readonly kind: 'annotation'; readonly key: string; readonly placed: PlacedAnnotation }
  | { readonly kind: 'orphans'; readonly key: string }

/** What is needed to name and order things; titles that are not known are left empty. */
export interface RowContext {
  /** Puts a row before each document; false when there is one document only. */
  readonly byDocument: boolean
  readonly bundleTitle: (bundleId: string) => string
  /** Place of a document in its bundle's reading order; -1 when it is not known. */
  readonly documentOrder: (bundleId: string, documentId: string) => number
}

/** Rows in the order in which they are shown. Linear, and n log n in the number of documents. */
export function toRows(annotations: readonly PlacedAnnotation[], context: RowContext): AnnotationRow[] {
  const orphans = annotations.filter(({ anchoring }) => anchoring.kind === 'orphaned')
  const placed = annotations.filter(({ anchoring }) => anchoring.kind !== 'orphaned')
  const documents = Map.groupBy(placed, ({ annotation }) => `${annotation.bundleId}/${annotation.documentId}`)
  const rows = [...documents]
    .map(([key, members]) => ({ key, members, first: members[0]?.annotation }))
    .toSorted((a, b) => compareDocuments(a.first, b.first, context))
    .flatMap(({ key, members }) => toDocumentRows(key, members, context))
  if (orphans.length > 0) rows.push({ kind: 'orphans', key: 'orphans' }, ...orphans.map(toAnnotationRow))
  return rows
}

/** Those that hold every word of `filter` in their passage, note, tags or title, whatever the case and accents. */
export function filterAnnotations(
  annotations: readonly PlacedAnnotation[],
  filter: string,
): readonly PlacedAnnotation[] {
  const words = fold(filter).split(/\s+/).filter(Boolean)
  if (words.length === 0) return annotations
  return annotations.filter(({ annotation }) => {
    const text = fold(
      [annotation.selectors.quote.exact, annotation.body, ...annotation.tags, annotation.documentTitle].join(
        '\n',
      ),
    )
    return words.every((word) => text.includes(word))
  })
}

function toDocumentRows(
  key: string,
  members: readonly PlacedAnnotation[],
  context: RowContext,
): AnnotationRow[] {
  const rows: AnnotationRow[] = []
  const first = members[0]?.annotation
  if (context.byDocument && first !== undefined) {
    const bundleTitle = context.bundleTitle(first.bundleId)
    rows.push({ kind: 'document', key, title: first.documentTitle, bundleTitle })
  }
  let section = ''
  for (const placed of members.toSorted((a, b) => toStart(a) - toStart(b))) {
    const { passage, documentTitle, id } = placed.annotation
    const title = passage.headings.at(-1) ?? ''
    const path = passage.headings.join('/')
    if (path !== section && title !== '' && title !== documentTitle)
      rows.push({ kind: 'section', key: `${key}#${path}@${id}`, title })
    section = path
    rows.push(toAnnotationRow(placed))
  }
  return rows
}

function toAnnotationRow(placed: PlacedAnnotation): AnnotationRow {
  return { kind: 'annotation', key: placed.annotation.id, placed }
}

function compareDocuments(a: Annotation | undefined, b: Annotation | undefined, context: RowContext): number {
  if (a === undefined || b === undefined) return 0
  const order = ({ bundleId, documentId }: Annotation): number => context.documentOrder(bundleId, documentId)
  return (
    compare(context.bundleTitle(a.bundleId), context.bundleTitle(b.bundleId)) ||
    compare(a.bundleId, b.bundleId) ||
    order(a) - order(b) ||
    compare(a.documentTitle, b.documentTitle) ||
    compare(a.documentId, b.documentId)
  )
}

function toStart({ anchoring }: PlacedAnnotation): number {
  return anchoring.kind === 'orphaned' ? Number.MAX_SAFE_INTEGER : anchoring.position.start
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Lower case without accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
