// The installed bundles as the library shows them, in the order and selection the person chose. Imports have a store
// of their own.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../src-shared/contract/client.ts'
import type { Output } from '../../src-shared/contract/contract.ts'
import { type Failure, toFailure } from '../../src-shared/contract/errors.ts'
import type { BundleSummary } from '../../src-shared/domain/bundle.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'

export type LibraryOrder = 'recent' | 'title' | 'author' | 'added' | 'size'
export type DamagedBundle = Output<'library.list'>['damaged'][number]

export interface LibraryState {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly failure: Failure | null
  readonly bundles: readonly BundleSummary[]
  readonly damaged: readonly DamagedBundle[]
  readonly order: LibraryOrder
  readonly filter: string
}

/** What removing came to. */
export type Removal =
  | { readonly kind: 'removed'; readonly notesKept: number }
  | { readonly kind: 'failed'; readonly failure: Failure }

export interface LibraryStore extends StoreApi<LibraryState> {
  /** Reads the list. Never rejects: the state says what went wrong. */
  readonly refresh: () => Promise<void>
  readonly setOrder: (order: LibraryOrder) => void
  readonly setFilter: (filter: string) => void
  /** Takes a bundle, or only its damaged edition, out of the library; its notes stay. Never rejects. */
  readonly remove: (bundleId: BundleId, damaged?: boolean) => Promise<Removal>
}

export function createLibraryStore(client: Client): LibraryStore {
  const store = createStore<LibraryState>(() => ({
    status: 'loading',
    failure: null,
    bundles: [],
    damaged: [],
    order: 'recent',
    filter: '',
  }))
  let turn = 0
  const refresh = async (): Promise<void> => {
    const mine = (turn += 1)
    try {
      const { bundles, damaged } = await client.call('library.list', {})
      if (mine === turn) store.setState({ status: 'ready', failure: null, bundles, damaged })
    } catch (error) {
      if (mine === turn) store.setState({ status: 'failed', failure: toFailure(error) })
    }
  }
  client.on('library.changed', () => void refresh())
  return Object.assign(store, {
    refresh,
    setOrder: (order: LibraryOrder) => {
      store.setState({ order })
    },
    setFilter: (filter: string) => {
      store.setState({ filter })
    },
    remove: async (bundleId: BundleId, damaged = false): Promise<Removal> => {
      try {
        const { notesKept } = await client.call('library.remove', {
          bundleId,
          ...(damaged && { damaged }),
        })
        await refresh()
        return { kind: 'removed', notesKept }
      } catch (error) {
        return { kind: 'failed', failure: toFailure(error) }
      }
    },
  })
}

/** The bundles that match the filter (every word of it, in title, author or description), in the order asked for. */
export function selectBundles({ bundles, filter, order }: LibraryState): readonly BundleSummary[] {
  const words = fold(filter).split(/\s+/u).filter(Boolean)
  const matching = bundles.filter((bundle) => {
    const { title, author, description } = bundle.metadata
    const text = fold([title, ...author, description ?? ''].join(' '))
    return words.every((word) => text.includes(word))
  })
  return matching.toSorted(compareBy[order])
}

/** The bundle to show when the application starts: the one last read, else the handbook, else none. */
export function findFirstBundle(bundles: readonly BundleSummary[]): BundleSummary | undefined {
  const read = bundles.filter(({ lastRead }) => lastRead !== null).toSorted(compareBy.recent)
  return read[0] ?? bundles.find(({ metadata }) => metadata.id === HANDBOOK)
}

const HANDBOOK = 'lectern-handbook'
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const compareBy: Readonly<Record<LibraryOrder, (one: BundleSummary, other: BundleSummary) => number>> = {
  recent: (one, other) => compareRecency(one, other) || byTitle(one, other),
  title: (one, other) => byTitle(one, other),
  author: (one, other) =>
    collator.compare(one.metadata.author[0] ?? '\uffff', other.metadata.author[0] ?? '\uffff') ||
    byTitle(one, other),
  added: (one, other) => other.installed.localeCompare(one.installed) || byTitle(one, other),
  size: (one, other) => other.size - one.size || byTitle(one, other),
}

/** The one read last first; those never read after them, the newest first. */
function compareRecency(one: BundleSummary, other: BundleSummary): number {
  if (one.lastRead === null && other.lastRead === null) return other.installed.localeCompare(one.installed)
  if (one.lastRead === null) return 1
  if (other.lastRead === null) return -1
  return other.lastRead.localeCompare(one.lastRead)
}

function byTitle(one: BundleSummary, other: BundleSummary): number {
  return collator.compare(one.metadata.title, other.metadata.title)
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}
