// Annotations as Markdown for people: by bundle, document and heading, in reading order, each quote with its note.
// Nothing reads it back.
import type { Annotation } from '../../src-shared/domain/annotation.ts'
import { buildDeepLink } from './deep-link.ts'
import { containBody, escapeLine, quoteBlock } from './escape-markdown.ts'
import type { BundleItems, DocumentItems, Item } from './gather.ts'

/** Units of the passage that stand in for the quote of a bookmark. */
const EXCERPT = 160

/** The whole file. `now` appears as the day of the export. */
export function buildMarkdown(bundles: readonly BundleItems[], now: Date): string {
  const parts = bundles.flatMap((bundle) => [
    `# ${titleOf(bundle)}`,
    `*${describe(bundle)}, exported ${now.toISOString().slice(0, 10)}*`,
    ...bundle.documents.flatMap(documentParts),
    ...orphanParts(bundle.orphans),
  ])
  if (parts.length === 0) parts.push('# Notes', 'There are no annotations here.')
  return `${parts.join('\n\n')}\n`
}

function titleOf({ id, metadata }: BundleItems): string {
  return escapeLine(metadata?.title ?? id) || id
}

function describe({ metadata, documents, orphans }: BundleItems): string {
  const count = documents.reduce((sum, { items }) => sum + items.length, orphans.length)
  const edition = metadata === null ? 'not installed' : `edition ${metadata.edition}`
  return `${count} ${count === 1 ? 'annotation' : 'annotations'}, ${edition}`
}

function documentParts({ title, items }: DocumentItems): string[] {
  const parts = [`## ${escapeLine(title)}`]
  let trail = escapeLine(title)
  for (const item of items) {
    const next = trailOf(item.annotation)
    if (next !== '' && next !== trail) parts.push(`### ${next}`)
    if (next !== '') trail = next
    parts.push(...itemParts(item.annotation))
  }
  return parts
}

function orphanParts(orphans: readonly Item[]): string[] {
  if (orphans.length === 0) return []
  return [
    '## No longer in the text',
    'The passages below are not in the installed edition. They are shown as they were.',
    ...orphans.flatMap(({ annotation }) => {
      const trail = trailOf(annotation)
      const title = escapeLine(annotation.documentTitle)
      const place = [trail.startsWith(title) ? '' : title, trail].filter((part) => part !== '')
      const passage =
        annotation.passage.text.trim() === '' ? [] : ['It stood in:', quoteBlock(annotation.passage.text)]
      return [`### ${place.join(' › ') || 'Untitled'}`, ...itemParts(annotation), ...passage]
    }),
  ]
}

function trailOf({ passage }: Annotation): string {
  return passage.headings
    .map(escapeLine)
    .filter((heading) => heading !== '')
    .join(' › ')
}

function itemParts(annotation: Annotation): string[] {
  const { kind, body, color, tags, author, created, selectors, passage } = annotation
  const by = escapeLine(author)
  const text =
    selectors.quote.exact.trim() === '' ? `${passage.text.slice(0, EXCERPT)}…` : selectors.quote.exact
  const facts = [
    kind === 'bookmark' ? 'bookmark' : color,
    created.slice(0, 10),
    ...(by === '' ? [] : [by]),
    ...(tags.length === 0 ? [] : [tags.map((tag) => `#${escapeLine(tag).replaceAll(' ', '-')}`).join(' ')]),
    `[open](${buildDeepLink(annotation)})`,
  ]
  const note = containBody(body)
  return [quoteBlock(text), ...(note === '' ? [] : [note]), facts.join(' · ')].filter((part) => part !== '')
}
