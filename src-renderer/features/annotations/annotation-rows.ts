// Annotations as the rows of one list: by document in reading order, by section, by place; those without a place last.
// Pure: it filters and groups what it is given.
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'

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

/** Rows in the order in which they are shown. n log n. */
export function toRows(annotations: readonly PlacedAnnotation[], context: RowContext): AnnotationRow[] {
  const placed = annotations.filter(({ anchoring }) => anchoring.kind !== 'orphaned')
  const orphans = annotations.filter(({ anchoring }) => anchoring.kind === 'orphaned')
  const rows = toPlacedRows(placed.toSorted(byPlace(context)), context)
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

function toPlacedRows(sorted: readonly PlacedAnnotation[], context: RowContext): AnnotationRow[] {
  const rows: AnnotationRow[] = []
  let document = ''
  let section = ''
  for (const placed of sorted) {
    const { bundleId, documentId, documentTitle, passage } = placed.annotation
    const documentKey = `${bundleId}/${documentId}`
    if (documentKey !== document) {
      const bundleTitle = context.bundleTitle(bundleId)
      if (context.byDocument)
        rows.push({ kind: 'document', key: documentKey, title: documentTitle, bundleTitle })
      document = documentKey
      section = ''
    }
    const title = passage.headings.at(-1) ?? ''
    const sectionKey = `${documentKey}#${passage.headings.join('/')}`
    if (sectionKey !== section) {
      if (title !== '' && title !== documentTitle)
        rows.push({ kind: 'section', key: `${sectionKey}@${placed.annotation.id}`, title })
      section = sectionKey
    }
    rows.push(toAnnotationRow(placed))
  }
  return rows
}

function toAnnotationRow(placed: PlacedAnnotation): AnnotationRow {
  return { kind: 'annotation', key: placed.annotation.id, placed }
}

function byPlace(context: RowContext): (a: PlacedAnnotation, b: PlacedAnnotation) => number {
  return (a, b) => {
    const [one, other] = [a.annotation, b.annotation]
    const order = (annotation: typeof one): number =>
      context.documentOrder(annotation.bundleId, annotation.documentId)
    return (
      compare(context.bundleTitle(one.bundleId), context.bundleTitle(other.bundleId)) ||
      compare(one.bundleId, other.bundleId) ||
      order(one) - order(other) ||
      compare(one.documentTitle, other.documentTitle) ||
      compare(one.documentId, other.documentId) ||
      toStart(a) - toStart(b)
    )
  }
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
