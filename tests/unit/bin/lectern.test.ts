// The command line as a process, from the outside: which code it runs, its streams, signals and exit codes.
import { spawn, spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const bin = join(root, 'bin/lectern.mjs')
const folders: string[] = []

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** A copy of the launcher in a project of its own, where sources and build are whatever the test puts there. */
async function makeProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bin-'))
  folders.push(folder)
  await cp(bin, join(folder, 'bin/lectern.mjs'))
  await writeFile(join(folder, 'package.json'), '{"type": "module"}')
  return folder
}

async function put(folder: string, path: string, text: string, seconds = 1_000_000_000): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), text)
  await utimes(join(folder, path), seconds, seconds)
}

/** `flags` are Node's own: one of them makes it as unable to run TypeScript as Node 20 is. */
function launch(folder: string, args: readonly string[] = [], flags: readonly string[] = []) {
  return spawnSync(process.execPath, [...flags, join(folder, 'bin/lectern.mjs'), ...args], {
    encoding: 'utf8',
  })
}

const built = 'console.log("built", ...process.argv.slice(2))'
const source = 'const word: string = "source"\nconsole.log(word, ...process.argv.slice(2))'

describe('the launcher', () => {
  it('runs the build when it is up to date, or when there are no sources', async () => {
    const folder = await makeProject()
    await put(folder, 'package.json', '{"type": "module"}')
    await put(folder, 'out/main/cli.js', built, 1_000_000_100)
    expect(launch(folder, ['a', 'b']).stdout).toBe('built a b\n')
    await put(folder, 'src-main/cli/main.ts', source)
    await put(folder, 'src-shared/domain/ids.ts', '')
    expect(launch(folder).stdout).toBe('built\n')
  })

  it('runs the sources when there is no build, or when one of them is younger', async () => {
    const folder = await makeProject()
    await put(folder, 'src-main/cli/main.ts', source)
    await mkdir(join(folder, 'src-shared'))
    expect(launch(folder, ['a']).stdout).toBe('source a\n')
    await put(folder, 'out/main/cli.js', built, 1_000_000_100)
    await put(folder, 'src-shared/domain/ids.ts', '', 1_000_000_200)
    expect(launch(folder).stdout).toBe('source\n')
  })

  it('says what to type when there is nothing to run', async () => {
    const result = launch(await makeProject())
    expect(result).toMatchObject({ status: 1, stdout: '' })
    expect(result.stderr).toMatch(/^lectern: nothing here can be run.*\.\n$/)
  })

  it('goes on with the project’s own Node where the given one cannot run the sources', async () => {
    const folder = await makeProject()
    await mkdir(join(folder, 'src-shared'))
    await put(folder, 'src-main/cli/main.ts', `${source}\nprocess.exit(7)`)
    const old = ['--no-experimental-strip-types']
    const without = launch(folder, [], old)
    expect(without).toMatchObject({ status: 1, stdout: '' })
    expect(without.stderr).toContain('npm ci')
    await mkdir(join(folder, 'node_modules/node/bin'), { recursive: true })
    await symlink(process.execPath, join(folder, 'node_modules/node/bin/node'))
    expect(launch(folder, ['a'], old)).toMatchObject({ status: 7, stdout: 'source a\n' })
  })
})

describe('the process', () => {
  it('prints its version and ends with 0, and with 2 for what it does not know', () => {
    expect(launch(root, ['--version'])).toMatchObject({ status: 0, stderr: '' })
    expect(launch(root, ['frobnicate'])).toMatchObject({ status: 2, stdout: '' })
  })

  it('does not mind when nobody reads its output to the end', async () => {
    const child = spawn(process.execPath, [bin, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const status = await new Promise((done) => child.on('close', done))
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
  })

  it.skipIf(process.platform === 'win32')('can be started by its name', async () => {
    await chmod(bin, 0o755)
    expect(spawnSync(bin, ['--version'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })
})
