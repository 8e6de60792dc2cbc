// Someone who types: the built web host on a data folder, its interface in the browser, and queries typed in letter by
// letter. What is measured comes back as it was seen; what it is worth is for index.ts to say.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, Page, WebSocket } from '@playwright/test'
import { startHost } from '../../e2e/web-host.ts'
import { openPage } from '../browser.ts'
import type { Block } from './host-watch.ts'
import { type PaintedKey, type TypingSeen, watchTyping } from './page-watch.ts'

/** Milliseconds between two keys, and between two queries. */
const BETWEEN_KEYS = 120
const BETWEEN_QUERIES = 300
/** How long the bundles may take to be opened, and an answer to come, in milliseconds. */
const PATIENCE = 30_000

/** What was seen while someone typed. */
export interface Typed {
  readonly keys: readonly PaintedKey[]
  /** Keys whose answer never came, because that to a later one did. */
  readonly superseded: number
  /** What the search thread took for each answer to what was typed, in milliseconds. */
  readonly took: readonly number[]
  /** Blocks of the host's main thread meanwhile. */
  readonly blocks: readonly Block[]
}

/** Types the queries one after the other, the first `warmup` of them without measuring. */
export async function typeQueries(
  browser: Browser,
  dataFolder: string,
  queries: readonly string[],
  warmup: number,
): Promise<Typed> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-typing-'))
  const report = join(folder, 'blocks.json')
  try {
    const host = await startWatchedHost(dataFolder, report)
    const page = await openPage(browser)
    const took: number[] = []
    page.on('websocket', (socket) => followAnswers(socket, took))
    await page.addInitScript(watchTyping)
    await page.goto(host.url)
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).first().waitFor()
    await openSearch(page)
    for (const query of queries.slice(0, warmup)) await type(page, query)
    await takeSeen(page)
    took.length = 0
    const begun = Date.now()
    for (const query of queries.slice(warmup)) await type(page, query)
    const ended = Date.now()
    const seen = await takeSeen(page)
    await page.context().close()
    await host.stop()
    const blocks = JSON.parse(await readFile(report, 'utf8')) as Block[]
    return {
      keys: seen.painted,
      superseded: seen.superseded,
      took,
      blocks: blocks.filter((block) => block.begun >= begun && block.begun <= ended),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Starts the host as a person would, with something in front of it that watches its main thread. */
async function startWatchedHost(dataFolder: string, report: string): ReturnType<typeof startHost> {
  const watcher = pathToFileURL(join(import.meta.dirname, 'host-watch.ts')).href
  const before = process.env['NODE_OPTIONS']
  process.env['NODE_OPTIONS'] = `${before ?? ''} --import ${watcher}`
  process.env['LECTERN_BENCH_WATCH'] = report
  try {
    return await startHost(dataFolder)
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS']
    else process.env['NODE_OPTIONS'] = before
    delete process.env['LECTERN_BENCH_WATCH']
  }
}

/** Opens the search and waits until every bundle can be asked. */
async function openSearch(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  for (const end = Date.now() + PATIENCE; ;) {
    await type(page, 'the')
    if ((await page.locator('.search-limited').count()) === 0) return
    if (Date.now() > end) throw new Error('The search does not get ready.')
  }
}

/** Types a query at a person's speed, waits for its answer, and clears the field again. */
async function type(page: Page, query: string): Promise<void> {
  const begun = performance.now()
  for (const [at, letter] of Array.from(query).entries()) {
    await wait(Math.max(0, begun + at * BETWEEN_KEYS - performance.now()))
    await page.keyboard.press(letter)
  }
  await wait(BETWEEN_QUERIES)
  await page.waitForFunction(
    (text) => document.querySelector('[data-answers]')?.getAttribute('data-answers') === text,
    query,
    { polling: 50, timeout: PATIENCE },
  )
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Backspace')
}

/** Reads how long answers took off the messages of the socket, those to a first page alone. */
function followAnswers(socket: WebSocket, took: number[]): void {
  const asked = new Set<unknown>()
  socket.on('framesent', ({ payload }) => {
    if (!payload.includes('search.query')) return
    const { id, input } = JSON.parse(String(payload)) as { id: unknown; input?: { offset?: number } }
    if (input?.offset === 0) asked.add(id)
  })
  socket.on('framereceived', ({ payload }) => {
    const { id, envelope } = JSON.parse(String(payload)) as { id?: unknown; envelope?: { value?: unknown } }
    if (!asked.delete(id)) return
    const { took: each } = Object(envelope?.value) as { took?: number }
    if (each !== undefined) took.push(each)
  })
}

function takeSeen(page: Page): Promise<TypingSeen> {
  return page.evaluate(() => {
    const take: unknown = Reflect.get(window, 'takeTyping')
    if (typeof take !== 'function') throw new Error('The page does not watch what is typed.')
    return Reflect.apply(take, undefined, []) as TypingSeen
  })
}
