// Gives a changed index file the right sums again, as whoever means harm would. Not a test.
import { crc32 } from 'node:zlib'

const BEGINNING = 32
const PAGE = 1 << 15

const toAligned = (at: number): number => Math.ceil(at / 8) * 8

/** The same bytes with the sums of the pages, of those sums, of the header, and the length put right, where they fit. */
export function mendSums(bytes: Uint8Array): Uint8Array {
  if (bytes.length < BEGINNING) return bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerEnd = BEGINNING + view.getUint32(12, true)
  view.setBigUint64(24, BigInt(bytes.length), true)
  if (headerEnd > bytes.length) return bytes
  view.setUint32(16, crc32(bytes.subarray(BEGINNING, headerEnd)), true)
  const sums = toAligned(headerEnd)
  let pages = 0
  while (toAligned(sums + 4 * pages) + pages * PAGE < bytes.length) pages += 1
  const data = toAligned(sums + 4 * pages)
  if (data > bytes.length) return bytes
  for (let page = 0; page < pages; page += 1) {
    const sum = crc32(bytes.subarray(data + page * PAGE, data + (page + 1) * PAGE))
    view.setUint32(sums + 4 * page, sum, true)
  }
  view.setUint32(20, crc32(bytes.subarray(sums, sums + 4 * pages)), true)
  return bytes
}
