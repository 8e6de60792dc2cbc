import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { serveQuietly } from '../../../../../src-main/cli/commands/serve.ts'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { makeFolder } from '../bundles.ts'

const bin = join(import.meta.dirname, '../../../../../bin/lectern.mjs')

/** Starts `lectern serve`, waits for its first line, and stops it as Ctrl+C does. */
async function serve(
  args: readonly string[],
  signal: NodeJS.Signals,
): Promise<{ first: string; status: number | null }> {
  const child = spawn(process.execPath, [bin, 'serve', '--no-open', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  const first = await new Promise<string>((done, failed) => {
    let text = ''
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) done(text)
    })
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    void ended.then((status) => failed(new Error(`ended early with ${status ?? 'a signal'}: ${errors}`)))
  })
  child.kill(signal)
  return { first, status: await ended }
}

describe.skipIf(process.platform === 'win32')('lectern serve', () => {
  it('prints one line with the address and stops cleanly', async () => {
    const { first, status } = await serve(['--data-dir', await makeFolder()], 'SIGINT')
    expect(first).toMatch(/^Lectern is at http:\/\/127\.0\.0\.1:\d+\/\?\S+ .*\n$/)
    expect(status).toBe(0)
  })

  it('prints the address as JSON for a program', async () => {
    const { first, status } = await serve(['--json', '--data-dir', await makeFolder()], 'SIGTERM')
    expect(z.strictObject({ url: z.url(), address: z.url() }).parse(JSON.parse(first)).url).toContain(
      '127.0.0.1',
    )
    expect(status).toBe(0)
  })
})

describe('lectern serve --json', () => {
  it('prints no second value when something cannot be saved at the end', async () => {
    const written = { stdout: '', stderr: '' }
    const toOutput = (name: keyof typeof written) => ({
      isTerminal: false,
      write: (text: string) => Promise.resolve(void (written[name] += text)),
    })
    const host = {
      address: 'http://127.0.0.1:1/',
      issueUrl: () => 'http://127.0.0.1:1/?launch=x',
      close: () => Promise.reject(new LecternError('NOT_SAVED', 'The disk is full.')),
    }
    const io = {
      stdout: toOutput('stdout'),
      stderr: toOutput('stderr'),
      env: {},
      signal: AbortSignal.abort(),
    }
    const outcome = await serveQuietly(host, io)
    expect(outcome).toMatchObject({ json: undefined, notes: ['lectern: The disk is full.'], exitCode: 1 })
    expect(JSON.parse(written.stdout)).toMatchObject({ address: 'http://127.0.0.1:1/' })
  })
})
