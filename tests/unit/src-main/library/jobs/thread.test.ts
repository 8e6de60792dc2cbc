// The library's own thread itself, with the threads of importing and indexing under it.
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import type { ImportReportItem } from '../../../../../src-shared/domain/import-job.ts'
import { buildBundle } from '../../../../../src-main/library/build-bundle.ts'
import { buildInThread, verifyInThread } from '../../../../../src-main/library/jobs/thread.ts'
import { verifyBundle } from '../../../../../src-main/publishing/index.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function makeGuides(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-thread-'))
  folders.push(folder)
  await mkdir(join(folder, 'guides'))
  const guides = {
    'water.md': '# Water\n\nBoil it.\n\n## Filters\n\nSand works.\n',
    'radio.md': '# Radio\n\nKeep it dry.\n',
  }
  for (const [name, text] of Object.entries({ ...guides, ...files }))
    await writeFile(join(folder, 'guides', name), text)
  return folder
}

describe('building in a thread', () => {
  it('gives the same bundle and the same account of it as without one', async () => {
    const folder = await makeGuides({ 'empty.txt': '' })
    const sources = [join(folder, 'guides')]
    const phases = new Set<string>()
    let items: readonly ImportReportItem[] = []
    const built = await buildInThread(sources, join(folder, 'a.webpub'), {
      titleFromDocuments: true,
      onProgress: ({ phase, done, total }) => {
        phases.add(phase)
        if (total > 0) expect(done).toBeLessThanOrEqual(total)
      },
      onItems: (all) => (items = all),
    })
    expect([...phases]).toEqual(['scanning', 'importing', 'indexing', 'writing'])
    expect(items).toEqual(built.items)
    expect(built.metadata.title).toBe('Radio and 1 more')
    expect(built).toEqual(await buildBundle(sources, join(folder, 'b.webpub'), { titleFromDocuments: true }))
    expect(await readFile(join(folder, 'a.webpub'))).toEqual(await readFile(join(folder, 'b.webpub')))
  })

  it.each(['scanning', 'importing', 'indexing', 'writing'])(
    'leaves nothing behind when it is cancelled while %s',
    async (phase) => {
      const folder = await makeGuides({
        'long.md': `# Long\n\n${'many words of a long text '.repeat(40_000)}`,
      })
      const controller = new AbortController()
      const building = buildInThread([join(folder, 'guides')], join(folder, 'a.webpub'), {
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) controller.abort()
        },
      })
      await expect(building).rejects.toBeInstanceOf(LecternError)
      await expect(building).rejects.toMatchObject({ code: 'CANCELLED' })
      expect(await readdir(folder)).toEqual(['guides'])
    },
  )

  it('is cancelled by a signal that was given before', async () => {
    const folder = await makeGuides()
    const building = buildInThread([join(folder, 'guides')], join(folder, 'a.webpub'), {
      signal: AbortSignal.abort(),
    })
    await expect(building).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(await readdir(folder)).toEqual(['guides'])
  })

  it('fails with what went wrong in the thread, its code and its details', async () => {
    const folder = await makeGuides()
    const nothing = buildInThread([join(folder, 'none')], join(folder, 'a.webpub'))
    await expect(nothing).rejects.toBeInstanceOf(LecternError)
    await expect(nothing).rejects.toMatchObject({ code: 'NO_DOCUMENTS', details: { files: 1 } })
    const out = join(folder, 'none', 'a.webpub')
    await expect(buildInThread([join(folder, 'guides')], out)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('verifying in a thread', () => {
  it('finds what verifying finds', async () => {
    const folder = await makeGuides()
    const path = join(folder, 'a.webpub')
    await buildBundle([join(folder, 'guides')], path)
    expect(await verifyInThread(path)).toEqual(await verifyBundle(path))
    await truncate(path, 2_000)
    expect((await verifyInThread(path)).problems).toMatchObject([{ code: 'ARCHIVE_DAMAGED' }])
  })

  it('ends early when it is cancelled', async () => {
    const folder = await makeGuides({ 'long.md': `# Long\n\n${'many words of a long text '.repeat(40_000)}` })
    const path = join(folder, 'a.webpub')
    await buildBundle([join(folder, 'guides')], path)
    await expect(verifyInThread(path, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(verifyBundle(path, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
