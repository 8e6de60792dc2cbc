import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAGE, PagedBytes, Section } from '../../../../../src-main/indexing/binary/paged-bytes.ts'
import { type ByteSource, fromMemory } from '../../../../../src-shared/domain/byte-source.ts'

const START = 40
const bytes = Uint8Array.from({ length: START + 9 * PAGE + 123 }, (_, at) => (at * 31 + (at >> 9)) % 251)
const data = bytes.subarray(START)
const sums = Uint32Array.from({ length: 10 }, (_, page) =>
  crc32(data.subarray(page * PAGE, (page + 1) * PAGE)),
)
const unusable: unknown = expect.objectContaining({ code: 'INDEX_UNUSABLE' })

/** A source that tells what was read of it. */
function openCounting(): ByteSource & { readonly reads: number[] } {
  const reads: number[] = []
  const source = fromMemory(bytes)
  const read = (position: number, length: number): Uint8Array => {
    reads.push(length)
    return source.read(position, length)
  }
  return { ...source, read, reads }
}

describe('bytes in pages', () => {
  it('are those of the source, wherever they are asked for', () => {
    const paged = new PagedBytes(fromMemory(bytes), START, sums)
    const place = fc.oneof(
      fc.nat(data.length),
      fc.constantFrom(PAGE - 1, PAGE, PAGE + 1, 4 * PAGE, 9 * PAGE, data.length),
    )
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        expect(Buffer.compare(paged.read(from, to), data.subarray(from, to))).toBe(0)
      }),
    )
  })

  it('are read once while they are kept', () => {
    const source = openCounting()
    const paged = new PagedBytes(source, START, sums)
    for (let at = 0; at < 3 * PAGE; at += 999) paged.read(at, at + 10)
    expect(source.reads).toEqual([PAGE, PAGE, PAGE])
  })

  it.each([
    [-1, 4],
    [4, 3],
    [0, data.length + 1],
    [NaN, 4],
    [0, Infinity],
  ])('from %d to %d are refused', (from, to) => {
    const paged = new PagedBytes(fromMemory(bytes), START, sums)
    expect(() => paged.read(from, to)).toThrow(unusable)
    expect(() => new Section(paged, 0, data.length).read(from, to)).toThrow(unusable)
    expect(() => new Section(paged, 0, data.length).part(from, to)).toThrow(unusable)
  })

  it('are refused when their page has another sum, and only then', () => {
    const damaged = Uint8Array.from(bytes)
    damaged[START + 3 * PAGE + 5]! ^= 1
    const paged = new PagedBytes(fromMemory(damaged), START, sums)
    expect(paged.read(0, PAGE).length).toBe(PAGE)
    for (const [from, to] of [
      [3 * PAGE, 3 * PAGE + 1],
      [2 * PAGE, 3 * PAGE + 1],
      [0, 8 * PAGE],
    ] as const)
      expect(() => paged.read(from, to)).toThrow(unusable)
  })

  it('are refused when the source fails, or gives fewer than were asked for', () => {
    let mode = 'fine'
    const failing: ByteSource = {
      ...fromMemory(bytes),
      read(position, length) {
        if (mode === 'gone') throw new Error('gone')
        return fromMemory(bytes).read(position, mode === 'short' ? length - 1 : length)
      },
    }
    const paged = new PagedBytes(failing, START, sums)
    expect(paged.read(0, 4).length).toBe(4)
    mode = 'gone'
    expect(() => paged.read(PAGE, PAGE + 4)).toThrow(unusable)
    mode = 'short'
    expect(() => paged.read(PAGE, PAGE + 4)).toThrow(unusable)
    expect(() => paged.read(0, 8 * PAGE)).toThrow(unusable)
    // What was read before is still there.
    expect(paged.read(0, 4).length).toBe(4)
  })

  it('are numbers where a section is asked for them, and copies that may be changed', () => {
    const section = new Section(new PagedBytes(fromMemory(bytes), START, sums), PAGE - 2, 10)
    const view = new DataView(bytes.buffer, START + PAGE - 2)
    expect([section.uint32(0), section.uint32(5)]).toEqual([view.getUint32(0, true), view.getUint32(5, true)])
    new Uint8Array(section.copy()).fill(0)
    expect([...section.read(0, 10)]).toEqual([...data.subarray(PAGE - 2, PAGE + 8)])
    expect(() => section.uint32(7)).toThrow(unusable)
  })
})
