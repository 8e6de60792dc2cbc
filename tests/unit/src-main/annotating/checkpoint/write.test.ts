import { spawnSync } from 'node:child_process'
import { appendFile, copyFile, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Notebook } from '../../../../../src-main/annotating/notebook.ts'
import type { CheckpointOutcome } from '../../../../../src-main/annotating/checkpoint/write.ts'
import { writeCheckpoints } from '../../../../../src-main/annotating/checkpoint/write.ts'
import { mergeCheckpoint } from '../../../../../src-main/annotating/checkpoint/content.ts'
import { findNewest } from '../../../../../src-main/annotating/checkpoint/generations.ts'
import type { ProcessMark } from '../../../../../src-main/annotating/journal/line.ts'
import { formatHeader } from '../../../../../src-main/annotating/journal/line.ts'
import { JournalWriter } from '../../../../../src-main/annotating/journal/writer.ts'
import { acquireLock } from '../../../../../src-main/annotating/checkpoint/lock.ts'
import { buildMark } from '../../../../../src-main/annotating/journal/process-mark.ts'
import type { BundleId } from '../../../../../src-shared/domain/ids.ts'
import { BundleId as BundleIds, Timestamp } from '../../../../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../../../../src-shared/domain/key-value-store.ts'
import { BUNDLE, buildTestAnnotation, openConf } from '../stock.ts'
import { makeTemporary } from '../support.ts'

const OTHER = BundleIds.parse('other')
const now = Timestamp.parse('2026-01-02T03:04:05.678Z')

function deadMark(): ProcessMark {
  return { pid: spawnSync(process.execPath, ['-e', '']).pid, host: hostname(), started: '' }
}

/** Writes annotations to a new journal and gives its writer. */
async function writeJournal(
  folder: string,
  numbers: readonly number[],
  mark: ProcessMark,
  bundleId: BundleId = BUNDLE,
): Promise<string> {
  const journal = new JournalWriter({ folder, mark })
  const { writer } = journal
  for (const number of numbers)
    await journal.append(number, {
      kind: 'put',
      bundleId,
      annotations: [buildTestAnnotation(number, { bundleId })],
    })
  await journal.rotate()
  return writer
}

async function run(
  folder: string,
  finished: readonly string[] = [],
  openStore: StoreFactory = openConf,
): Promise<CheckpointOutcome & { kind: 'done' }> {
  const outcome = await writeCheckpoints({ folder, mark: await buildMark(), finished, now }, openStore)
  if (outcome.kind !== 'done') throw new Error(`The outcome is ${outcome.kind}`)
  return outcome
}

async function countIn(folder: string, bundleId: BundleId = BUNDLE): Promise<number> {
  const { checkpoint } = await findNewest(folder, bundleId)
  const notebook = new Notebook(bundleId)
  if (checkpoint !== null) await mergeCheckpoint(checkpoint, notebook)
  return notebook.count
}

describe('writeCheckpoints', () => {
  it('folds finished journals and those of dead processes, then retires them', async () => {
    const folder = await makeTemporary()
    const own = await writeJournal(folder, [1, 2], await buildMark())
    const dead = await writeJournal(folder, [3], deadMark())
    const { retired, failed } = await run(folder, [own])
    expect([...retired].sort()).toEqual([own, dead].sort())
    expect(failed).toEqual([])
    expect(await countIn(folder)).toBe(3)
    expect((await readdir(join(folder, 'retired'))).sort()).toEqual(
      [own, dead].sort().map((each) => `journal-${each}.ndjson`),
    )
    expect((await readdir(folder)).filter((name) => name.startsWith('journal-'))).toEqual([])
  })

  it('leaves the journal of a running process and of another machine where it is', async () => {
    const folder = await makeTemporary()
    await writeJournal(folder, [1], await buildMark())
    await writeJournal(folder, [2], { pid: 1, host: 'another-machine', started: '' })
    expect((await run(folder)).retired).toEqual([])
    expect((await readdir(folder)).filter((name) => name.startsWith('journal-'))).toHaveLength(2)
  })

  it('says that it is busy while another holds the lock', async () => {
    const folder = await makeTemporary()
    const mark = await buildMark()
    await acquireLock(folder, mark)
    expect(await writeCheckpoints({ folder, mark, finished: [], now }, openConf)).toEqual({ kind: 'busy' })
  })

  it('keeps the journals when the store fails, for every bundle they touch', async () => {
    const folder = await makeTemporary()
    const writer = await writeJournal(folder, [1], deadMark())
    const journal = join(folder, `journal-${writer}.ndjson`)
    const broken: StoreFactory = () => {
      throw new Error('ENOSPC')
    }
    const { retired, failed } = await run(folder, [], broken)
    expect(retired).toEqual([])
    expect(failed).toEqual([{ bundleId: BUNDLE, reason: 'ENOSPC' }])
    expect((await readFile(journal)).length).toBeGreaterThan(100)
    await run(folder)
    expect(await countIn(folder)).toBe(1)
  })

  it('does nothing twice: a journal that came back after a crash changes nothing', async () => {
    const folder = await makeTemporary()
    const writer = await writeJournal(folder, [1], deadMark())
    await run(folder)
    const before = await readFile(join(folder, 'harbour.json'), 'utf8')
    await rename(
      join(folder, 'retired', `journal-${writer}.ndjson`),
      join(folder, `journal-${writer}.ndjson`),
    )
    expect((await run(folder)).retired).toEqual([writer])
    expect(await readFile(join(folder, 'harbour.json'), 'utf8')).toBe(before)
  })

  it('cuts a torn end and keeps it aside', async () => {
    const folder = await makeTemporary()
    const writer = await writeJournal(folder, [1], deadMark())
    const journal = join(folder, `journal-${writer}.ndjson`)
    const good = await readFile(journal)
    await appendFile(journal, '{"sum":"00')
    await run(folder)
    expect(await countIn(folder)).toBe(1)
    expect(await readFile(join(folder, 'retired', `journal-${writer}.ndjson`))).toEqual(good)
    const torn = join(folder, 'quarantine', `journal-${writer}.torn-${good.length}`)
    expect(await readFile(torn, 'utf8')).toBe('{"sum":"00')
  })

  it('quarantines a damaged line in the middle and folds what is behind it', async () => {
    const folder = await makeTemporary()
    const writer = await writeJournal(folder, [1, 2, 3], deadMark())
    const journal = join(folder, `journal-${writer}.ndjson`)
    const lines = (await readFile(journal, 'utf8')).split('\n')
    lines[2] = lines[2]?.replace('wind', 'wand') ?? ''
    await writeFile(journal, lines.join('\n'))
    await run(folder)
    expect(await countIn(folder)).toBe(2)
    const [name] = await readdir(join(folder, 'quarantine'))
    expect(await readFile(join(folder, 'quarantine', name ?? ''), 'utf8')).toBe(`${lines[2]}\n`)
  })

  it('never writes over a checkpoint that cannot be read, and restores from the one before and retired journals', async () => {
    const folder = await makeTemporary()
    await writeJournal(folder, [1], deadMark())
    await run(folder)
    await writeJournal(folder, [2], deadMark())
    await run(folder)
    await writeFile(join(folder, 'harbour.json'), 'rotten')
    await writeJournal(folder, [3], deadMark())
    await run(folder)
    expect(await countIn(folder)).toBe(3)
    expect(await readFile(join(folder, 'harbour.damaged-1.json'), 'utf8')).toBe('rotten')
  })

  it('does not touch the notes of a newer version, nor retire journals for them', async () => {
    const folder = await makeTemporary()
    await writeJournal(folder, [1], deadMark())
    await run(folder)
    const path = join(folder, 'harbour.json')
    const { createHash } = await import('node:crypto')
    const text = (await readFile(path, 'utf8')).replace('"minReader": 1', '"minReader": 9')
    const lead = '{\n\t"sum": "",\n'.length + 64
    const sum = createHash('sha256').update(text.slice(lead)).digest('hex')
    const newer = `{\n\t"sum": "${sum}",\n${text.slice(lead)}`
    await writeFile(path, newer)
    await writeJournal(folder, [2], deadMark())
    const other = await writeJournal(folder, [3], deadMark(), OTHER)
    const { retired, failed } = await run(folder)
    expect(retired).toEqual([other])
    expect(failed).toHaveLength(1)
    expect(await readFile(path, 'utf8')).toBe(newer)
  })

  it('leaves a journal for a newer reader alone', async () => {
    const folder = await makeTemporary()
    const writer = '0123456789abcdef'
    const header = {
      format: 'lectern-journal' as const,
      version: 9,
      minReader: 9,
      writer,
      process: deadMark(),
    }
    await writeFile(join(folder, `journal-${writer}.ndjson`), formatHeader(header) + 'unknown\n')
    expect((await run(folder)).retired).toEqual([])
    expect(await readdir(folder)).toEqual([`journal-${writer}.ndjson`])
  })

  it('keeps a backup of every day as it began', async () => {
    const folder = await makeTemporary()
    const own: string[] = []
    for (const number of [1, 2, 3]) {
      own.push(await writeJournal(folder, [number], deadMark()))
      await run(folder)
    }
    const backup = join(folder, 'backups', '2026-01-02', 'harbour.json')
    await mkdir(join(folder, 'check'))
    await copyFile(backup, join(folder, 'check', 'harbour.json'))
    expect(await countIn(join(folder, 'check'))).toBe(1)
    expect(await countIn(folder)).toBe(3)
  })
})
