import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContentsEntry } from '../../../../../src-shared/domain/bundle.ts'
import { BlockId, DocumentId, toTextOffset } from '../../../../../src-shared/domain/ids.ts'
import {
  ancestorsOf,
  filterNodes,
  findCurrent,
  findTyped,
  flatten,
  selectShown,
  toInitialExpansion,
  toTreeMove,
} from '../../../../../src-renderer/features/contents/contents-tree.ts'

function entry(
  title: string,
  children: ContentsEntry[] = [],
  blockId?: string,
  documentId = 'd',
): ContentsEntry {
  return {
    title,
    documentId: DocumentId.parse(documentId),
    ...(blockId === undefined ? {} : { blockId: BlockId.parse(blockId) }),
    children,
  }
}

const tree = [
  entry('Reading', [entry('Scrolling', [entry('Fast', [], 'b3')], 'b1'), entry('Positions', [], 'b2')]),
  entry('Searching', [], undefined, 'e'),
]
const nodes = flatten(tree)
const keys = (list: readonly { key: string }[]): string[] => list.map(({ key }) => key)
const heading = (id: string, offset: number) => ({
  id: BlockId.parse(id),
  level: 1,
  title: id,
  offset: toTextOffset(offset),
})

const anyTree = fc.letrec<{ entries: ContentsEntry[]; leaves: ContentsEntry[] }>((tie) => ({
  leaves: fc.constant<ContentsEntry[]>([]),
  entries: fc.array(
    fc
      .tuple(fc.string({ maxLength: 8 }), fc.oneof({ depthSize: 'small' }, tie('leaves'), tie('entries')))
      .map(([title, children]) => entry(title, children)),
    { maxLength: 5 },
  ),
})).entries

describe('contents tree', () => {
  it('is flattened in the order of reading, with level and place', () => {
    expect(keys(nodes)).toEqual(['0', '0.0', '0.0.0', '0.1', '1'])
    expect(nodes[3]).toMatchObject({ level: 2, position: 2, siblings: 2, parent: '0', hasChildren: false })
  })

  it('shows what stands under expanded entries alone', () => {
    expect(keys(selectShown(nodes, new Set()))).toEqual(['0', '1'])
    expect(keys(selectShown(nodes, new Set(['0'])))).toEqual(['0', '0.0', '0.1', '1'])
    expect(keys(selectShown(nodes, new Set(['0.0'])))).toEqual(['0', '1'])
  })

  it('shows everything when everything is expanded, and never a child without its parent', () => {
    fc.assert(
      fc.property(anyTree, fc.infiniteStream(fc.boolean()), (entries, choices) => {
        const all = flatten(entries)
        expect(selectShown(all, new Set(keys(all)))).toEqual(all)
        const some = selectShown(all, new Set(keys(all).filter(() => choices.next().value)))
        const shown = new Set(keys(some))
        expect(some.every(({ parent }) => parent === null || shown.has(parent))).toBe(true)
      }),
    )
  })

  it('keeps what matches every word with all that is above it', () => {
    const { nodes: kept, matches } = filterNodes(nodes, 'fAst')
    expect(keys(kept)).toEqual(['0', '0.0', '0.0.0'])
    expect([...matches]).toEqual(['0.0.0'])
    expect(filterNodes(nodes, 'nothing').nodes).toEqual([])
  })

  it('names the entries above one from the top down', () => {
    expect(ancestorsOf('2.0.5')).toEqual(['2', '2.0'])
    expect(ancestorsOf('2')).toEqual([])
  })

  it('finds the entry of the heading one is under, or of the last one before it', () => {
    const place = {
      documentId: DocumentId.parse('d'),
      headings: [heading('b1', 0), heading('x', 5), heading('b2', 9)],
    }
    expect(findCurrent(nodes, { ...place, current: null })?.key).toBe('0')
    expect(findCurrent(nodes, { ...place, current: BlockId.parse('b1') })?.key).toBe('0.0')
    expect(findCurrent(nodes, { ...place, current: BlockId.parse('x') })?.key).toBe('0.0')
    expect(findCurrent(nodes, { ...place, current: BlockId.parse('b2') })?.key).toBe('0.1')
    const elsewhere = { ...place, documentId: DocumentId.parse('gone'), current: null }
    expect(findCurrent(nodes, elsewhere)).toBeNull()
  })

  it('opens a small tree whole and a large one at the top', () => {
    expect([...toInitialExpansion(nodes)]).toEqual(['0', '0.0'])
    const large = flatten(Array.from({ length: 100 }, (_, index) => entry(String(index), [entry('child')])))
    expect(toInitialExpansion(large).size).toBe(0)
  })

  it('moves with the keys of a tree', () => {
    const expanded = new Set(['0'])
    const rows = selectShown(nodes, expanded)
    const move = (index: number, key: string) => toTreeMove(rows, index, expanded, key)
    expect(move(0, 'ArrowDown')).toEqual({ kind: 'go', index: 1 })
    expect(move(0, 'ArrowUp')).toEqual({ kind: 'go', index: 0 })
    expect(move(0, 'End')).toEqual({ kind: 'go', index: 3 })
    expect(move(3, 'Home')).toEqual({ kind: 'go', index: 0 })
    expect(move(0, 'ArrowRight')).toEqual({ kind: 'go', index: 1 })
    expect(move(1, 'ArrowRight')).toEqual({ kind: 'expand', key: '0.0' })
    expect(move(0, 'ArrowLeft')).toEqual({ kind: 'collapse', key: '0' })
    expect(move(2, 'ArrowLeft')).toEqual({ kind: 'go', index: 0 })
    expect(move(3, 'ArrowLeft')).toBeNull()
    expect(move(3, 'x')).toBeNull()
  })

  it('finds a typed beginning after the row and round again', () => {
    expect(findTyped(nodes, 0, 's')).toBe(1)
    expect(findTyped(nodes, 1, 's')).toBe(4)
    expect(findTyped(nodes, 4, 'sc')).toBe(1)
    expect(findTyped(nodes, 0, 'zz')).toBe(-1)
  })
})
