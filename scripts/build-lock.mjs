// One build at a time in one folder: a second `npm start` waits for the first one's build instead of racing it.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const folder = join(import.meta.dirname, '../out')
const file = join(folder, '.building')

/** Runs `work` while holding the lock. The lock of a process that is gone is taken over. */
export async function withBuildLock(work) {
  mkdirSync(folder, { recursive: true })
  const ticket = `${file}-${process.pid}`
  writeFileSync(ticket, String(process.pid))
  try {
    while (!take(ticket)) await sleep(200)
    try {
      return await work()
    } finally {
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(ticket, { force: true })
  }
}

/** A hard link appears at once and with its content, so nobody ever sees a lock without a holder. */
function take(ticket) {
  try {
    linkSync(ticket, file)
    return true
  } catch {
    const holder = readHolder()
    if (holder !== '' && !isAlive(Number(holder))) rmSync(file, { force: true })
    return false
  }
}

function readHolder() {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
