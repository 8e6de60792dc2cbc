import { appendFile, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatEntry, formatHeader } from '../../../../../src-main/annotating/journal/line.ts'
import { isNewer, quarantineLine, readJournal } from '../../../../../src-main/annotating/journal/reader.ts'
import { BUNDLE, buildTestAnnotation } from '../stock.ts'
import { makeTemporary } from '../support.ts'

const WRITER = '0123456789abcdef'

function header(minReader = 1): string {
  const process = { pid: 1, host: 'elsewhere', started: '' }
  return formatHeader({ format: 'lectern-journal', version: minReader, minReader, writer: WRITER, process })
}

function entry(sequence: number): string {
  const annotations = [buildTestAnnotation(sequence, { body: 'grün 😀' })]
  return formatEntry([sequence, WRITER], { kind: 'put', bundleId: BUNDLE, annotations })
}

async function write(text: string): Promise<{ folder: string; path: string }> {
  const folder = await makeTemporary()
  const path = join(folder, `journal-${WRITER}.ndjson`)
  await writeFile(path, text)
  return { folder, path }
}

describe('readJournal', () => {
  it('answers null for a journal that is not there', async () => {
    expect(await readJournal(await makeTemporary(), WRITER)).toBeNull()
  })

  it('reads on from where it stopped, at any byte the writer has got to', async () => {
    const { folder, path } = await write('')
    const bytes = Buffer.from(header() + entry(1) + entry(2) + entry(3))
    const found: number[] = []
    let cursor = { header: null, bytes: 0 } as Parameters<typeof readJournal>[2]
    for (let at = 0; at < bytes.length; at += 97) {
      await appendFile(path, bytes.subarray(at, at + 97))
      const part = await readJournal(folder, WRITER, cursor)
      expect(part?.bad).toEqual([])
      found.push(...(part?.entries ?? []).map(({ stamp }) => stamp[0]))
      if (part !== null) cursor = part
    }
    expect(found).toEqual([1, 2, 3])
    expect(cursor?.bytes).toBe(bytes.length)
  })

  it('leaves a line without an end for later', async () => {
    const { folder } = await write(header() + entry(1) + entry(2).slice(0, -10))
    const part = await readJournal(folder, WRITER)
    expect(part?.entries).toHaveLength(1)
    expect(part?.bytes).toBe(Buffer.byteLength(header() + entry(1)))
    expect(part?.size).toBeGreaterThan(part?.bytes ?? 0)
  })

  it('reads past a line that is damaged, and gives its bytes', async () => {
    const damaged = entry(2).replace('wind', 'wand')
    const { folder } = await write(header() + entry(1) + damaged + entry(3))
    const part = await readJournal(folder, WRITER)
    expect(part?.entries.map(({ stamp }) => stamp[0])).toEqual([1, 3])
    expect(part?.bad.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([damaged])
    const [bad] = part?.bad ?? []
    if (bad === undefined) throw new Error('no bad line')
    const copy = await quarantineLine(folder, WRITER, bad)
    await quarantineLine(folder, WRITER, bad)
    expect(await readFile(copy, 'utf8')).toBe(damaged)
    expect(await readdir(join(folder, 'quarantine'))).toHaveLength(1)
  })

  it('does not interpret a journal for a newer reader', async () => {
    const { folder } = await write(header(2) + 'something that only version 2 understands\n')
    const part = await readJournal(folder, WRITER)
    expect(part?.header !== null && part?.header !== undefined && isNewer(part.header)).toBe(true)
    expect(part?.entries).toEqual([])
    expect(part?.bad).toEqual([])
  })
})
