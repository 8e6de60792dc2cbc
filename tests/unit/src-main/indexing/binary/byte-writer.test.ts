import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../../../../src-main/indexing/binary/byte-writer.ts'

/** LEB128, read with whole numbers of any size. */
function read(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  let value = 0n
  let shift = 0n
  for (const byte of bytes) {
    value += BigInt(byte & 0x7f) << shift
    shift += 7n
    if (byte >= 0x80) continue
    numbers.push(Number(value))
    value = 0n
    shift = 0n
  }
  return numbers
}

const edges = [0, 1, 127, 128, 2 ** 14, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 35, 2 ** 42, 2 ** 49 - 1]
const number = fc.oneof(
  fc.constantFrom(...edges),
  fc.nat(300),
  fc.maxSafeNat().map((each) => each % 2 ** 49),
)

describe('a stream of numbers', () => {
  it('has the numbers that were written, in as few bytes as they need', () => {
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const out = new ByteWriter(1)
        for (const each of numbers) out.number(each)
        expect(read(out.view())).toEqual(numbers)
        const needed = numbers.map((each) => Math.max(1, Math.ceil(each.toString(2).length / 7)))
        expect(out.length).toBe(needed.reduce((sum, each) => sum + each, 0))
      }),
    )
  })

  it('has numbers of either sign, texts of any units and other bytes', () => {
    const out = new ByteWriter(1)
    for (const each of [0, -1, 1, -2, 2]) out.signed(each)
    out.text('a\ud800é')
    out.append(Uint8Array.of(7, 8))
    expect(read(out.view())).toEqual([0, 1, 2, 3, 4, 3, 0x61, 0xd800, 0xe9, 7, 8])
    out.clear()
    expect(out.view()).toHaveLength(0)
  })

  it.each([-1, 2 ** 49, Number.NaN, Infinity])('refuses %d', (value) => {
    expect(() => {
      new ByteWriter().number(value)
    }).toThrow(RangeError)
  })
})
