// Files named when the host is started: they are imported, and what they become is opened in the interface, whenever
// that connects. It imports and shows nothing by itself.
import { resolve } from 'node:path'
import type { EventName } from '../../../src-shared/contract/contract.ts'
import { events } from '../../../src-shared/contract/contract.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { toTextOffset } from '../../../src-shared/domain/ids.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type { Core } from '../compose.ts'
import type { Sockets } from './http/socket.ts'

export interface FileOpener {
  /** Absolute paths that an import may name. */
  readonly paths: ReadonlySet<string>
  /** Starts the import, if any. */
  start(core: Pick<Core, 'library'>): void
  /** Told every event, to learn how the import ended. */
  hear(name: EventName, payload: unknown): void
  /** An interface has connected: what was imported is shown to it, or to the next one when it has left by then; once. */
  greet(core: Pick<Core, 'library'>, sockets: Pick<Sockets, 'emit' | 'count'>): Promise<void>
}

/** An opener for the paths of one start, relative to the current folder. */
export function openFiles(files: readonly string[]): FileOpener {
  const paths = new Set(files.map((file) => resolve(file)))
  let job: string | undefined
  let finish: (bundle: BundleId | null) => void = () => undefined
  const finished = new Promise<BundleId | null>((done) => (finish = done))
  let shown = false
  return {
    paths,
    start({ library }) {
      if (paths.size === 0) finish(null)
      else job = library.import([...paths].map((path) => ({ kind: 'path', path }))).jobId
    },
    hear(name, payload) {
      if (name !== 'import.finished') return
      const { jobId, report } = events['import.finished'].parse(payload)
      if (jobId === job) finish(report.bundles[0] ?? null)
    },
    async greet({ library }, sockets) {
      const bundleId = await finished
      if (bundleId === null || shown || sockets.count() === 0) return
      shown = true
      const opened = await library.open(bundleId).catch(toNull)
      const [first] = opened?.documents ?? []
      if (opened === null || first === undefined) return
      const { edition } = opened.summary.metadata
      sockets.emit('host.openLocator', {
        locator: { bundleId, edition, documentId: first.id, start: toTextOffset(0) },
      })
    },
  }
}

/** A bundle that was removed or damaged meanwhile is not shown; that must not end the host. */
function toNull(error: unknown): null {
  if (error instanceof LecternError) return null
  throw error
}
