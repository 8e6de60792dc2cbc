import { spawn } from 'node:child_process'
import { mkdir, readFile, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../bundles.ts'
import { ErrorJson, run, toJson } from '../run.ts'

const bin = join(import.meta.dirname, '../../../../../bin/lectern.mjs')

async function makeGuides(extra: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = join(await makeFolder(), 'guides')
  await mkdir(folder)
  await writeFile(join(folder, '01-water.md'), '# Water\n\nBoil it.\n\n## Filters\n\nSand works.\n')
  await writeFile(join(folder, '02-radio.md'), '# Radio\n\nKeep the antenna dry.\n')
  for (const [name, text] of Object.entries(extra)) await writeFile(join(folder, name), text)
  return folder
}

/** Enough text that no phase is over before it is shown. */
async function makeLong(): Promise<string> {
  const line = '- '.concat('many words of a long list '.repeat(20), '\n').repeat(200)
  const names = Array.from({ length: 38 }, (_none, number) => `long-${number}.md`)
  return makeGuides(Object.fromEntries(names.map((name) => [name, `# ${name}\n\n${line}`])))
}

describe('lectern build', () => {
  it('writes a bundle and says what is in it', async () => {
    const folder = await makeGuides()
    const out = join(folder, '..', 'guides.webpub')
    const options = ['--title', ' Field guides ', '--id', 'guides', '--edition', '1.2.0', '--language', 'en']
    const { exitCode, stdout, stderr } = await run(['build', folder, '--out', out, ...options])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('Field guides\n  id guides, edition 1.2.0, language en\n  2 documents')
    expect(await run(['verify', out])).toMatchObject({ exitCode: 0 })
  })

  it('gives it all as JSON, the same for the same folder', async () => {
    const folder = await makeGuides()
    const out = join(folder, '..', 'guides.webpub')
    const authors = ['--author', 'A. Writer', '--author', 'B. Writer']
    const first = toJson(await run(['build', folder, '--out', out, ...authors, '--json']))
    expect(first).toMatchObject({
      out,
      metadata: { edition: '1.0.0', author: ['A. Writer', 'B. Writer'] },
      documents: 2,
      size: (await readFile(out)).length,
      items: [{ outcome: 'imported' }, { outcome: 'imported' }],
    })
    expect(toJson(await run(['build', folder, '--out', out, ...authors, '--json']))).toEqual(first)
  })

  it('keeps files in the order in which they are named', async () => {
    const folder = await makeGuides()
    const files = ['02-radio.md', '01-water.md'].map((name) => join(folder, name))
    const out = join(folder, '..', 'guides.webpub')
    const built = toJson(await run(['build', ...files, '--out', out, '--json']))
    expect(built).toMatchObject({ items: [{ path: '02-radio.md' }, { path: '01-water.md' }] })
    expect(toJson(await run(['inspect', out, '--json']))).toMatchObject({
      documents: [{ title: 'Radio' }, { title: 'Water' }],
    })
  })

  it('names the bundle after the folder, however the folder was written', async () => {
    const folder = await makeGuides()
    const titleOf = async (...sources: string[]): Promise<unknown> =>
      toJson(await run(['build', ...sources, '--out', join(folder, '..', 'guides.webpub'), '--json']))
    const named = { metadata: { title: 'Guides' } }
    expect(await titleOf(`${folder}/.`)).toMatchObject(named)
    expect(await titleOf(`${folder}/./01-water.md`, `${folder}/./02-radio.md`)).toMatchObject(named)
  })

  it('builds what can be read and reports what cannot', async () => {
    const folder = await makeGuides({ 'empty.txt': '' })
    const result = await run(['build', folder, '--out', join(folder, '..', 'a.webpub')])
    expect(result.exitCode).toBe(0)
    expect(result.stderr).toMatch(/^Refused .*empty\.txt.*\n$/)
  })

  it('ends with 1 when nothing can be read', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'empty.txt'), '')
    const argv = ['build', folder, '--out', join(folder, 'a.webpub')]
    const result = await run(argv)
    expect(result).toMatchObject({ exitCode: 1, stdout: '' })
    expect(result.stderr).toMatch(/Refused .*empty\.txt/)
    const json = toJson(await run([...argv, '--json']))
    expect(json).toMatchObject({ error: { code: 'NO_DOCUMENTS' }, items: [{ outcome: 'refused' }] })
    expect(await readdir(folder)).toEqual(['empty.txt'])
  })

  it('ends with 1 when a source is missing or the bundle cannot be written', async () => {
    const folder = await makeGuides()
    const nowhere = await run(['build', '/nowhere/at/all', '--out', join(folder, 'a.webpub'), '--json'])
    expect(nowhere.exitCode).toBe(1)
    const unwritable = await run(['build', folder, '--out', join(folder, 'none', 'a.webpub'), '--json'])
    expect(unwritable.exitCode).toBe(1)
    expect(ErrorJson.parse(toJson(unwritable)).error).toMatchObject({ code: 'NOT_FOUND' })
    const folderItself = await run(['build', folder, '--out', join(folder, '..'), '--json'])
    expect(ErrorJson.parse(toJson(folderItself)).error).toMatchObject({ code: 'FILE_NOT_REGULAR' })
  })

  it('shows its progress on a terminal only, on one line that is gone in the end', async () => {
    const folder = await makeGuides()
    const argv = ['build', folder, '--out', join(folder, '..', 'a.webpub')]
    expect((await run(argv)).stderr).toBe('')
    const { stderr } = await run(argv, { terminal: true })
    expect(stderr).not.toContain('\n')
    expect(stderr.endsWith('\r\u001b[K')).toBe(true)
  })

  it('says how far it is with reading, indexing and writing', async () => {
    const folder = await makeLong()
    const argv = ['build', folder, '--out', join(folder, '..', 'a.webpub')]
    const { stderr } = await run(argv, { terminal: true })
    expect(stderr).toMatch(/Importing \d+ of 40/)
    expect(stderr).toMatch(/Indexing \d+ of 40/)
    expect(stderr).toMatch(/Writing \d+ %/)
  })

  it.each(['Importing', 'Indexing', 'Writing'])(
    'leaves nothing behind when it is interrupted while %s',
    async (phase) => {
      const folder = await makeLong()
      const controller = new AbortController()
      const { exitCode, stdout } = await run(['build', folder, '--out', join(folder, '..', 'a.webpub')], {
        terminal: true,
        signal: controller.signal,
        onStderr: (text) => {
          if (text.includes(phase)) controller.abort()
        },
      })
      expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' })
      expect(await readdir(join(folder, '..'))).toEqual(['guides'])
    },
  )

  it.skipIf(process.platform === 'win32')(
    'leaves nothing behind when Ctrl+C comes while it writes',
    async () => {
      const folder = await makeLong()
      // Larger than what is written before the signal has come through.
      await writeFile(join(folder, 'picture.png'), '')
      await truncate(join(folder, 'picture.png'), 60_000_000)
      await writeFile(join(folder, 'picture.md'), '# Picture\n\n![A picture](picture.png)\n')
      const parent = join(folder, '..')
      const child = spawn(process.execPath, [bin, 'build', folder, '--out', join(parent, 'a.webpub')])
      let stderr = ''
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
      const ended = new Promise<number | null>((done) => child.on('close', done))
      while (child.exitCode === null && (await readdir(parent)).length < 2) await setTimeout(2)
      child.kill('SIGINT')
      expect(await ended).toBe(130)
      expect(stderr).toContain('cancelled')
      expect(await readdir(parent)).toEqual(['guides'])
    },
  )
})
