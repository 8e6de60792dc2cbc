// Cold start: from starting the process on an empty data folder to the first frame with the handbook's text, in a page
// of a browser that is already running; against a plain Node process that serves the same normalised page. Also the same
// start on a data folder that has been used.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { openBundle } from '../../src-main/publishing/index.ts'
import { startHost } from '../e2e/web-host.ts'
import { openBrowser, openPage } from './browser.ts'
import { median, race, type Subject } from './harness.ts'

const OUT = join(import.meta.dirname, '../../out')

const SERVER = `
const page = require('node:fs').readFileSync(process.argv[1])
const server = require('node:http').createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(page))
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'))
`

export const coldStart: Subject = {
  about: 'from starting the process to a readable page, against a plain server with the same page',
  run: async ({ say }) => {
    if (!existsSync(join(OUT, 'main/web.js'))) {
      say('the product is not built (npm run build): not measured')
      return []
    }
    const browser = await openBrowser(say)
    if (browser === null) return []
    const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
    try {
      const page = await writeFirstPage(folder)
      const used = join(folder, 'used')
      await startLectern(browser, used)
      let fresh = 0
      const times = await race(
        {
          first: () => startLectern(browser, join(folder, `fresh-${(fresh += 1)}`)),
          again: () => startLectern(browser, used),
          plain: () => startPlain(browser, page),
        },
        { rounds: 5 },
      )
      const plain = median(times.plain)
      return [
        {
          what: 'first start to readable',
          unit: 'ms',
          better: 'less',
          values: { lectern: median(times.first), 'plain server': plain },
        },
        {
          what: 'later start to readable',
          unit: 'ms',
          better: 'less',
          values: { lectern: median(times.again), 'plain server': plain },
        },
      ]
    } finally {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** The handbook's first document as a bare page; its path. */
async function writeFirstPage(folder: string): Promise<string> {
  const bundle = await openBundle(join(OUT, 'library/handbook.webpub'))
  try {
    const [first] = bundle.documents
    if (first === undefined) throw new Error('The handbook has no documents.')
    const { html } = await bundle.readDocument(first.id)
    const path = join(folder, 'plain.html')
    await writeFile(path, `<!doctype html><meta charset="utf-8"><title>${first.title}</title>${html}`)
    return path
  } finally {
    await bundle.close()
  }
}

async function startLectern(browser: Browser, dataFolder: string): Promise<void> {
  const host = await startHost(dataFolder)
  const page = await openPage(browser)
  await page.goto(host.url)
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).first().waitFor()
  await page.context().close()
  await host.stop()
}

async function startPlain(browser: Browser, path: string): Promise<void> {
  const server = spawn(process.execPath, ['-e', SERVER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const page = await openPage(browser)
  await page.goto(await readLine(server))
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.context().close()
  server.kill()
}

function readLine(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    child.stdout?.once('data', (chunk: Buffer) => {
      found(chunk.toString().trim())
    })
    child.once('exit', () => {
      failed(new Error('The plain server ended.'))
    })
  })
}
