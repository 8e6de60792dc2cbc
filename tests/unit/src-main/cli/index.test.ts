import { describe, expect, it } from 'vitest'
import packageFile from '../../../../package.json' with { type: 'json' }
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { CliCommand, Outcome } from '../../../../src-main/cli/command.ts'
import { ErrorJson, run, toJson } from './run.ts'

function make(work: (signal: AbortSignal) => Promise<Outcome>, cleansUp = false): readonly CliCommand[] {
  return [
    {
      name: 'work',
      summary: 'do some work',
      examples: ['work'],
      cleansUp,
      define: () => undefined,
      run: (_command, io) => work(io.signal),
    },
  ]
}

describe('what is not understood', () => {
  it.each([
    [[], /Usage: lectern/],
    [['bild'], /unknown command 'bild'[\s\S]*Did you mean build\?/],
    [['--versoin'], /unknown option '--versoin'[\s\S]*Did you mean --version\?/],
    [['build'], /required option '--out <file>'|missing required argument/],
    [['build', '--out', 'x'], /missing required argument 'source'/],
    [['build', 'a', '--out'], /'--out <file>' argument missing/],
    [['build', 'a', '--out', ' '], /It must not be empty/],
    [['build', 'a', '--out', 'b', '--tilte', 'c'], /Did you mean --title\?/],
    [['build', 'a', '--out', 'b', '--edition', '1'], /three numbers.*Did you mean 1\.0\.0\?/],
    [['build', 'a', '--out', 'b', '--edition', 'new'], /three numbers/],
    [['build', 'a', '--out', 'b', '--id', 'Field Guides!'], /Did you mean Field-Guides\?/],
    [['build', 'a', '--out', 'b', '--id', '../x'], /letters, digits/],
    [['build', 'a', '--out', 'b', '--language', 'german'], /Did you mean de\?/],
    [['build', 'a', '--out', 'b', '--language', 'pt_BR'], /Did you mean pt-BR\?/],
    [['inspect'], /missing required argument 'file'/],
    [['inspect', 'a', 'b'], /too many arguments/],
    [['search', 'a'], /missing required argument 'query'/],
    [['search', 'a', 'b', '--limit', '0'], /whole number from 1 to 500/],
    [['search', 'a', 'b', '--limit', '1e2'], /whole number/],
    [['export', '--format', 'pdf'], /Allowed choices are markdown, readium/],
    [['serve', '--port', '70000'], /whole number from 0 to 65535/],
  ])('%j ends with 2 and says what should stand there', async (argv, message) => {
    const result = await run(argv)
    expect(result.exitCode).toBe(2)
    expect(result.stdout).toBe('')
    expect(result.stderr).toMatch(message)
    expect(result.stderr).not.toMatch(/\n\s+at /)
  })

  it('is one JSON value with --json, wherever that stands', async () => {
    for (const argv of [
      ['--json', 'bild'],
      ['build', '--json'],
      ['inspect', 'a', '--jsno', '--json'],
    ]) {
      const result = await run(argv)
      expect(result.exitCode).toBe(2)
      expect(result.stderr).toBe('')
      expect(ErrorJson.parse(toJson(result)).error.code).toBe('INVALID_INPUT')
    }
    expect((await run(['inspect', '--', '--json'])).stdout).toBe('')
  })
})

describe('help and version', () => {
  it('go to standard output and end with 0', async () => {
    expect(await run(['--version'])).toEqual({ exitCode: 0, stdout: `${packageFile.version}\n`, stderr: '' })
    const help = await run(['--help'])
    expect(help).toMatchObject({ exitCode: 0, stderr: '' })
    for (const name of ['build', 'inspect', 'verify', 'search', 'export', 'serve']) {
      expect(help.stdout).toContain(name)
      const own = await run([name, '--help'])
      expect(own).toMatchObject({ exitCode: 0, stderr: '' })
      expect(own.stdout).toMatch(new RegExp(`Examples:\\n  lectern ${name}`))
      expect(own.stdout).toContain('--json')
      expect((await run(['help', name])).stdout).toBe(own.stdout)
    }
  })
})

describe('what a command has to say', () => {
  it('is text for a person or JSON for a program, and notes beside it', async () => {
    const commands = make(() => Promise.resolve({ json: { a: 1 }, text: 'one', notes: ['by the way'] }))
    expect(await run(['work'], { commands })).toEqual({
      exitCode: 0,
      stdout: 'one\n',
      stderr: 'by the way\n',
    })
    expect(toJson(await run(['work', '--json'], { commands }))).toEqual({ a: 1 })
  })

  it('is a message and 1 when it refuses', async () => {
    const error = new LecternError('FILE_EMPTY', 'a.txt is empty. Name another.', {
      details: { file: 'a.txt' },
    })
    const commands = make(() => Promise.reject(error))
    expect(await run(['work'], { commands })).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'lectern: a.txt is empty. Name another.\n',
    })
    const result = await run(['work', '--json'], { commands })
    expect(result).toMatchObject({ exitCode: 1, stderr: '' })
    expect(toJson(result)).toEqual({
      error: { code: 'FILE_EMPTY', message: 'a.txt is empty. Name another.', details: { file: 'a.txt' } },
    })
  })

  it('is never a stack trace, even of a bug', async () => {
    const commands = make(() => Promise.reject(new TypeError('secret.path is not a function')))
    const result = await run(['work'], { commands })
    expect(result.exitCode).toBe(1)
    expect(result.stderr).not.toMatch(/secret|TypeError|\n\s+at /)
    expect(ErrorJson.parse(toJson(await run(['work', '--json'], { commands }))).error.code).toBe('INTERNAL')
  })
})

describe('a request to stop', () => {
  it('ends a command at once that has nothing to clean up', async () => {
    const controller = new AbortController()
    const commands = make(() => {
      controller.abort()
      return new Promise(() => undefined)
    })
    expect((await run(['work'], { commands, signal: controller.signal })).exitCode).toBe(130)
  })

  it('is left to a command that has something to clean up', async () => {
    const controller = new AbortController()
    let cleaned = false
    const commands = make((signal) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          cleaned = true
          reject(new LecternError('CANCELLED', 'Cancelled.'))
        })
        controller.abort()
      })
    }, true)
    const result = await run(['work', '--json'], { commands, signal: controller.signal })
    expect({ ...result, cleaned }).toMatchObject({ exitCode: 130, cleaned: true })
    expect(ErrorJson.parse(toJson(result)).error.code).toBe('CANCELLED')
  })
})

describe('an empty path', () => {
  it.each([
    ['build', '', '--out', 'x.webpub'],
    ['inspect', ''],
    ['verify', ''],
    ['search', '', 'words'],
    ['serve', ''],
  ])('of lectern %s is not taken for the current folder', async (...argv) => {
    const result = await run([...argv, '--json'])
    expect(result.exitCode).toBe(2)
    expect(ErrorJson.parse(toJson(result)).error.message).toContain('must not be empty')
  })
})
