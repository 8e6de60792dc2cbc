// Thins out progress to what an interface can show: ten a second, a new phase at once, and never one after the end.
import type { ImportProgress } from '../../../src-shared/domain/import-job.ts'

export interface ProgressReporter {
  report(progress: ImportProgress): void
  /** Drops what is still waiting; nothing is sent afterwards. */
  close(): void
}

/** Milliseconds between two reports within a phase. */
const INTERVAL = 100

/** Passes on the first report of every phase and then the newest one of every interval. */
export function openProgressReporter(send: (progress: ImportProgress) => void): ProgressReporter {
  let timer: NodeJS.Timeout | undefined
  let waiting: ImportProgress | undefined
  let phase: string | undefined
  const pass = (progress: ImportProgress): void => {
    clearTimeout(timer)
    waiting = undefined
    phase = progress.phase
    timer = setTimeout(() => {
      timer = undefined
      if (waiting !== undefined) pass(waiting)
    }, INTERVAL)
    send(progress)
  }
  return {
    report(progress) {
      if (timer === undefined || progress.phase !== phase) pass(progress)
      else waiting = progress
    },
    close() {
      clearTimeout(timer)
      waiting = undefined
    },
  }
}
