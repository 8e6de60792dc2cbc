// The web host as a person runs it: a process of its own that prints an address, is used, and is stopped with Ctrl+C.
import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src-shared/contract/client.ts'
import { BundleId, Timestamp, toTextOffset } from '../../src-shared/domain/ids.ts'
import { connectTo } from './web-client.ts'
import { makeWorld, type World } from './world.ts'

const serve = pathToFileURL(resolve(import.meta.dirname, '../../src-main/hosts/web/index.ts')).href
const bundleId = BundleId.parse('lanterns')

interface Running {
  readonly child: ChildProcess
  readonly url: string
  output(): string
  stop(signal: NodeJS.Signals): Promise<number | null>
}

let world: World
let dataFolder: string

async function start(): Promise<Running> {
  const { bundle, interfaceFolder } = world
  const options = JSON.stringify({ dataFolder, interfaceFolder, included: [bundle], open: false })
  const script = `import { serveWebHost } from '${serve}'; process.exitCode = await serveWebHost(${options})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const url = await new Promise<string>((found, failed) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const match = /http:\S+/.exec(output)
      if (match !== null) found(match[0])
    })
    child.on('exit', () => failed(new Error(output)))
  })
  const exited = new Promise<number | null>((done) => child.on('exit', done))
  return {
    child,
    url,
    output: () => output,
    stop(signal) {
      child.kill(signal)
      return exited
    },
  }
}

beforeAll(async () => {
  world = await makeWorld()
  dataFolder = await world.makeDataFolder()
}, 60_000)

afterAll(() => world.remove())

describe('the web host as a process', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('prints one line, and stops cleanly on %s', async (signal) => {
    const running = await start()
    expect(await running.stop(signal)).toBe(0)
    expect(running.output()).toBe(`Lectern is at ${running.url} (Ctrl+C stops it)\n`)
  })

  it('has everything on the disk when it is stopped in the middle of work', async () => {
    const running = await start()
    const { transport } = await connectTo(running.url)
    const client = createClient(transport)
    const { documents } = await client.call('library.open', { bundleId })
    const documentId = documents[0]?.id ?? expect.fail('No document.')
    const { edition } = await client.call('documents.read', { bundleId, documentId })
    const { changed } = await client.call('annotations.create', {
      draft: {
        ...{ kind: 'note', bundleId, documentId, start: toTextOffset(0), end: toTextOffset(4) },
        ...{ color: 'yellow', style: 'solid', body: 'Remember', tags: [] },
      },
    })
    const locator = { bundleId, edition, documentId, start: toTextOffset(3) }
    const saved = Timestamp.parse(new Date().toISOString())
    await client.call('positions.save', { position: { locator, lineOffset: -2, saved } })
    await client.call('settings.update', { patch: { author: 'Ada' } })
    expect(await running.stop('SIGINT')).toBe(0)
    transport.close()
    expect(JSON.parse(await readFile(join(dataFolder, 'positions.json'), 'utf8'))).toMatchObject({
      positions: [{ locator, lineOffset: -2 }],
    })
    expect(await readdir(join(dataFolder, 'staging'))).toEqual([])

    const again = await start()
    const second = await connectTo(again.url)
    const reader = createClient(second.transport)
    const { annotations } = await reader.call('annotations.list', { scope: { kind: 'everything' } })
    expect(annotations.map(({ annotation }) => [annotation.id, annotation.body])).toEqual([
      [changed[0]?.annotation.id, 'Remember'],
    ])
    expect((await reader.call('library.open', { bundleId })).resume).toMatchObject(locator)
    expect((await reader.call('settings.get', {})).author).toBe('Ada')
    second.transport.close()
    await again.stop('SIGINT')
  })
})
