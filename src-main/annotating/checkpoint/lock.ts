// The lock under which checkpoints are written: a file that only one process can create. A lock whose process is dead
// is broken by whoever first creates the breaker file named after it, so two processes never break the same one.
import { randomBytes } from 'node:crypto'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LOCK } from '../storage/folder.ts'
import { ProcessMark } from '../journal/line.ts'
import { parseJson } from '../journal/json.ts'
import { isRunning } from '../journal/process-mark.ts'

/** What a lock file holds. `token` names this one holding. */
const LockFile = z.object({ token: z.string().regex(/^[0-9a-f]{16}$/), process: ProcessMark })
type LockFile = z.infer<typeof LockFile>

export interface Lock {
  /** Whether the lock file is still this one. */
  isHeld(): Promise<boolean>
  release(): Promise<void>
}

/** Age in milliseconds after which a breaker file is taken for left behind. */
const BREAKER_AGE = 60 * 60 * 1000
/** Age in milliseconds after which a lock file without readable content is taken for left behind. */
const UNREADABLE_AGE = 60 * 1000

/** Takes the lock; null when another process has it. */
export async function acquireLock(folder: string, mark: ProcessMark): Promise<Lock | null> {
  const path = join(folder, LOCK)
  const token = randomBytes(8).toString('hex')
  const content = JSON.stringify({ token, process: mark })
  if (await create(path, content)) return heldLock(path, token)
  if (!(await breakStale(path))) return null
  return (await create(path, content)) ? heldLock(path, token) : null
}

function heldLock(path: string, token: string): Lock {
  const isHeld = async (): Promise<boolean> => (await readLock(path))?.token === token
  return {
    isHeld,
    async release() {
      if (await isHeld()) await rm(path, { force: true })
    },
  }
}

/** Removes the lock of a process that is gone. Says whether the lock is free now. */
async function breakStale(path: string): Promise<boolean> {
  const lock = await readLock(path)
  if (lock === null) return removeUnreadable(path)
  if (await isRunning(lock.process)) return false
  const breaker = `${path}.${lock.token}`
  if (!(await create(breaker, ''))) {
    if (await isOlder(breaker, BREAKER_AGE)) await rm(breaker, { force: true })
    return false
  }
  try {
    if ((await readLock(path))?.token !== lock.token) return false
    await rm(path, { force: true })
    return true
  } finally {
    await rm(breaker, { force: true })
  }
}

/** A lock file that a crash left without content. */
async function removeUnreadable(path: string): Promise<boolean> {
  if (!(await isOlder(path, UNREADABLE_AGE))) return false
  await rm(path, { force: true })
  return true
}

async function readLock(path: string): Promise<LockFile | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const parsed = text === null ? null : LockFile.safeParse(parseJson(text))
  return parsed?.success === true ? parsed.data : null
}

/** Creates a file unless it is there. Any other failure to write counts as not created, and leaves nothing. */
async function create(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!taken) await rm(path, { force: true }).catch(() => undefined)
    return false
  }
}

async function isOlder(path: string, age: number): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > age
}
