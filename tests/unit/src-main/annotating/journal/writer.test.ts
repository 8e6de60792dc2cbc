import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Operation, ProcessMark } from '../../../../../src-main/annotating/journal/line.ts'
import { readJournal } from '../../../../../src-main/annotating/journal/reader.ts'
import type { AppendHandle, JournalOptions } from '../../../../../src-main/annotating/journal/writer.ts'
import { JournalWriter } from '../../../../../src-main/annotating/journal/writer.ts'
import { BUNDLE, buildTestAnnotation } from '../stock.ts'
import { makeTemporary } from '../support.ts'

const MARK: ProcessMark = { pid: process.pid, host: 'test', started: '' }

function put(number: number, body = ''): Operation {
  return { kind: 'put', bundleId: BUNDLE, annotations: [buildTestAnnotation(number, { body })] }
}

/** A journal whose file is closed when the test is over. */
function openJournal(options: Omit<JournalOptions, 'mark'>): JournalWriter {
  const journal = new JournalWriter({ ...options, mark: MARK })
  onTestFinished(() => journal.rotate())
  return journal
}

/** Faults that the disk is to have, by name, each for one call. */
class FaultyDisk {
  faults: ('ENOSPC' | 'EIO' | 'short' | 'nothing' | 'flush')[] = []
  flushes = 0
  #armed = false

  arm(...faults: FaultyDisk['faults']): void {
    this.faults = faults
    this.#armed = true
  }

  readonly openFile: NonNullable<JournalOptions['openFile']> = async (path) => {
    const handle = await open(path, 'wx')
    const faulty: AppendHandle = {
      write: async (bytes, offset, length, position) => {
        const fault = this.#armed && this.faults[0] !== 'flush' ? this.faults.shift() : undefined
        if (fault === 'nothing') return { bytesWritten: 0 }
        const part = fault === undefined ? length : Math.floor(length / 2)
        const result = await handle.write(bytes, offset, part, position)
        if (fault === 'ENOSPC' || fault === 'EIO') throw Object.assign(new Error(fault), { code: fault })
        return result
      },
      datasync: async () => {
        this.flushes += 1
        if (this.faults[0] === 'flush') {
          this.faults.shift()
          throw Object.assign(new Error('EIO'), { code: 'EIO' })
        }
        await handle.datasync()
      },
      truncate: (length) => handle.truncate(length),
      stat: () => handle.stat(),
      close: () => handle.close(),
    }
    return faulty
  }
}

/** Bodies of all annotations in all journals of the folder, and whether every byte of them is part of a good line. */
async function readAll(folder: string): Promise<{ bodies: string[]; clean: boolean }> {
  const bodies: string[] = []
  let clean = true
  for (const name of (await readdir(folder)).sort()) {
    const writer = /^journal-(.+)\.ndjson$/.exec(name)?.[1]
    const part = writer === undefined ? null : await readJournal(folder, writer)
    if (part === null) continue
    clean &&= part.bad.length === 0 && part.size === part.bytes
    for (const { operation } of part.entries)
      if (operation.kind === 'put') bodies.push(...operation.annotations.map(({ body }) => body))
  }
  return { bodies: bodies.sort(), clean }
}

describe('JournalWriter', () => {
  it('answers with the stamp and leaves no file behind when nothing was written', async () => {
    const folder = await makeTemporary()
    const journal = openJournal({ folder })
    await journal.rotate()
    expect(await readdir(folder)).toEqual([])
    const { writer } = journal
    expect(await journal.append(3, put(1))).toEqual([3, writer])
    expect(await readdir(folder)).toEqual([`journal-${writer}.ndjson`])
  })

  it('lets calls that arrive during a flush share the next one', async () => {
    const folder = await makeTemporary()
    const disk = new FaultyDisk()
    const journal = openJournal({ folder, openFile: disk.openFile })
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => journal.append(index + 1, put(index, `${index}`))),
    )
    expect(disk.flushes).toBeLessThanOrEqual(4)
    expect((await readAll(folder)).bodies).toHaveLength(50)
  })

  it('writes on after a short write', async () => {
    const folder = await makeTemporary()
    const disk = new FaultyDisk()
    const journal = openJournal({ folder, openFile: disk.openFile })
    await journal.append(1, put(1, 'first'))
    disk.arm('short', 'short')
    await journal.append(2, put(2, 'second'))
    expect(await readAll(folder)).toEqual({ bodies: ['first', 'second'], clean: true })
  })

  it.each(['ENOSPC', 'EIO', 'nothing', 'flush'] as const)(
    'rejects with NOT_SAVED on %s, leaves no trace of the operation, and saves again afterwards',
    async (fault) => {
      const folder = await makeTemporary()
      const disk = new FaultyDisk()
      const journal = openJournal({ folder, openFile: disk.openFile })
      await journal.append(1, put(1, 'kept'))
      disk.arm(fault)
      const failed = journal.append(2, put(2, 'lost'))
      await expect(failed).rejects.toMatchObject({ code: 'NOT_SAVED' })
      await expect(failed).rejects.toThrow(folder)
      await expect(failed).rejects.toThrow(fault === 'ENOSPC' ? /free some space/ : /disk/)
      expect(await readAll(folder)).toEqual({ bodies: ['kept'], clean: true })
      await journal.append(3, put(3, 'later'))
      expect(await readAll(folder)).toEqual({ bodies: ['kept', 'later'], clean: true })
    },
  )

  it('rejects everyone whose bytes shared the failed flush, and nobody else', async () => {
    const folder = await makeTemporary()
    const disk = new FaultyDisk()
    const journal = openJournal({ folder, openFile: disk.openFile })
    await journal.append(1, put(1, 'kept'))
    disk.arm('flush')
    const results = await Promise.allSettled([
      journal.append(2, put(2, 'a')),
      journal.append(3, put(3, 'b')),
      journal.append(4, put(4, 'c')),
    ])
    const saved = results.flatMap((result, index) =>
      result.status === 'fulfilled' ? [['a', 'b', 'c'][index]] : [],
    )
    expect(saved.length).toBeLessThan(3)
    expect((await readAll(folder)).bodies).toEqual(['kept', ...saved].sort())
  })

  it('writes once more, where it is found, when its file was moved away', async () => {
    const folder = await makeTemporary()
    const journal = openJournal({ folder })
    const { writer } = journal
    await journal.append(1, put(1, 'before'))
    await mkdir(join(folder, 'away'))
    await rename(join(folder, `journal-${writer}.ndjson`), join(folder, 'away', `journal-${writer}.ndjson`))
    const stamp = await journal.append(2, put(2, 'after'))
    expect(stamp[1]).not.toBe(writer)
    expect((await readAll(folder)).bodies).toEqual(['after'])
    expect((await readAll(join(folder, 'away'))).bodies).toEqual(['before'])
  })

  it('takes a new writer for every file and knows all of its own', async () => {
    const folder = await makeTemporary()
    const journal = openJournal({ folder })
    const [first] = [journal.writer]
    await journal.append(1, put(1))
    await journal.rotate()
    expect(journal.finished).toEqual([first])
    expect(journal.writer).not.toBe(first)
    expect(journal.owns(first)).toBe(true)
    expect(journal.owns('0'.repeat(16))).toBe(false)
    expect(journal.size).toBe(0)
  })

  it('starts a journal with a header that says who writes it', async () => {
    const folder = await makeTemporary()
    const journal = openJournal({ folder })
    await journal.append(1, put(1))
    const [first] = (await readFile(join(folder, `journal-${journal.writer}.ndjson`), 'utf8')).split('\n')
    expect(JSON.parse(first ?? '')).toMatchObject({
      format: 'lectern-journal',
      version: 1,
      minReader: 1,
      process: MARK,
    })
  })
})
