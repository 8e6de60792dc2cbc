// What narrows a search beside its words: the scope, what the query itself says (`in:`, `tag:` …), and the filters
// chosen beside it. Answers, for a document or a note, which of them keep it out; the facets count with that.
import type { DocumentEntry } from '../../../src-shared/domain/document.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type { SearchFilters, SearchRequest, SearchScope } from '../../../src-shared/domain/search.ts'
import { fold } from '../../../src-shared/text/fold.ts'
import { readTokens } from '../../../src-shared/text/tokens.ts'
import type { SearchableNote } from '../notes/note.ts'
import type { ParsedQuery, QueryField, QueryFilter } from './query.ts'
import type { Shelf } from '../shelf.ts'

/**
 * Why something is no hit, as bits: one for each kind of filter, and `query` for the scope and what the query says,
 * which no facet looks past. 0 for what is a hit.
 */
export const BARS = {
  kind: 1,
  bundles: 2,
  documents: 4,
  languages: 8,
  tags: 16,
  colors: 32,
  layers: 64,
  query: 128,
} as const

/** The narrowing of one request. */
export interface Narrowing {
  /** Something is chosen by other means than words, so that a query without words lists all of it. */
  readonly lists: boolean
  /** What bars all text. */
  readonly text: number
  /** What bars a bundle as a whole, by itself. */
  barBundle(bundleId: BundleId): number
  /** What bars the text of a document, not counting what bars its bundle or all text. */
  barDocument(shelf: Shelf, entry: DocumentEntry): number
  /** All that bars a note. @param shelf its bundle, when that is installed */
  barNote(note: SearchableNote, shelf: Shelf | undefined): number
}

type Chosen = ReadonlyMap<QueryField, readonly Wanted[]>

/** A restriction of the query with its value as it is compared. */
interface Wanted extends QueryFilter {
  readonly folded: string
  readonly key: string
}

/** Makes the narrowing of a request. @param query what was read from its text */
export function buildNarrowing(request: SearchRequest, query: ParsedQuery): Narrowing {
  const { scope, filters = {} } = request
  if (scope.kind === 'everything' && query.filters.length === 0 && !hasFilters(filters)) return OPEN
  const chosen = groupByField(query.filters)
  const bundles = toSet(filters.bundles)
  const documents = toSet(filters.documents?.map(({ bundleId, documentId }) => `${bundleId}/${documentId}`))
  const languages = toSet(filters.languages)
  const barNoteFields = openNoteFields(filters, chosen)
  const barBundle = (bundleId: BundleId): number =>
    (isWithin(scope, bundleId) ? 0 : BARS.query) | bar(bundles, bundleId, BARS.bundles)
  const barPlace = (bundleId: BundleId, place: Place, bundle?: Titled): number => {
    const { id } = place
    const out = scope.kind === 'document' && scope.documentId !== id
    const inside = !chosen.has('in') || isInside(chosen, bundle ? [bundle, place] : [place], [bundleId, id])
    return (out || !inside ? BARS.query : 0) | bar(documents, `${bundleId}/${id}`, BARS.documents)
  }
  return {
    lists: query.filters.some(({ excluded }) => !excluded) || hasFilters(filters),
    text: barText(filters, query.filters),
    barBundle,
    barDocument: ({ bundle }, entry) =>
      barPlace(bundle.bundleId, entry, bundle) | bar(languages, entry.language, BARS.languages),
    barNote(note, shelf) {
      const entry = shelf?.findEntry(note.documentId)
      const place = entry ?? { id: note.documentId, title: note.documentTitle }
      return (
        (filters.kind === 'text' ? BARS.kind : 0) |
        barBundle(note.bundleId) |
        barPlace(note.bundleId, place, shelf?.bundle) |
        bar(languages, entry?.language, BARS.languages) |
        barNoteFields(note)
      )
    },
  }
}

/** That of a request that narrows nothing, as most do: thousands of documents and notes are looked at for each. */
const OPEN: Narrowing = {
  lists: false,
  text: 0,
  barBundle: () => 0,
  barDocument: () => 0,
  barNote: () => 0,
}

type Place = Pick<DocumentEntry, 'id' | 'title'>
type Titled = Pick<DocumentEntry, 'title'>

/** The titles of bundles and documents as they are compared, for as long as those are open. */
const titleKeys = new WeakMap<Titled, string>()

/** Whether `in:` is met: by words of a title, or by the beginning of an id. */
function isInside(chosen: Chosen, titled: readonly Titled[], ids: readonly string[]): boolean {
  const names = titled.map(toTitleKey)
  return meets(
    chosen,
    'in',
    ({ key, folded }) =>
      names.some((name) => name.includes(key)) || ids.some((id) => fold(id).startsWith(folded)),
  )
}

function toTitleKey(titled: Titled): string {
  const key = titleKeys.get(titled) ?? toKey(titled.title)
  titleKeys.set(titled, key)
  return key
}

/** Whether a request has any filter that narrows. */
function hasFilters({ kind, ...lists }: SearchFilters): boolean {
  return kind !== undefined || Object.values(lists).some((list) => list !== undefined && list.length > 0)
}

function barText(filters: SearchFilters, own: readonly QueryFilter[]): number {
  return (
    (filters.kind === 'notes' ? BARS.kind : 0) |
    ((filters.tags?.length ?? 0) > 0 ? BARS.tags : 0) |
    ((filters.colors?.length ?? 0) > 0 ? BARS.colors : 0) |
    ((filters.layers?.length ?? 0) > 0 ? BARS.layers : 0) |
    (own.some(({ field, excluded }) => field !== 'in' && !excluded) ? BARS.query : 0)
  )
}

function openNoteFields(filters: SearchFilters, chosen: Chosen): (note: SearchableNote) => number {
  const tags = toSet(filters.tags)
  const colors = toSet(filters.colors)
  const layers = toSet(filters.layers)
  const keys = new Map<string, string>()
  const keyOf = (name: string): string => {
    const key = keys.get(name) ?? toKey(name)
    keys.set(name, key)
    return key
  }
  return (note) => {
    const said =
      meets(chosen, 'tag', ({ key, prefix }) =>
        note.tags.some((tag) => (prefix ? keyOf(tag).startsWith(key) : keyOf(tag) === key)),
      ) &&
      meets(chosen, 'color', ({ folded, prefix }) =>
        prefix ? note.color.startsWith(folded) : note.color === folded,
      ) &&
      meets(
        chosen,
        'layer',
        ({ key, folded }) => fold(note.layerId).startsWith(folded) || keyOf(note.author).includes(key),
      )
    return (
      (said ? 0 : BARS.query) |
      (tags === null || note.tags.some((tag) => tags.has(tag)) ? 0 : BARS.tags) |
      bar(colors, note.color, BARS.colors) |
      bar(layers, note.layerId, BARS.layers)
    )
  }
}

/**
 * Whether what the query says of a field is met. Of tags, all must be there; of what a thing has but one of (its place,
 * colour, layer), any will do. Nothing that is excluded may be there.
 */
function meets(chosen: Chosen, field: QueryField, is: (wanted: Wanted) => boolean): boolean {
  const all = chosen.get(field)
  if (all === undefined) return true
  const wanted = all.filter(({ excluded }) => !excluded)
  if (all.some((each) => each.excluded && is(each))) return false
  return field === 'tag' ? wanted.every(is) : wanted.length === 0 || wanted.some(is)
}

function groupByField(filters: readonly QueryFilter[]): Chosen {
  const chosen = new Map<QueryField, Wanted[]>()
  for (const filter of filters) {
    const wanted = { ...filter, folded: fold(filter.value), key: toKey(filter.value) }
    chosen.set(filter.field, [...(chosen.get(filter.field) ?? []), wanted])
  }
  return chosen
}

/** The words of a name as they are compared, with a space before each, so that ` wat` begins one of ` the water`. */
function toKey(name: string): string {
  const words = readTokens(name).map(({ term }) => ` ${term}`)
  return words.length > 0 ? words.join('') : ` ${fold(name.trim())}`
}

function isWithin(scope: SearchScope, bundleId: BundleId): boolean {
  return scope.kind === 'everything' || scope.bundleId === bundleId
}

/** A list as a set; null where it narrows nothing. */
function toSet(list: readonly string[] | undefined): ReadonlySet<string> | null {
  return list === undefined || list.length === 0 ? null : new Set(list)
}

function bar(wanted: ReadonlySet<string> | null, value: string | undefined, bit: number): number {
  return wanted === null || (value !== undefined && wanted.has(value)) ? 0 : bit
}
