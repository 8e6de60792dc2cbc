// One import at a time, as the person follows it: asking for files, handing them over, progress, cancelling, the report.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../src-shared/contract/client.ts'
import { type Failure, LecternError, toFailure } from '../../src-shared/contract/errors.ts'
import type { ImportProgress, ImportReport, ImportSource } from '../../src-shared/domain/import-job.ts'

/** A file the person dropped or picked in the interface, with its path relative to what was dropped. */
export interface PickedFile {
  readonly file: File
  readonly path: string
}

/** Gives files to the host, which cannot reach into the interface: paths where it has them, else an upload. */
export interface FileHandover {
  handOver(
    files: readonly PickedFile[],
    options: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void },
  ): Promise<readonly ImportSource[]>
}

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'handing-over'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'running'
      readonly jobId: string
      readonly progress: ImportProgress | null
      readonly isStopping: boolean
    }
  | { readonly kind: 'finished'; readonly report: ImportReport }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Opens the browser's own picker, where the host has none. */
export type BrowserPicker = (what: 'files' | 'folder') => void

export interface ImportStore extends StoreApi<ImportState> {
  /** Has the person asked for files or a folder, by the host or else by the browser, and imports what is picked. */
  readonly pick: (what: 'files' | 'folder') => Promise<void>
  /** Imports files that the interface has. Does nothing with none, or while an import is running. */
  readonly importFiles: (files: readonly PickedFile[], title?: string) => Promise<void>
  /** Gives the browser's picker; returns the way to take it back. */
  readonly attachPicker: (picker: BrowserPicker) => () => void
  readonly cancel: () => void
  /** Puts the report away. */
  readonly dismiss: () => void
}

interface Kernel {
  readonly client: Client
  readonly handover: FileHandover
  readonly store: StoreApi<ImportState>
  abort: AbortController | null
  picker: BrowserPicker | null
  /** Events may overtake the answer that names their job. */
  readonly early: Map<string, ImportReport>
}

export function createImportStore(client: Client, handover: FileHandover): ImportStore {
  const store = createStore<ImportState>(() => ({ kind: 'idle' }))
  const kernel: Kernel = { client, handover, store, abort: null, picker: null, early: new Map() }
  client.on('import.progress', ({ jobId, progress }) => {
    const state = store.getState()
    if (state.kind === 'running' && state.jobId === jobId) store.setState({ ...state, progress }, true)
  })
  client.on('import.finished', ({ jobId, report }) => {
    const state = store.getState()
    if (state.kind === 'running' && state.jobId === jobId) store.setState({ kind: 'finished', report }, true)
    else kernel.early.set(jobId, report)
  })
  return Object.assign(store, {
    pick: (what: 'files' | 'folder') => pick(kernel, what),
    importFiles: (files: readonly PickedFile[], title?: string) => importFiles(kernel, files, title),
    attachPicker: (picker: BrowserPicker) => {
      kernel.picker = picker
      return () => {
        if (kernel.picker === picker) kernel.picker = null
      }
    },
    cancel: () => {
      cancel(kernel)
    },
    dismiss: () => {
      if (!isBusy(store.getState())) store.setState({ kind: 'idle' }, true)
    },
  })
}

/** An import is under way. */
export function isBusy(state: ImportState): boolean {
  return state.kind === 'handing-over' || state.kind === 'running'
}

async function pick(kernel: Kernel, what: 'files' | 'folder'): Promise<void> {
  if (isBusy(kernel.store.getState())) return
  try {
    const picked = await kernel.client.call('host.pickSources', { what })
    if (picked.kind === 'browser') kernel.picker?.(what)
    if (picked.kind === 'picked' && picked.sources.length > 0) await start(kernel, picked.sources)
  } catch (error) {
    kernel.store.setState({ kind: 'failed', failure: toFailure(error) }, true)
  }
}

async function importFiles(kernel: Kernel, files: readonly PickedFile[], title?: string): Promise<void> {
  if (files.length === 0 || isBusy(kernel.store.getState())) return
  const abort = new AbortController()
  kernel.abort = abort
  const report = (done: number, total: number): void => {
    if (!abort.signal.aborted) kernel.store.setState({ kind: 'handing-over', done, total }, true)
  }
  report(0, files.length)
  try {
    const sources = await kernel.handover.handOver(files, { signal: abort.signal, onProgress: report })
    abort.signal.throwIfAborted()
    if (sources.length === 0)
      throw new LecternError('NO_DOCUMENTS', 'None of the files could be handed over.')
    await start(kernel, sources, title)
  } catch (error) {
    const isStopped = abort.signal.aborted
    kernel.store.setState(isStopped ? { kind: 'idle' } : { kind: 'failed', failure: toFailure(error) }, true)
  } finally {
    kernel.abort = null
  }
}

async function start(kernel: Kernel, sources: readonly ImportSource[], title?: string): Promise<void> {
  const { jobId } = await kernel.client.call('library.import', {
    sources: [...sources],
    ...(title === undefined ? {} : { title }),
  })
  const report = kernel.early.get(jobId)
  kernel.early.clear()
  if (report !== undefined) kernel.store.setState({ kind: 'finished', report }, true)
  else kernel.store.setState({ kind: 'running', jobId, progress: null, isStopping: false }, true)
}

function cancel(kernel: Kernel): void {
  kernel.abort?.abort()
  const state = kernel.store.getState()
  if (state.kind === 'handing-over') kernel.store.setState({ kind: 'idle' }, true)
  if (state.kind !== 'running' || state.isStopping) return
  kernel.store.setState({ ...state, isStopping: true }, true)
  kernel.client.call('library.cancelImport', { jobId: state.jobId }).catch((error: unknown) => {
    kernel.store.setState({ kind: 'failed', failure: toFailure(error) }, true)
  })
}
