import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Notes } from '../../../../src-main/annotating/index.ts'
import { makeTemporary, openTestNotes } from './support.ts'

const SCRIPT = fileURLToPath(new URL('writer-process.ts', import.meta.url))

interface Writer {
  readonly process: ChildProcess
  /** Bodies that were acknowledged, so far. */
  readonly acknowledged: string[]
  /** Resolves when the process is gone and all it said was read. */
  readonly ended: Promise<unknown>
}

function startWriter(folder: string, name: string, count: number): Writer {
  const child = spawn(process.execPath, [SCRIPT, folder, name, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    acknowledged.push(...lines)
  })
  return { process: child, acknowledged, ended: once(child, 'close') }
}

async function bodies(notes: Notes): Promise<string[]> {
  return (await notes.list({ kind: 'everything' })).map(({ annotation }) => annotation.body).sort()
}

describe('notes of several processes', () => {
  it('keep every write of two that write at the same time, checkpoints included', async () => {
    const folder = await makeTemporary()
    const watching = await openTestNotes(folder)
    const writers = ['a', 'b'].map((name) => startWriter(folder, name, 120))
    await Promise.all(writers.map(({ ended }) => ended))
    expect(writers.map((writer) => writer.process.exitCode)).toEqual([0, 0])
    const written = writers.flatMap(({ acknowledged }) => acknowledged).sort()
    expect(written).toHaveLength(240)
    expect(await bodies(await openTestNotes(folder))).toEqual(written)
    await watching.refresh()
    expect(await bodies(watching)).toEqual(written)
    expect((await readdir(folder)).filter((name) => name.startsWith('journal-'))).toEqual([])
  })

  it(
    'keep every acknowledged write of a process that is killed, time after time',
    { timeout: 120_000 },
    async () => {
      const folder = await makeTemporary()
      const acknowledged: string[] = []
      for (let round = 0; round < 10; round += 1) {
        const writer = startWriter(folder, `round${round}`, 0)
        const enough = 5 + round * 13
        while (writer.acknowledged.length < enough && writer.process.exitCode === null)
          await new Promise((resolve) => setTimeout(resolve, 2))
        writer.process.kill('SIGKILL')
        await writer.ended
        expect(writer.acknowledged.length).toBeGreaterThanOrEqual(enough)
        acknowledged.push(...writer.acknowledged)
      }
      const notes = await openTestNotes(folder)
      const found = new Set(await bodies(notes))
      expect(acknowledged.filter((body) => !found.has(body))).toEqual([])
      expect(notes.problems()).toEqual([])
      await notes.close()
      const again = await openTestNotes(folder)
      expect(new Set(await bodies(again))).toEqual(found)
      expect((await readdir(folder)).filter((name) => name.startsWith('journal-'))).toEqual([])
    },
  )
})
