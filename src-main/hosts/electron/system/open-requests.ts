// Files and folders that arrive from outside the window: on the command line, from a second start of the application,
// from the file manager. They wait until the interface listens, are imported, and what they become is opened.
import { resolve } from 'node:path'
import { z } from 'zod'
import { type Emit, events } from '../../../../src-shared/contract/contract.ts'
import { type BundleId, toTextOffset } from '../../../../src-shared/domain/ids.ts'
import type { Library } from '../../../library/index.ts'
import type { Grants } from './grants.ts'

/** What a second start hands to the first. Anyone on the machine may send it, so it is read with a schema. */
export const Handover = z.object({
  cwd: z.string().max(4096),
  args: z.array(z.string().max(4096)).max(1_000),
})
export type Handover = z.infer<typeof Handover>

/** The arguments that are the person's own, as this process was given them. */
export function readHandover(argv: readonly string[], cwd: string, isPackaged: boolean): Handover {
  const args = isPackaged ? argv.slice(1) : argv.slice(argv.findIndex(isEntry) + 1)
  return { cwd, args: args.slice(0, 1_000).filter((arg) => arg.length <= 4096) }
}

/** Run from its folder, Electron is given the application's entry as its first argument that is no switch. */
function isEntry(arg: string, index: number): boolean {
  return index > 0 && !arg.startsWith('-')
}

/** Absolute paths among the arguments: switches, links and everything after `--` that is empty are left out. */
export function findPaths({ cwd, args }: Handover): string[] {
  const end = args.indexOf('--')
  const before = (end === -1 ? args : args.slice(0, end)).filter(
    (arg) => !arg.startsWith('-') && !isLink(arg),
  )
  const after = end === -1 ? [] : args.slice(end + 1)
  return [...before, ...after].filter((arg) => arg !== '').map((arg) => resolve(cwd, arg))
}

/** `scheme://…` is no path; a Windows drive letter is no scheme. */
function isLink(arg: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(arg)
}

export interface OpenRequests {
  /** Imports the paths now, or as soon as the interface listens. */
  open(paths: readonly string[]): void
  /** The interface listens: what has waited is imported, and from now on nothing waits. */
  start(library: Pick<Library, 'import' | 'open'>, emit: Emit): void
  /** Told every event, to learn how an import ended. */
  hear(name: string, payload: unknown): void
}

/** Holds requests until `start`. */
export function createOpenRequests(grants: Pick<Grants, 'add'>): OpenRequests {
  const waiting: string[] = []
  const jobs = new Set<string>()
  let target: { library: Pick<Library, 'import' | 'open'>; emit: Emit } | undefined
  const importAll = (paths: readonly string[]): void => {
    if (target === undefined || paths.length === 0) return
    const { jobId } = target.library.import(paths.map((path) => ({ kind: 'path', path })))
    jobs.add(jobId)
  }
  return {
    open(paths) {
      grants.add(paths)
      if (target === undefined) waiting.push(...paths)
      else importAll(paths)
    },
    start(library, emit) {
      target = { library, emit }
      importAll(waiting.splice(0))
    },
    hear(name, payload) {
      if (name !== 'import.finished' || target === undefined) return
      const { jobId, report } = events['import.finished'].parse(payload)
      const [bundleId] = report.bundles
      if (!jobs.delete(jobId) || bundleId === undefined) return
      openFirst(target.library, bundleId, target.emit).catch((error: unknown) => {
        console.error('What was imported could not be opened:', error)
      })
    },
  }
}

/** Asks the interface to open the bundle where the person left it, else at its first document. */
async function openFirst(library: Pick<Library, 'open'>, bundleId: BundleId, emit: Emit): Promise<void> {
  const { summary, documents, resume } = await library.open(bundleId)
  const first = documents[0]
  const { edition } = summary.metadata
  const locator =
    resume ??
    (first === undefined ? null : { bundleId, edition, documentId: first.id, start: toTextOffset(0) })
  if (locator !== null) emit('host.openLocator', { locator })
}
