// Imports as jobs: started at once, run one after the other, followed by events, cancelled at any time. A job turns
// sources into bundles and installs them whole or not at all; one bad source never stops the others.
import { randomBytes } from 'node:crypto'
import { basename, join } from 'node:path'
import type { Emit } from '../../../src-shared/contract/contract.ts'
import { LecternError, toFailure } from '../../../src-shared/contract/errors.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type {
  ImportProgress,
  ImportReport,
  ImportReportItem,
  ImportSource,
} from '../../../src-shared/domain/import-job.ts'
import { type BuildSettings, type BuiltBundle, toBundleId } from '../build-bundle.ts'
import { FIRST_EDITION, toNextEdition } from '../editions.ts'
import type { Shelf } from '../shelf.ts'
import { type Installer, isSameContent, isThere, removeAsFarAsPossible, withBundle } from './installer.ts'
import { openProgressReporter } from './progress-reporter.ts'
import { refuse, UnreadableSources } from './refusal.ts'
import { groupSources, type ResolvedSource, type SourceFolder, type SourceGroup } from './source-groups.ts'
import type { Staging } from './staging.ts'
import { buildInThread } from './thread.ts'

export interface ImportJobs {
  /** Queues a job and answers at once. `import.finished` is emitted in every case. */
  start(sources: readonly ImportSource[], title?: string): { jobId: string }
  /** Ends a job as soon as it can be; unknown and finished jobs are left as they are. */
  cancel(jobId: string): void
  /** Resolves when no job is left. */
  idle(): Promise<void>
  /** Cancels everything and waits for it. */
  close(): Promise<void>
}

interface ImportJobsOptions {
  readonly shelf: Shelf
  readonly installer: Installer
  readonly staging: Staging
  readonly emit: Emit
  readonly resolveSource: (source: ImportSource) => Promise<string | SourceFolder>
}

interface Job {
  readonly id: string
  readonly signal: AbortSignal
  readonly title: string | undefined
  readonly report: (progress: ImportProgress) => void
}

type Sources = Extract<SourceGroup, { kind: 'sources' }>

/** What became of one group. */
interface Outcome {
  readonly id: BundleId
  readonly items: readonly ImportReportItem[]
}

/** How many bundles may share a folder's name before an import gives up telling them apart. */
const MAX_NAMESAKES = 50

/** The jobs of one library. */
export function openImportJobs(options: ImportJobsOptions): ImportJobs {
  const running = new Map<string, AbortController>()
  let queue = Promise.resolve()

  const run = async (job: Job, sources: readonly ImportSource[]): Promise<ImportReport> => {
    const { resolved, refused } = await resolveSources(options, sources)
    const report = { bundles: new Set<BundleId>(), cancelled: false, items: refused }
    try {
      const groups = await groupSources(resolved)
      for (const group of groups) {
        try {
          const { id, items } = await importGroup(options, job, group, groups.length)
          report.bundles.add(id)
          report.items.push(...items)
        } catch (error) {
          if (isCancelled(error)) throw error
          report.items.push(...refuse(error, describe(group)))
        }
      }
    } catch (error) {
      if (!isCancelled(error)) throw error
      report.cancelled = true
    } finally {
      const staged = resolved.filter((source) => source.kind === 'staged')
      await Promise.all(staged.map(({ path }) => removeAsFarAsPossible(path)))
    }
    return { ...report, bundles: [...report.bundles] }
  }

  const perform = async (id: string, sources: readonly ImportSource[], title?: string): Promise<void> => {
    const controller = running.get(id)
    if (controller === undefined) return
    const progress = openProgressReporter((each) => {
      options.emit('import.progress', { jobId: id, progress: each })
    })
    const job: Job = { id, title, signal: controller.signal, report: (each) => progress.report(each) }
    const report = await run(job, sources).catch((error: unknown): ImportReport => ({
      bundles: [],
      cancelled: false,
      items: refuse(error, ''),
    }))
    progress.close()
    running.delete(id)
    if (report.bundles.length > 0) options.emit('library.changed', {})
    options.emit('import.finished', { jobId: id, report })
  }

  return {
    start(sources, title) {
      const jobId = randomBytes(9).toString('base64url')
      running.set(jobId, new AbortController())
      queue = queue.then(() => perform(jobId, sources, title))
      return { jobId }
    },
    cancel: (jobId) => running.get(jobId)?.abort(),
    idle: () => queue,
    async close() {
      for (const controller of running.values()) controller.abort()
      await queue
    },
  }
}

async function resolveSources(
  { resolveSource }: ImportJobsOptions,
  sources: readonly ImportSource[],
): Promise<{ resolved: ResolvedSource[]; refused: ImportReportItem[] }> {
  const resolved: ResolvedSource[] = []
  const refused: ImportReportItem[] = []
  for (const source of sources) {
    try {
      const found = await resolveSource(source)
      const folder = typeof found === 'string' ? { path: found, refused: [] } : found
      resolved.push({ kind: source.kind, path: folder.path })
      refused.push(...folder.refused)
    } catch (error) {
      refused.push(...refuse(error, source.kind === 'path' ? source.path : source.batch))
    }
  }
  return { resolved, refused }
}

async function importGroup(
  options: ImportJobsOptions,
  job: Job,
  group: SourceGroup,
  groups: number,
): Promise<Outcome> {
  if (job.signal.aborted) throw new LecternError('CANCELLED', 'The import was cancelled.')
  if (group.kind === 'sources') return buildAndInstall(options, job, group, groups)
  const current = basename(group.path)
  job.report({ phase: 'writing', done: 0, total: 1, current })
  const { id } = await options.installer.installCopy(group.path, job.signal)
  job.report({ phase: 'writing', done: 1, total: 1, current })
  return { id, items: [{ outcome: 'installed', path: describe(group), bundleId: id }] }
}

/** Builds under the id that the sources had before, when they were imported before; unchanged content stays as it is. */
async function buildAndInstall(
  options: ImportJobsOptions,
  job: Job,
  group: Sources,
  groups: number,
): Promise<Outcome> {
  const work = await options.staging.makeFolder()
  try {
    return await buildInto(join(work, 'bundle.webpub'), options, job, group, groups)
  } finally {
    await removeAsFarAsPossible(work)
  }
}

async function buildInto(
  out: string,
  { shelf, installer }: ImportJobsOptions,
  job: Job,
  group: Sources,
  groups: number,
): Promise<Outcome> {
  const title = groups === 1 ? job.title : undefined
  for (let attempt = 1; attempt <= MAX_NAMESAKES; attempt += 1) {
    const id = toBundleId(group.name, attempt === 1 ? group.seed : `${group.seed}\0${attempt}`)
    const installed = shelf.find(id)?.bundle
    const edition = installed === undefined ? FIRST_EDITION : toNextEdition(installed.metadata.edition)
    const built = await build(job, group, out, { id, edition, ...(title !== undefined && { title }) })
    if (installed !== undefined) {
      const likeness = await withBundle(out, (bundle) => compare(bundle, installed))
      if (likeness === 'same') return { id, items: built.items }
      if (likeness === 'foreign' && !group.certain) continue
    }
    await installer.installStaged(out, built.metadata)
    return { id, items: built.items }
  }
  throw new LecternError('NOT_SAVED', `Too many folders called “${group.name}” are in the library.`)
}

/** Builds one bundle. A failure comes as an `UnreadableSources` with the files' own lines where those say why. */
async function build(
  job: Job,
  group: Sources,
  out: string,
  settings: Pick<BuildSettings, 'id' | 'edition' | 'title'>,
): Promise<BuiltBundle> {
  let items: readonly ImportReportItem[] = []
  try {
    return await buildInThread(group.paths, out, {
      ...settings,
      titleFromDocuments: group.loose,
      signal: job.signal,
      onItems: (each) => (items = each),
      onProgress: (progress) => {
        /** The file being written lies in staging, and means nothing to the person. */
        job.report(progress.phase === 'writing' ? { ...progress, current: describe(group) } : progress)
      },
    })
  } catch (error) {
    const isNothingRead = error instanceof LecternError && error.code === 'NO_DOCUMENTS'
    if (isNothingRead && items.some((item) => item.outcome === 'refused'))
      throw new UnreadableSources(items, error)
    throw toOwnName(error, out, group)
  }
}

/** Where a bundle is built means nothing to the person: the failure names what was imported. */
function toOwnName(error: unknown, out: string, group: Sources): unknown {
  if (!(error instanceof LecternError) || !error.message.includes(out)) return error
  const message = error.message.replaceAll(out, `The bundle of “${group.name}”`)
  return new LecternError(error.code, message, { details: error.details, cause: error })
}

/**
 * Two folders of one name are the same publication when a document of the one is in the other, word for word. A bundle
 * whose file was deleted counts as changed, so that it comes back.
 */
async function compare(
  bundle: Parameters<typeof isSameContent>[0],
  installed: Parameters<typeof isSameContent>[1],
): Promise<'same' | 'changed' | 'foreign'> {
  if (isSameContent(bundle, installed)) return (await isThere(installed)) ? 'same' : 'changed'
  const known = new Set(installed.documents.map((each) => `${each.id} ${each.sha256}`))
  return bundle.documents.some((each) => known.has(`${each.id} ${each.sha256}`)) ? 'changed' : 'foreign'
}

function describe(group: SourceGroup): string {
  const paths = group.kind === 'bundle' ? [group.path] : group.paths
  return paths.map((path) => basename(path)).join(', ')
}

function isCancelled(error: unknown): boolean {
  return toFailure(error).code === 'CANCELLED'
}
