// Entry of this stage's worker thread. Its store is conf with the options electron-store is opened with in the host
// (docs/adr/0005-journal-and-checkpoints.md says why it is not the host's own).
import search from 'approx-string-match'
import Conf from 'conf'
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { KeyValueStore } from '../../src-shared/domain/key-value-store.ts'
import { findQuote } from '../../src-shared/text/quote.ts'
import type { Job, JobMessage, JobReply, JobResult } from './jobs.ts'
import { writeCheckpoints } from './checkpoint/write.ts'

/** On Linux a priority is a thread's own, so that checkpoints give way to whatever the person waits for. */
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

parentPort?.on('message', ({ id, job }: JobMessage) => {
  void run(job).then(
    (result) => {
      reply({ id, ok: true, result })
    },
    (error: unknown) => {
      reply({
        id,
        ok: false,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    },
  )
})

function reply(message: JobReply): void {
  parentPort?.postMessage(message)
}

async function run(job: Job): Promise<JobResult> {
  switch (job.kind) {
    case 'checkpoint':
      return { kind: 'checkpoint', outcome: await writeCheckpoints(job.request, openConf) }
    case 'find':
      return {
        kind: 'find',
        matches: job.quotes.map(({ quote, position }) => findQuote(job.text, quote, { position, search })),
      }
  }
}

function openConf({ folder, name }: { readonly folder: string; readonly name: string }): KeyValueStore {
  return new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: name,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    clearInvalidConfig: false,
  })
}
