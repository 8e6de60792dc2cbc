// The process of one engine: node engine-process.ts NAME. Takes a JSON object a line (`Message`) and answers with one
// (`Reply`); the first line that it writes says what the engine can do. Times are taken in here.
import { createInterface } from 'node:readline'
import { collectGarbage } from '../harness.ts'
import { measureCorpus, readCorpus } from './corpus-file.ts'
import type { Engine, OpenEngine } from './engine.ts'
import type { Question } from './questions.ts'

/**
 * What an engine's process is asked. `build` counts no processor time for reading the corpus, which is read twice
 * before to know how long that takes.
 */
export type Message =
  | { readonly do: 'build'; readonly corpus: string; readonly folder: string; readonly workers: number }
  | { readonly do: 'open'; readonly folder: string; readonly question: Question }
  | { readonly do: 'ask'; readonly question: Question }
  | { readonly do: 'memory' }

/** Seconds, seconds of the processor in all threads, and megabytes of the process at most. */
export interface BuildReply {
  readonly wall: number
  readonly cpu: number
  readonly peak: number
}

/** Milliseconds, with the refs found. For `open` they are those from the bytes on the disk to the first answer. */
export interface AskReply {
  readonly ms: number
  readonly refs: readonly string[]
}

/** Megabytes that the process has in memory; before anything was opened, without what it no longer needs. */
export interface MemoryReply {
  readonly mb: number
}

export interface Failure {
  readonly error: string
}

export type Reply = BuildReply | AskReply | MemoryReply | Failure

const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = {
  lectern: async () => (await import('./engines/lectern.ts')).engine,
  lunr: async () => (await import('./engines/lunr.ts')).engine,
  minisearch: async () => (await import('./engines/minisearch.ts')).engine,
  flexsearch: async () => (await import('./engines/flexsearch.ts')).engine,
  sqlite: async () => (await import('./engines/sqlite.ts')).engine,
  'sqlite-prefix': async () => (await import('./engines/sqlite.ts')).withPrefixes,
}

const engine = await getEngine(process.argv[2] ?? '')
let opened: OpenEngine | null = null
say({ kinds: engine.kinds })
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(await answer(JSON.parse(line) as Message))
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) })
  }
}

function getEngine(name: string): Promise<Engine> {
  const load = ENGINES[name]
  if (load === undefined) throw new Error(`There is no engine "${name}"`)
  return load()
}

function say(reply: object): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`)
}

async function answer(message: Message): Promise<Reply> {
  switch (message.do) {
    case 'build':
      return build(message.corpus, message.folder, message.workers)
    case 'open':
      return open(message.folder, message.question)
    case 'ask':
      return ask(message.question)
    case 'memory':
      if (opened === null) collectGarbage()
      return { mb: process.memoryUsage.rss() / 2 ** 20 }
  }
}

async function build(corpus: string, folder: string, workers: number): Promise<BuildReply> {
  let reading = 0
  for (let pass = 0; pass < 2; pass += 1) {
    const before = process.cpuUsage()
    measureCorpus(corpus)
    reading = toSeconds(process.cpuUsage(before))
  }
  collectGarbage()
  const started = process.cpuUsage()
  const begun = performance.now()
  await engine.build(readCorpus(corpus), folder, workers)
  const wall = (performance.now() - begun) / 1_000
  const cpu = toSeconds(process.cpuUsage(started)) - reading
  return { wall, cpu, peak: process.resourceUsage().maxRSS / 1_024 }
}

function toSeconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

async function open(folder: string, question: Question): Promise<AskReply> {
  opened?.close()
  opened = null
  collectGarbage()
  const begun = performance.now()
  opened = await engine.open(folder)
  const refs = opened.ask(question)
  return { ms: performance.now() - begun, refs }
}

function ask(question: Question): AskReply {
  if (opened === null) throw new Error('Nothing is open')
  const begun = performance.now()
  const refs = opened.ask(question)
  return { ms: performance.now() - begun, refs }
}
