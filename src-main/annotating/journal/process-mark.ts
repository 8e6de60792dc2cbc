// Which process a file belongs to, and whether that process still runs. Taking a dead one for running costs nothing
// but a later clean-up; the other mistake is caught by whoever appends (writer.ts).
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { ProcessMark } from './line.ts'

/** The mark of this process. */
export async function buildMark(): Promise<ProcessMark> {
  return { pid: process.pid, host: hostname(), started: await readStart(process.pid) }
}

/** Whether the process of `mark` may still run. Another machine's process is taken to run. */
export async function isRunning(mark: ProcessMark): Promise<boolean> {
  if (mark.host !== hostname()) return true
  if (!isThere(mark.pid)) return false
  if (mark.started === '') return true
  const started = await readStart(mark.pid)
  return started === '' || started === mark.started
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** Boot and start tick of a process on Linux, so that a reused number is told apart; empty elsewhere. */
async function readStart(pid: number): Promise<string> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return `${boot}/${fields[19] ?? ''}`
  } catch {
    return ''
  }
}
