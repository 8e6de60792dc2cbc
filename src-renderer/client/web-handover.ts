// Hands files to the web host by upload: one batch for one import, a few files at a time. The host refuses single
// files for their name or size and reports them with the import; any other failure ends the hand-over.
import { Failure, fromFailure, LecternError } from '../../src-shared/contract/errors.ts'
import type { ImportSource } from '../../src-shared/domain/import-job.ts'

/** A file with its path relative to what was dropped or picked, with forward slashes. */
export interface HandedFile {
  readonly file: File
  readonly path: string
}

export interface HandoverOptions {
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

export interface Handover {
  /** Rejects with a `LecternError`, or as the signal does. */
  handOver(files: readonly HandedFile[], options: HandoverOptions): Promise<readonly ImportSource[]>
}

const AT_ONCE = 4
/** What the host puts into the import's report by itself. */
const REPORTED = new Set(['NAME_HOSTILE', 'FILE_TOO_LARGE'])

/** `send` is the browser's own `fetch` by default. */
export function createWebHandover(send: typeof fetch = (input, init) => fetch(input, init)): Handover {
  return {
    async handOver(files, { signal, onProgress }) {
      const batch = crypto.randomUUID()
      const queue = files.values()
      let done = 0
      const work = async (): Promise<void> => {
        for (const each of queue) {
          signal.throwIfAborted()
          await upload(send, batch, each, signal)
          done += 1
          onProgress(done, files.length)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      return [{ kind: 'staged', batch }]
    },
  }
}

async function upload(
  send: typeof fetch,
  batch: string,
  { file, path }: HandedFile,
  signal: AbortSignal,
): Promise<void> {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const response = await send(`/staging/${batch}/${encoded}`, {
    method: 'PUT',
    headers: { 'X-Lectern-Modified': String(file.lastModified) },
    body: file,
    signal,
  })
  if (response.ok) return
  const failure = await readFailure(response)
  if (!REPORTED.has(failure.code)) throw fromFailure(failure)
}

async function readFailure(response: Response): Promise<Failure> {
  try {
    const answer: unknown = await response.json()
    if (typeof answer === 'object' && answer !== null && 'error' in answer) return Failure.parse(answer.error)
  } catch {
    // Not an envelope: the host refused the request before it looked at it.
  }
  const error = new LecternError('FORBIDDEN', 'The files could not be handed over. Open Lectern again.')
  return { code: error.code, message: error.message, details: { status: response.status } }
}
