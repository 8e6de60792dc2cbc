// What the tests of annotating share besides the stock: a temporary folder, and notes that are closed at the end.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openNotes } from '../../../../src-main/annotating/index.ts'
import type { Notes, NotesOptions } from '../../../../src-main/annotating/index.ts'
import { buildDocument, openConf } from './stock.ts'

/** A folder that is gone when the test is over. */
export async function makeTemporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-notes-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Opens notes on `folder`; closed when the test is over, if not before. Checkpoints are written in this thread. */
export async function openTestNotes(folder: string, more: Partial<NotesOptions> = {}): Promise<Notes> {
  const notes = await openNotes({
    folder,
    openStore: openConf,
    readDocument: () => Promise.resolve(buildDocument()),
    author: () => 'Ada',
    checkpointIn: 'inline',
    ...more,
  })
  onTestFinished(() => notes.close())
  return notes
}
