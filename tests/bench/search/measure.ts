// Measures the engines on one corpus: builds, openings and questions, each engine in processes of its own and all of
// them in turns, so that whatever else the machine does falls on all alike.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { median, quantile } from '../harness.ts'
import type { AskReply, BuildReply, Failure, MemoryReply, Message } from './engine-process.ts'
import type { EngineFigures, Times, WorkerFigures } from './figures.ts'
import { type LineProcess, openProcess } from './line-process.ts'
import { buildQuestions, KINDS, type Kind, type Question } from './questions.ts'

/** What an engine's process says first. */
interface Abilities {
  readonly kinds: readonly Kind[]
}

/** A corpus to be measured, and a folder in which indexes may be built. */
export interface Task {
  readonly path: string
  readonly documents: number
  readonly folder: string
  readonly workers: number
  readonly say: (line: string) => void
}

interface Figures {
  builds: BuildReply[]
  diskBytes: number
  fresh: number[]
  again: number[]
  loaded: number
  asked: number
  cold: number[]
  /** By kind, by question, the times of each round. */
  warm: Map<Question, number[]>
  failed: number
}

/** Corpora up to this size are measured more often. */
const SMALL = 10_000
const COLD = 300
const HERE = import.meta.dirname
/** How the processes of the comparison are started: with the same room for all. */
export const NODE_FLAGS = ['--expose-gc', '--max-old-space-size=16000', '--no-warnings']

/** Starts the process of an engine. */
export function openEngineProcess(name: string): LineProcess {
  return name === 'xapian'
    ? openProcess('/usr/bin/python3', [join(HERE, 'engines/xapian_engine.py')])
    : openProcess(process.execPath, [...NODE_FLAGS, join(HERE, 'engine-process.ts'), name])
}

/** Measures every engine. Those that fail while building or opening are left out, and said to be. */
export async function measureEngines(
  names: readonly string[],
  task: Task,
): Promise<Readonly<Record<string, EngineFigures>>> {
  const figures = new Map<string, Figures>(names.map((name) => [name, toEmpty()]))
  await measureBuilds(figures, task)
  const questions = buildQuestions(task.path, task.documents, task.documents > SMALL ? 60 : 100)
  await measureOpenings(figures, task, questions)
  await measureQuestions(figures, task, questions)
  return Object.fromEntries([...figures].map(([name, each]) => [name, toFigures(each)]))
}

/** Lectern's build with one, two and three workers, in turns. */
export async function measureWorkers({ path, documents, folder, say }: Task): Promise<WorkerFigures> {
  const counts = [1, 2, 3]
  const walls = counts.map((): number[] => [])
  const hashes = new Set<string>()
  for (let round = 0; round < (documents > SMALL ? 2 : 3); round += 1)
    for (const turn of counts.keys()) {
      const at = (turn + round) % counts.length
      say(`building with ${at + 1} of 3 workers, round ${round + 1}`)
      const place = emptyFolder(join(folder, 'workers'))
      const process = openEngineProcess('lectern')
      await process.ask()
      const message: Message = { do: 'build', corpus: path, folder: place, workers: at + 1 }
      walls[at]?.push((await send<BuildReply>(process, message)).wall)
      await process.close()
      hashes.add(hashFolder(place))
    }
  return { wall: walls.map(median), isIdentical: hashes.size === 1 }
}

async function measureBuilds(figures: Map<string, Figures>, task: Task): Promise<void> {
  for (let round = 0; round < (task.documents > SMALL ? 1 : 3); round += 1)
    for (const [name, own] of rotate(figures, round)) {
      task.say(`building: ${name}, round ${round + 1}`)
      const folder = emptyFolder(join(task.folder, name))
      await attempt(name, figures, task, async (process) => {
        await process.ask()
        const message: Message = { do: 'build', corpus: task.path, folder, workers: task.workers }
        own.builds.push(await send<BuildReply>(process, message))
        own.diskBytes = sizeOf(folder)
      })
    }
}

/** In each round a new process opens the index once, and then some more times. */
async function measureOpenings(
  figures: Map<string, Figures>,
  task: Task,
  questions: readonly Question[],
): Promise<void> {
  const [question] = questions
  if (question === undefined) return
  for (let round = 0; round < (task.documents > SMALL ? 3 : 7); round += 1) {
    task.say(`opening, round ${round + 1}`)
    for (const [name, own] of rotate(figures, round))
      await attempt(name, figures, task, async (process) => {
        await process.ask()
        const message: Message = { do: 'open', folder: join(task.folder, name), question }
        own.fresh.push((await send<AskReply>(process, message)).ms)
        for (let again = 0; again < 2; again += 1) own.again.push((await send<AskReply>(process, message)).ms)
      })
  }
}

/** Does something with a process of an engine's, and ends it. An engine that fails is left out from then on. */
async function attempt(
  name: string,
  figures: Map<string, Figures>,
  { say }: Task,
  work: (process: LineProcess) => Promise<void>,
): Promise<void> {
  const process = openEngineProcess(name)
  try {
    await work(process)
  } catch (error) {
    figures.delete(name)
    say(`${name} is left out: ${String(error)}`)
  } finally {
    await process.close()
  }
}

async function measureQuestions(
  figures: Map<string, Figures>,
  task: Task,
  questions: readonly Question[],
): Promise<void> {
  const processes = new Map<string, { process: LineProcess; kinds: readonly Kind[]; before: number }>()
  for (const name of figures.keys()) {
    const process = openEngineProcess(name)
    const { kinds } = (await process.ask()) as Abilities
    processes.set(name, { process, kinds, before: (await send<MemoryReply>(process, { do: 'memory' })).mb })
  }
  const cold = buildQuestions(task.path, task.documents, COLD / 4, 12).filter(
    ({ kind }) => kind !== 'letter' && kind !== 'phrase',
  )
  const remember = async (key: 'loaded' | 'asked'): Promise<void> => {
    for (const [name, own] of figures) {
      const { process, before } = processes.get(name) ?? {}
      if (process && before !== undefined)
        own[key] = (await send<MemoryReply>(process, { do: 'memory' })).mb - before
    }
  }
  const askAll = async (
    asked: readonly Question[],
    note: (own: Figures, each: Question, ms: number) => void,
  ) => {
    for (const [number, question] of asked.entries())
      for (const [name, own] of rotate(figures, number)) {
        const { process, kinds } = processes.get(name) ?? {}
        if (!process || !kinds?.includes(question.kind)) continue
        const reply = (await process.ask({ do: 'ask', question })) as AskReply | Failure
        if ('error' in reply) own.failed += 1
        else note(own, question, reply.ms)
      }
  }
  for (const [name] of figures) {
    const { process } = processes.get(name) ?? {}
    const [question] = questions
    if (process && question) await send(process, { do: 'open', folder: join(task.folder, name), question })
  }
  await remember('loaded')
  task.say(`asking ${cold.length} questions for the first time`)
  await askAll(cold, (own, _, ms) => own.cold.push(ms))
  await remember('asked')
  for (let round = 0; round < (task.documents > SMALL ? 2 : 3); round += 1) {
    task.say(`asking ${questions.length} questions, round ${round + 1}`)
    await askAll(questions, (own, question, ms) =>
      own.warm.set(question, [...(own.warm.get(question) ?? []), ms]),
    )
  }
  for (const { process } of processes.values()) await process.close()
}

function toFigures(own: Figures): EngineFigures {
  const warm: Partial<Record<Kind, Times>> = {}
  for (const kind of KINDS) {
    const times = [...own.warm].filter(([question]) => question.kind === kind).map(([, each]) => each)
    if (times.length === 0) continue
    const all = times.flat()
    warm[kind] = {
      p50: median(all),
      p95: quantile(all, 0.95),
      worst: Math.max(...times.map(median)),
    }
  }
  return {
    build: {
      wall: median(own.builds.map(({ wall }) => wall)),
      cpu: median(own.builds.map(({ cpu }) => cpu)),
      peakMB: median(own.builds.map(({ peak }) => peak)),
    },
    diskBytes: own.diskBytes,
    open: { fresh: median(own.fresh), again: median(own.again) },
    memoryMB: { loaded: own.loaded, asked: own.asked },
    coldP95: quantile(own.cold, 0.95),
    warm,
    failed: own.failed,
  }
}

function toEmpty(): Figures {
  const numbers = { diskBytes: 0, loaded: 0, asked: 0, failed: 0 }
  return { ...numbers, builds: [], fresh: [], again: [], cold: [], warm: new Map() }
}

async function send<T>(process: LineProcess, message: Message): Promise<T> {
  const reply = (await process.ask(message)) as T | Failure
  if (typeof reply === 'object' && reply !== null && 'error' in reply) throw new Error(reply.error)
  return reply
}

/** The entries, beginning with another one each time. */
function rotate<K, V>(entries: ReadonlyMap<K, V>, by: number): [K, V][] {
  const list = [...entries]
  const at = by % Math.max(1, list.length)
  return [...list.slice(at), ...list.slice(0, at)]
}

function emptyFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function sizeOf(folder: string): number {
  return listFiles(folder).reduce((sum, file) => sum + statSync(file).size, 0)
}

function hashFolder(folder: string): string {
  const hash = createHash('sha256')
  for (const file of listFiles(folder)) hash.update(readFileSync(file))
  return hash.digest('hex')
}
