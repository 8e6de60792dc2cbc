import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carryPosition, openPositions } from '../../../../../src-main/library/saved/positions.ts'
import { BundleId, DocumentId, Edition, Timestamp } from '../../../../../src-shared/domain/ids.ts'
import { ReadingPosition } from '../../../../../src-shared/domain/locator.ts'
import { makeFolder, openJsonStore } from '../doubles.ts'

const bundle = BundleId.parse('b')
const [first, second] = [DocumentId.parse('one'), DocumentId.parse('two')]

function at(documentId: string, start: number, second_: number, edition = '1.0.0'): ReadingPosition {
  return ReadingPosition.parse({
    locator: { bundleId: 'b', edition, documentId, start, progression: 0.5 },
    lineOffset: -3,
    saved: `2024-05-01T10:00:${String(second_).padStart(2, '0')}.000Z`,
  })
}

let folder: string
const read = async (): Promise<{ positions: ReadingPosition[] }> =>
  JSON.parse(await readFile(join(folder, 'positions.json'), 'utf8'))

beforeEach(async () => {
  folder = await makeFolder()
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('reading positions', () => {
  it('are there at once, and on the disk after a flush', async () => {
    const positions = await openPositions(folder, openJsonStore)
    positions.save(at('one', 10, 1))
    positions.save(at('two', 20, 2))
    expect(positions.find(bundle, first)?.locator.start).toBe(10)
    expect(positions.findLast(bundle)?.locator.documentId).toBe(second)
    await positions.flush()
    const again = await openPositions(folder, openJsonStore)
    expect(again.find(bundle, second)).toEqual(at('two', 20, 2))
    expect(again.findLast(BundleId.parse('other'))).toBeNull()
  })

  it('reach the disk by themselves', async () => {
    const positions = await openPositions(folder, openJsonStore)
    for (let start = 0; start < 50; start += 1) positions.save(at('one', start, start))
    await expect.poll(async () => (await read()).positions[0]?.locator.start, { timeout: 5_000 }).toBe(49)
  })

  it('keep the newest of two processes, whichever writes last', async () => {
    const [left, right] = [
      await openPositions(folder, openJsonStore),
      await openPositions(folder, openJsonStore),
    ]
    left.save(at('one', 10, 9))
    right.save(at('one', 99, 3))
    right.save(at('two', 5, 4))
    await left.flush()
    await right.flush()
    const saved = (await read()).positions.map(({ locator }) => `${locator.documentId}:${locator.start}`)
    expect(saved.sort()).toEqual(['one:10', 'two:5'])
    expect(right.find(bundle, first)?.locator.start).toBe(10)
  })

  it('ignore an older position', async () => {
    const positions = await openPositions(folder, openJsonStore)
    positions.save(at('one', 10, 5))
    positions.save(at('one', 1, 4))
    expect(positions.find(bundle, first)?.locator.start).toBe(10)
  })

  it('go on being saved after the clock ran ahead and was put right', async () => {
    const clock = { now: Date.parse('2031-01-01T00:00:00.000Z') }
    const positions = await openPositions(folder, openJsonStore, () => clock.now)
    positions.save({ ...at('one', 10, 1), saved: Timestamp.parse('2031-01-01T00:00:00.000Z') })
    await positions.flush()
    clock.now = Date.parse('2024-06-01T00:00:00.000Z')
    const again = await openPositions(folder, openJsonStore, () => clock.now)
    again.save(at('one', 77, 2))
    again.save(at('two', 5, 1))
    await again.flush()
    expect(again.find(bundle, first)?.locator.start).toBe(77)
    expect(again.findLast(bundle)?.locator.start).toBe(77)
    expect((await read()).positions.map(({ locator }) => locator.start).sort()).toEqual([5, 77])
  })

  it('are saved now when an interface says that they are of the future', async () => {
    const now = Date.parse('2024-06-01T00:00:00.000Z')
    const positions = await openPositions(folder, openJsonStore, () => now)
    positions.save({ ...at('one', 10, 1), saved: Timestamp.parse('9999-12-31T23:59:59.999Z') })
    expect(positions.find(bundle, first)?.saved).toBe('2024-06-01T00:00:00.000Z')
  })

  it('read the frozen file of format 1', async () => {
    const fixture = join(import.meta.dirname, '../../../../fixtures/library/positions-1.json')
    await writeFile(join(folder, 'positions.json'), await readFile(fixture))
    const positions = await openPositions(folder, openJsonStore)
    const last = positions.findLast(BundleId.parse('lectern-handbook'))
    expect(last?.locator).toMatchObject({ documentId: '02-searching', start: 1204, edition: '0.1.0' })
    expect(last?.lineOffset).toBe(-4.5)
  })

  it('stay in memory when they cannot be written, and are written later', async () => {
    const positions = await openPositions(folder, openJsonStore)
    positions.save(at('one', 10, 1))
    await rm(folder, { recursive: true })
    await expect(positions.flush()).rejects.toMatchObject({ code: 'NOT_SAVED' })
    await mkdir(folder)
    await positions.flush()
    expect((await read()).positions).toHaveLength(1)
  })
})

describe('carryPosition', () => {
  it('keeps a position of the same edition to the pixel', () => {
    const position = at('one', 10, 1)
    expect(carryPosition(position, Edition.parse('1.0.0'), 100)).toBe(position)
  })

  it('falls back to the progression in another edition', () => {
    const carried = carryPosition(at('one', 10, 1), Edition.parse('1.0.1'), 301)
    expect(carried).toMatchObject({
      locator: { start: 151, edition: '1.0.1', progression: 0.5 },
      lineOffset: 0,
    })
  })

  it('never points beyond the text', () => {
    expect(carryPosition(at('one', 5_000, 1), Edition.parse('1.0.0'), 100).locator.start).toBe(50)
  })
})
