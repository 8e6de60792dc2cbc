// The import's own thread: runs an import on what it is sent, and tells the door about it.

import { parentPort } from 'node:worker_threads'
import type { ImportProgress } from '../../src-shared/domain/import-job.ts'
import type { Refusal } from './files/refusal.ts'
import type { ImportResult } from './import-files.ts'
import type { ImportLimits } from './limits.ts'
import { importFiles } from './import-files.ts'

/** What the thread is sent. */
export interface ImportOrder {
  readonly paths: readonly string[]
  readonly limits: ImportLimits
  readonly condemned: readonly (readonly [path: string, refusal: Refusal])[]
  readonly keepOrder: boolean
}

/** What it says: what it is at (`file` is the path it is about to read, empty between files), then the result. */
export type ImportMessage =
  | { readonly kind: 'progress'; readonly progress: ImportProgress; readonly file: string }
  | { readonly kind: 'done'; readonly result: ImportResult }

function run({ paths, limits, condemned, keepOrder }: ImportOrder): void {
  const say = (message: ImportMessage): void => parentPort?.postMessage(message)
  const result = importFiles(
    paths,
    limits,
    new Map(condemned),
    (progress, file) => say({ kind: 'progress', progress, file }),
    keepOrder,
  )
  say({ kind: 'done', result })
}

parentPort?.on('message', (order: ImportOrder) => run(order))
