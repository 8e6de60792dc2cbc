import { cp, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  buildCheckpoint,
  mergeCheckpoint,
  parseCheckpoint,
} from '../../../../src-main/annotating/checkpoint/content.ts'
import {
  formatEntry,
  formatHeader,
  type Operation,
  parseEntry,
  parseHeader,
} from '../../../../src-main/annotating/journal/line.ts'
import { Notebook } from '../../../../src-main/annotating/notebook.ts'
import { BUNDLE, draftOn } from './stock.ts'
import { makeTemporary, openTestNotes } from './support.ts'

/** Notes that version 1 wrote: a checkpoint and the journal of a process that was not closed. Never to be changed. */
const FROZEN = fileURLToPath(new URL('../../../fixtures/notes/v1', import.meta.url))

async function thaw(): Promise<string> {
  const folder = await makeTemporary()
  for (const name of await readdir(FROZEN))
    if (name !== 'expected.json') await cp(join(FROZEN, name), join(folder, name))
  return folder
}

describe('notes of format version 1', () => {
  it('are read as they were written', async () => {
    const notes = await openTestNotes(await thaw())
    const expected: unknown = JSON.parse(await readFile(join(FROZEN, 'expected.json'), 'utf8'))
    expect(await notes.list({ kind: 'everything' })).toEqual(expected)
    expect(notes.problems()).toEqual([])
  })

  it('can be added to, and are the same after checkpoints', async () => {
    const folder = await thaw()
    const first = await openTestNotes(folder)
    const before = await first.list({ kind: 'everything' })
    await first.create(draftOn('the boats were gone'))
    await first.close()
    const second = await openTestNotes(folder)
    expect((await second.list({ kind: 'everything' })).slice(0, -1)).toEqual(before)
    expect(await second.count(BUNDLE)).toBe(before.length + 1)
  })

  it('are what this version writes, byte for byte', async () => {
    const names = await readdir(FROZEN)
    const journal = names.find((name) => name.startsWith('journal-'))!
    const writer = journal.slice('journal-'.length, -'.ndjson'.length)
    const [first, ...rest] = (await readFile(join(FROZEN, journal), 'utf8')).trimEnd().split('\n')
    expect(formatHeader(parseHeader(first!)!)).toBe(`${first}\n`)
    expect(rest.length).toBeGreaterThan(4)
    for (const line of rest) {
      const entry = parseEntry(line, writer)!
      const { op } = JSON.parse(line) as { op: Operation }
      expect(formatEntry(entry.stamp, op)).toBe(`${line}\n`)
    }
    const bytes = await readFile(join(FROZEN, 'harbour.json'))
    const { frame } = parseCheckpoint(bytes, BUNDLE)!
    const notebook = new Notebook(BUNDLE)
    await mergeCheckpoint({ frame, readOnly: false, storedVersion: 1 }, notebook)
    const { serial, written, covered } = frame
    const again = buildCheckpoint(notebook, { serial, written, covered, unreadable: [], extra: {} })
    expect(JSON.stringify(again, undefined, '\t')).toBe(bytes.toString())
  })
})
