import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Notebook } from '../../../../src-main/annotating/notebook.ts'
import type { Operation, Stamp } from '../../../../src-main/annotating/journal/line.ts'
import { isAfter } from '../../../../src-main/annotating/journal/line.ts'
import type { Annotation } from '../../../../src-shared/domain/annotation.ts'
import { BUNDLE, buildTestAnnotation } from './stock.ts'

interface Event {
  readonly stamp: Stamp
  readonly operation: Operation
}

const WRITERS = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'] as const

const fields = fc.record(
  {
    body: fc.string({ maxLength: 8 }),
    color: fc.constantFrom('yellow' as const, 'green' as const, 'blue' as const),
    deleted: fc.boolean(),
    'later-version': fc.nat(9),
  },
  { requiredKeys: [] },
)

/** Creations of up to four annotations and changes to them, each operation with a stamp of its own. */
const events = fc
  .tuple(
    fc.array(fc.record({ id: fc.nat(3), fields, writer: fc.nat(2) }), { maxLength: 12 }),
    fc.uniqueArray(fc.nat(3), { minLength: 1 }),
  )
  .map(([changes, made]) => {
    const list: Event[] = made.map((number, index) => ({
      stamp: [1, `${index}`.repeat(16)],
      operation: { kind: 'put', bundleId: BUNDLE, annotations: [buildTestAnnotation(number)] },
    }))
    changes.forEach((change, index) => {
      list.push({
        stamp: [2 + Math.floor(index / 2), `${WRITERS[change.writer]?.slice(1) ?? ''}${index % 10}`],
        operation: {
          kind: 'set',
          bundleId: BUNDLE,
          changes: [{ ids: [buildTestAnnotation(change.id).id], fields: change.fields }],
        },
      })
    })
    return list
  })

function build(list: readonly Event[]): Notebook {
  const notebook = new Notebook(BUNDLE)
  for (const { stamp, operation } of list) notebook.apply(stamp, operation)
  return notebook
}

function contentOf(notebook: Notebook): unknown {
  const entries = [...notebook.entries].map(({ annotation, stamp, fields }) => ({
    annotation: Object.fromEntries(Object.entries(annotation).sort(([a], [b]) => (a < b ? -1 : 1))),
    stamp,
    fields: [...fields].sort(([a], [b]) => (a < b ? -1 : 1)),
  }))
  const pending = notebook.pending.map((each) => JSON.stringify(each)).sort()
  return {
    entries: entries.sort((a, b) => (String(a.annotation.id) < String(b.annotation.id) ? -1 : 1)),
    pending,
    clock: notebook.clock,
  }
}

describe('Notebook', () => {
  it('agrees with a naive fold in stamp order, whatever order operations arrive in and however often', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (list, random) => {
        const naive = new Map<string, Annotation>()
        const sorted = [...list].sort((a, b) => (isAfter(a.stamp, b.stamp) ? 1 : -1))
        for (const { operation } of sorted) {
          if (operation.kind === 'put') for (const each of operation.annotations) naive.set(each.id, each)
          else
            for (const change of operation.changes)
              for (const id of change.ids) {
                const known = naive.get(id)
                if (known !== undefined) naive.set(id, { ...known, ...change.fields } as Annotation)
              }
        }
        const shuffled = [...list, ...list].map((event) => ({ event, key: Number(random.next().value) }))
        shuffled.sort((a, b) => a.key - b.key)
        const notebook = build(shuffled.map(({ event }) => event))
        expect(contentOf(notebook)).toEqual(contentOf(build(sorted)))
        for (const [id, annotation] of naive)
          expect(notebook.find(annotation.id)?.annotation, id).toEqual(annotation)
        expect(notebook.count).toBe([...naive.values()].filter((each) => !each.deleted).length)
        expect(notebook.list()).toHaveLength(notebook.count)
      }),
    )
  })

  it('is the same whether it is merged from operations or from another notebook, in either order', () => {
    fc.assert(
      fc.property(events, events, (left, right) => {
        const [a, b] = [build(left), build(right)]
        const merge = (first: Notebook, second: Notebook): Notebook => {
          const merged = new Notebook(BUNDLE)
          for (const source of [first, second]) {
            merged.addPending(source.pending)
            for (const entry of source.entries) merged.merge(entry)
            merged.observe(source.clock)
          }
          return merged
        }
        expect(contentOf(merge(a, a))).toEqual(contentOf(a))
        const sameStamps = new Set(left.map(({ stamp }) => stamp.join()))
        fc.pre(right.every(({ stamp }) => !sameStamps.has(stamp.join()) || stamp[0] === 1))
        expect(contentOf(merge(a, b))).toEqual(contentOf(merge(b, a)))
      }),
    )
  })

  it('keeps a deleted annotation as a tombstone that a late copy does not bring back', () => {
    const annotation = buildTestAnnotation(1)
    const notebook = new Notebook(BUNDLE)
    const put: Operation = { kind: 'put', bundleId: BUNDLE, annotations: [annotation] }
    notebook.apply([1, WRITERS[0]], put)
    notebook.apply([2, WRITERS[1]], {
      kind: 'set',
      bundleId: BUNDLE,
      changes: [{ ids: [annotation.id], fields: { deleted: true } }],
    })
    notebook.apply([1, WRITERS[0]], put)
    expect(notebook.count).toBe(0)
    expect(notebook.find(annotation.id)?.annotation.deleted).toBe(true)
  })

  it('says once what looks different', () => {
    const [first, second] = [buildTestAnnotation(1), buildTestAnnotation(2)]
    const notebook = new Notebook(BUNDLE)
    const set = (fields: Partial<typeof first>): Operation => ({
      kind: 'set',
      bundleId: BUNDLE,
      changes: [{ ids: [first.id], fields }],
    })
    notebook.apply([1, WRITERS[0]], { kind: 'put', bundleId: BUNDLE, annotations: [first, second] })
    expect(notebook.takeChanged()).toEqual([first, second])
    expect(notebook.takeChanged()).toEqual([])
    notebook.apply([3, WRITERS[0]], set({ body: 'late' }))
    notebook.apply([2, WRITERS[1]], set({ body: 'early' }))
    notebook.apply([4, WRITERS[1]], set({ deleted: true }))
    expect(notebook.takeChanged()).toEqual([{ ...first, body: 'late', deleted: true }])
  })

  it('keeps a change that arrives before its annotation until the annotation comes', () => {
    const annotation = buildTestAnnotation(1)
    const notebook = new Notebook(BUNDLE)
    notebook.apply([5, WRITERS[0]], {
      kind: 'set',
      bundleId: BUNDLE,
      changes: [{ ids: [annotation.id], fields: { body: 'kept' } }],
    })
    expect(notebook.pending).toHaveLength(1)
    notebook.apply([4, WRITERS[1]], { kind: 'put', bundleId: BUNDLE, annotations: [annotation] })
    expect(notebook.find(annotation.id)?.annotation.body).toBe('kept')
    expect(notebook.pending).toHaveLength(0)
  })
})
