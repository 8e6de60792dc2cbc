// A lock that processes sharing one data folder take around reading, changing and writing a file. It is held for
// milliseconds and guards nothing but that; notes have a journal of their own and do not use it.
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { LecternError } from '../../../src-shared/contract/errors.ts'

const RETRY_MS = 20
/** A lock older than this was left by a process that hangs or whose id was given to another. */
const STALE_MS = 30_000
const GIVE_UP_MS = 40_000

let tickets = 0

/**
 * Runs `work` while holding the lock file. The lock of a process that is gone is taken over.
 * @throws LecternError NOT_SAVED when the lock cannot be had, or cannot be written at all
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  tickets += 1
  const ticket = `${file}-${process.pid}-${tickets}`
  try {
    await writeFile(ticket, String(process.pid))
    await take(file, ticket)
  } catch (cause) {
    await rm(ticket, { force: true })
    if (cause instanceof LecternError) throw cause
    throw new LecternError('NOT_SAVED', `“${file}” cannot be written. Check the folder and the free space.`, {
      cause,
    })
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
    await rm(ticket, { force: true })
  }
}

/** A hard link appears at once and with its content, so nobody ever sees a lock without its holder. */
async function take(file: string, ticket: string): Promise<void> {
  const deadline = Date.now() + GIVE_UP_MS
  for (;;) {
    try {
      await link(ticket, file)
      return
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
    if (await isStale(file)) await rm(file, { force: true })
    else if (Date.now() > deadline)
      throw new LecternError('NOT_SAVED', `“${file}” is held by another program that uses this data folder.`)
    else await sleep(RETRY_MS)
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
    return Date.now() - mtimeMs > STALE_MS || !isAlive(Number(holder))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

/** Whether a process with this id runs on this machine. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
