// Saving a highlight with ten thousand in the library, and opening them: against the store file written anew for every
// highlight, which is what electron-store (conf) does by itself. A second run has checkpoints written all the while,
// some hundred times as often as they are in use.
import Conf from 'conf'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { openNotes, type DocumentText, type Notes } from '../../src-main/annotating/index.ts'
import { AnnotationDraft } from '../../src-shared/domain/annotation.ts'
import { BundleId, Edition, Sha256 } from '../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../src-shared/domain/key-value-store.ts'
import { parseOutline } from '../../src-shared/text/canonical-text.ts'
import { collectGarbage, quantile, type Row, type Subject } from './harness.ts'

const BUNDLE = BundleId.parse('bench')
/** Highlights that are saved and timed: by Lectern, and by the much slower store. */
const SAVED = { lectern: 1_000, conf: 60 } as const

interface Run {
  readonly times: readonly number[]
  /** The longest that the event loop did not turn, in milliseconds. */
  readonly block: number
}

export const notes: Subject = {
  about: 'saving a highlight with 10,000 in the library, and opening them, against conf alone',
  async run({ scale, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-notes-'))
    try {
      const count = Math.round(10_000 * scale)
      say(`${count} highlights`)
      await fill(folder, count)
      const store = openConf({ folder, name: 'stock' })
      store.store = await readAll(folder)
      const opening = await measureOpening(folder)
      const lectern = await saveWithNotes(folder)
      const conf = await saveWithConf(folder)
      const busy = await saveWithNotes(folder, 200_000)
      return toRows(count, { lectern, conf, busy }, opening)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

function toRows(
  count: number,
  runs: Readonly<Record<'lectern' | 'conf' | 'busy', Run>>,
  opening: Readonly<Record<'lectern' | 'conf', number>>,
): Row[] {
  const all = count.toLocaleString('en')
  const row = (what: string, lectern: number, conf: number): Row => ({
    what,
    unit: 'ms',
    better: 'less',
    values: { lectern, 'conf set()': conf },
  })
  const compare = (what: string, run: Run): Row[] => [
    row(`${what}, p50`, quantile(run.times, 0.5), quantile(runs.conf.times, 0.5)),
    row(`${what}, p95`, quantile(run.times, 0.95), quantile(runs.conf.times, 0.95)),
    row(`${what}, longest block of the main thread`, run.block, runs.conf.block),
  ]
  return [
    ...compare(`save a highlight among ${all}`, runs.lectern),
    ...compare('the same during checkpoints', runs.busy),
    row(`open ${all} highlights`, opening.lectern, opening.conf),
  ]
}

async function fill(folder: string, count: number): Promise<void> {
  const library = await open(folder)
  for (let number = 0; number < count; number += 64)
    await Promise.all(
      Array.from({ length: Math.min(64, count - number) }, (_, index) =>
        library.create(draftAt(number + index)),
      ),
    )
  await library.close()
}

async function readAll(folder: string): Promise<Record<string, unknown>> {
  const library = await open(folder)
  const placed = await library.list({ kind: 'everything' })
  await library.close()
  return Object.fromEntries(placed.map(({ annotation }) => [annotation.id, annotation]))
}

async function measureOpening(folder: string): Promise<Record<'lectern' | 'conf', number>> {
  const times = { lectern: [] as number[], conf: [] as number[] }
  for (let round = 0; round < 4; round += 1) {
    collectGarbage()
    const begun = performance.now()
    const library = await open(folder)
    times.lectern.push(performance.now() - begun)
    await library.close()
    collectGarbage()
    const begunAgain = performance.now()
    Object.keys(openConf({ folder, name: 'stock' }).store)
    times.conf.push(performance.now() - begunAgain)
  }
  return { lectern: quantile(times.lectern.slice(1), 0.5), conf: quantile(times.conf.slice(1), 0.5) }
}

async function saveWithNotes(folder: string, journalLimit?: number): Promise<Run> {
  const library = await open(folder, journalLimit)
  await library.create(draftAt(0))
  const run = await measure(SAVED.lectern, (number) => library.create(draftAt(number)))
  await library.close()
  return run
}

async function saveWithConf(folder: string): Promise<Run> {
  const store = openConf({ folder, name: 'stock' })
  const [sample] = Object.values(store.store)
  return measure(SAVED.conf, (number) => {
    store.set(`new-${number}`, sample)
  })
}

/** Saves one after the other, as a person does, giving the event loop a turn between them. */
async function measure(count: number, save: (number: number) => unknown): Promise<Run> {
  collectGarbage()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const times: number[] = []
  await wait(20)
  delay.enable()
  for (let number = 0; number < count; number += 1) {
    const begun = performance.now()
    await save(number)
    times.push(performance.now() - begun)
    await wait(1)
  }
  delay.disable()
  return { times, block: delay.max / 1e6 }
}

function open(folder: string, journalLimit?: number): Promise<Notes> {
  return openNotes({
    folder: join(folder, 'notes'),
    openStore,
    readDocument: () => Promise.resolve(DOCUMENT),
    author: () => 'Bench',
    ...(journalLimit === undefined ? {} : { journalLimit }),
  })
}

const openStore: StoreFactory = (options) => openConf(options)

function openConf({ folder, name }: { readonly folder: string; readonly name: string }): Conf {
  return new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: name,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    clearInvalidConfig: false,
  })
}

const DOCUMENT: DocumentText = buildDocument()

/** Three thousand paragraphs, about 300 kB. */
function buildDocument(): DocumentText {
  const html = Array.from(
    { length: 3_000 },
    (_, number) =>
      `<p id="p${number}">Paragraph ${number} tells of ships, of sealing wax, and of ${number * 7} cabbages that were seen near the harbour.</p>\n`,
  ).join('')
  const { text, headings, blocks } = parseOutline(html)
  const sha256 = Sha256.parse(createHash('sha256').update(html).digest('hex'))
  return { text, headings, blocks, title: 'Bench', sha256, edition: Edition.parse('1.0.0') }
}

function draftAt(number: number): AnnotationDraft {
  const start = (number * 97) % (DOCUMENT.text.length - 100)
  return AnnotationDraft.parse({
    kind: 'highlight',
    bundleId: BUNDLE,
    documentId: 'document',
    start,
    end: start + 80,
    color: 'yellow',
    style: 'solid',
    body: '',
    tags: [],
  })
}
