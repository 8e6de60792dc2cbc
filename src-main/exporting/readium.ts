// Annotations as a Readium AnnotationSet (github.com/readium/annotations): the exchange with other reading systems.
// One set for the whole export. It follows the profile; positions count code points, ends are exclusive.
import { v5 } from 'uuid'
import type { Annotation, AnnotationKind } from '../../src-shared/domain/annotation.ts'
import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import type { Heading } from '../../src-shared/domain/document.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import type { PositionSelector, QuoteSelector } from '../../src-shared/domain/selector.ts'
import type { Block } from '../../src-shared/text/canonical-text.ts'
import { createCodePointCounter } from '../../src-shared/text/offsets.ts'
import { buildQuote } from '../../src-shared/text/quote.ts'
import type { BundleItems, DocumentItems, Item } from './gather.ts'

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld'
/** Namespace of the ids that are derived from content, so that the same export has the same ids. */
const NAMESPACE = '6f5c3f0e-2b0d-5c1e-9a55-7d1f4f0c8a11'
const GENERATOR = { id: 'urn:lectern:generator', type: 'Software', name: 'Lectern' }

const MOTIVATIONS: Readonly<Record<AnnotationKind, string>> = {
  highlight: 'highlighting',
  note: 'commenting',
  bookmark: 'bookmarking',
}

type Json = Record<string, unknown>

/**
 * The set as a value that survives JSON. With several bundles `about` names them all, and a target's source, otherwise
 * the document's path in its bundle, is the absolute `lectern://<bundleId>@<edition>/<path>`.
 */
export function buildAnnotationSet(bundles: readonly BundleItems[], title: string, now: Date): Json {
  const alone = bundles.length < 2
  const items = bundles.flatMap((bundle) => {
    const toSource = (annotation: Annotation): string => {
      const path = `documents/${annotation.documentId}.html`
      const edition = bundle.metadata?.edition ?? annotation.edition
      return alone ? path : `lectern://${bundle.id}@${edition}/${path}`
    }
    return [
      ...bundle.documents.flatMap((document) => documentItems(document, toSource)),
      ...bundle.orphans.map((item) => buildItem(item, toSource(item.annotation), orphanSelectors(item), [])),
    ]
  })
  const generated = now.toISOString()
  return {
    '@context': CONTEXT,
    id: `urn:uuid:${v5([generated, ...items.map(({ id }) => id)].join(' '), NAMESPACE)}`,
    type: 'AnnotationSet',
    generator: GENERATOR,
    generated,
    title,
    about: buildAbout(bundles),
    items,
  }
}

function buildAbout(bundles: readonly BundleItems[]): Json {
  const metadata = bundles.flatMap((bundle) => bundle.metadata ?? [])
  const years = metadata.map(({ modified }) => modified.slice(0, 4)).sort()
  const [publisher] = metadata.flatMap((each) => each.publisher ?? [])
  const creators = [...new Set(metadata.flatMap(({ author }) => author))]
  return {
    'dc:identifier': bundles.map(({ id }) => toIdentifier(id)),
    'dc:title': bundles.map(titleOf).join('; '),
    'dc:format': 'application/webpub+zip',
    ...(publisher === undefined ? {} : { 'dc:publisher': publisher }),
    ...(creators.length === 0 ? {} : { 'dc:creator': creators }),
    ...(years.length === 0 ? {} : { 'dc:date': years.at(-1) }),
  }
}

/** The identifier that the bundle's manifest has. */
function toIdentifier(id: BundleId): string {
  return `urn:lectern:${id}`
}

function titleOf({ id, metadata }: { id: BundleId; metadata: BundleMetadata | null }): string {
  return metadata?.title ?? id
}

function documentItems(document: DocumentItems, toSource: (annotation: Annotation) => string): Json[] {
  const located = document.items.map((item) => ({ item, block: findBlock(document.blocks, item.position) }))
  const toCodePoint = countCodePoints(
    document.text ?? '',
    located.flatMap(({ item, block }) => [
      block?.start ?? 0,
      item.position?.start ?? 0,
      item.position?.end ?? 0,
    ]),
  )
  return located.map(({ item, block }) => {
    const { annotation, position } = item
    const selectors =
      position === null || document.text === null
        ? orphanSelectors(item)
        : placedSelectors(annotation, position, document.text, block, toCodePoint)
    return buildItem(item, toSource(annotation), selectors, document.headings)
  })
}

function placedSelectors(
  annotation: Annotation,
  position: PositionSelector,
  text: string,
  block: Block | null,
  toCodePoint: (offset: number) => number,
): Json[] {
  const { quote } = annotation.selectors
  const same = text.slice(position.start, position.end) === quote.exact
  const base = toCodePoint(block?.start ?? 0)
  return [
    toQuote(same ? quote : buildQuote(text, position.start, position.end)),
    {
      type: 'CssSelector',
      value: block === null ? 'body' : `#${escapeIdentifier(block.id)}`,
      refinedBy: {
        type: 'TextPositionSelector',
        start: toCodePoint(position.start) - base,
        end: toCodePoint(position.end) - base,
      },
    },
    { type: 'ProgressionSelector', value: position.start / Math.max(1, text.length) },
  ]
}

/** An orphan has no position in any text at hand: its quote and how far in it stood are all there is. */
function orphanSelectors({ annotation }: Item): Json[] {
  const { quote, progression } = annotation.selectors
  return [toQuote(quote), { type: 'ProgressionSelector', value: progression }]
}

function toQuote({ exact, prefix, suffix }: QuoteSelector): Json {
  return { type: 'TextQuoteSelector', exact, prefix, suffix }
}

function buildItem(
  item: Item,
  source: string,
  selector: readonly Json[],
  headings: readonly Heading[],
): Json {
  const { annotation, position } = item
  const trail = buildTrail(annotation, position, headings)
  const { author, kind, created, modified } = annotation
  return {
    '@context': CONTEXT,
    id: `urn:uuid:${annotation.id}`,
    type: 'Annotation',
    motivation: MOTIVATIONS[kind],
    created,
    modified,
    ...(author === ''
      ? {}
      : { creator: { id: `urn:uuid:${v5(author, NAMESPACE)}`, type: 'Person', name: author } }),
    target: { source, selector, ...(trail.length === 0 ? {} : { meta: { headings: trail } }) },
    ...buildBody(annotation),
  }
}

/** A bookmark without a word of its own has no body. */
function buildBody({ kind, body, color, style, tags }: Annotation): Json {
  if (kind === 'bookmark' && body === '' && tags.length === 0) return {}
  return {
    body: {
      type: 'TextualBody',
      value: body,
      format: 'text/markdown',
      color,
      highlight: style,
      ...(tags.length === 0 ? {} : { tags }),
    },
  }
}

function buildTrail(
  annotation: Annotation,
  position: PositionSelector | null,
  headings: readonly Heading[],
): Json[] {
  if (position === null || headings.length === 0)
    return annotation.passage.headings.map((txt, index) => ({ level: index + 1, txt }))
  const trail: Heading[] = []
  for (const heading of headings) {
    if (heading.offset > position.start) break
    while ((trail.at(-1)?.level ?? 0) >= heading.level) trail.pop()
    trail.push(heading)
  }
  return trail.map(({ level, title }) => ({ level, txt: title }))
}

/** The innermost block that holds a whole range; null when only the body does. */
function findBlock(blocks: readonly Block[], position: PositionSelector | null): Block | null {
  let best: Block | null = null
  if (position === null) return null
  for (const block of blocks) {
    if (block.start > position.start || block.end < position.end) continue
    if (best === null || block.end - block.start <= best.end - best.start) best = block
  }
  return best
}

/** Code points before each of many offsets, in one pass over the text. */
function countCodePoints(text: string, offsets: readonly number[]): (offset: number) => number {
  const count = createCodePointCounter(text)
  const known = new Map([...new Set(offsets)].sort((a, b) => a - b).map((offset) => [offset, count(offset)]))
  return (offset) => known.get(offset) ?? 0
}

/** An id as a CSS identifier (CSSOM, serialize an identifier). */
function escapeIdentifier(id: string): string {
  return Array.from(id, (character, index) => {
    const code = character.codePointAt(0) ?? 0
    const plain = /[A-Za-z_-]/.test(character) || code >= 0x80 || (/\d/.test(character) && index > 0)
    if (plain && !(character === '-' && index === 0)) return character
    return code < 0x20 || code === 0x7f || /\d/.test(character) ? `\\${code.toString(16)} ` : `\\${character}`
  }).join('')
}
