import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Notebook } from '../../../../../src-main/annotating/notebook.ts'
import type { Frame } from '../../../../../src-main/annotating/checkpoint/content.ts'
import {
  buildCheckpoint,
  checkFrame,
  extraOf,
  mergeCheckpoint,
  migrate,
  parseCheckpoint,
} from '../../../../../src-main/annotating/checkpoint/content.ts'
import { BundleId, Timestamp } from '../../../../../src-shared/domain/ids.ts'
import { BUNDLE, buildTestAnnotation } from '../stock.ts'

const NOW = Timestamp.parse('2026-01-02T03:04:05.678Z')
const WRITER = '0123456789abcdef'

function sample(): Notebook {
  const notebook = new Notebook(BUNDLE)
  const annotations = [3, 1, 2].map((number) => buildTestAnnotation(number, { body: `Ü${number}😀` }))
  notebook.apply([1, WRITER], { kind: 'put', bundleId: BUNDLE, annotations })
  const { id } = buildTestAnnotation(2)
  notebook.apply([2, WRITER], {
    kind: 'set',
    bundleId: BUNDLE,
    changes: [{ ids: [id], fields: { color: 'blue' } }],
  })
  const late = buildTestAnnotation(9).id
  notebook.apply([3, WRITER], {
    kind: 'set',
    bundleId: BUNDLE,
    changes: [{ ids: [late], fields: { body: 'x' } }],
  })
  return notebook
}

function build(notebook: Notebook, extra: Record<string, unknown> = {}): Frame {
  return buildCheckpoint(notebook, {
    serial: 4,
    written: NOW,
    covered: [{ writer: WRITER, sequence: 3, bytes: 99 }],
    unreadable: [],
    extra,
  })
}

/** The bytes that conf writes for a value. */
function bytesOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value, undefined, '\t'))
}

describe('a checkpoint', () => {
  it('brings everything back: annotations, stamps of fields, pending changes, the clock', async () => {
    const notebook = sample()
    const checkpoint = parseCheckpoint(bytesOf(build(notebook)), BUNDLE)
    if (checkpoint === null) throw new Error('it does not verify')
    const again = new Notebook(BUNDLE)
    expect(await mergeCheckpoint(checkpoint, again)).toEqual([])
    expect(build(again)).toEqual(build(notebook))
    expect(again.clock).toBe(3)
    expect(again.stampOf(buildTestAnnotation(2).id, 'color')).toEqual([2, WRITER])
    expect(again.stampOf(buildTestAnnotation(2).id, 'body')).toEqual([1, WRITER])
  })

  it('does not verify when a byte is changed or the end is missing', () => {
    const bytes = bytesOf(build(sample()))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (at) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 0x01
        expect(parseCheckpoint(changed, BUNDLE)).toBeNull()
        expect(parseCheckpoint(bytes.subarray(0, at), BUNDLE)).toBeNull()
      }),
    )
  })

  it('is not taken for the notes of another bundle', () => {
    expect(parseCheckpoint(bytesOf(build(sample())), BundleId.parse('Harbour'))).toBeNull()
  })

  it('is refused when it has a forbidden key', () => {
    const frame: unknown = JSON.parse(
      JSON.stringify(build(sample())).replace('"covered"', '"__proto__":{},"covered"'),
    )
    expect(checkFrame(frame, BUNDLE)).toBeNull()
  })

  it('keeps entries it cannot read as they are', async () => {
    const frame = build(sample())
    const damaged = { ...frame, annotations: [...frame.annotations, { annotation: { id: 'nonsense' } }] }
    const checkpoint = checkFrame(damaged, BUNDLE)
    const notebook = new Notebook(BUNDLE)
    const unreadable = checkpoint === null ? [] : await mergeCheckpoint(checkpoint, notebook)
    expect(unreadable).toEqual([{ annotation: { id: 'nonsense' } }])
    expect(notebook.count).toBe(3)
  })

  it('is read-only when it asks for a newer reader, and keeps what a newer version added when it does not', () => {
    const newer = { ...build(sample()), formatVersion: 2, minReader: 2 }
    expect(checkFrame(newer, BUNDLE)?.readOnly).toBe(true)
    const compatible = build(sample(), { palette: ['teal'] })
    const checkpoint = checkFrame(compatible, BUNDLE)
    expect(checkpoint?.readOnly).toBe(false)
    expect(extraOf(compatible)).toEqual({ palette: ['teal'] })
  })
})

describe('migrate', () => {
  it('goes from version to version in order and refuses to skip one', () => {
    const frame = build(sample())
    const steps = new Map([
      [1, (old: Frame): Frame => ({ ...old, trail: ['1'] })],
      [2, (old: Frame): Frame => ({ ...old, trail: [...(old.trail as string[]), '2'] })],
    ])
    expect(migrate(frame, steps, 3)).toMatchObject({ formatVersion: 3, trail: ['1', '2'] })
    expect(() => migrate(frame, steps, 4)).toThrow(RangeError)
    expect(migrate(frame)).toBe(frame)
  })
})
