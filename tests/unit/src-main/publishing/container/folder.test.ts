import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTAINER_LIMITS } from '../../../../../src-main/publishing/container/container.ts'
import { openFolder } from '../../../../../src-main/publishing/container/folder.ts'
import { codeOf, makeFolder } from '../samples.ts'

async function makeBundleFolder(): Promise<string> {
  const folder = await makeFolder()
  await mkdir(join(folder, 'documents'))
  await writeFile(join(folder, 'manifest.json'), '{}')
  await writeFile(join(folder, 'documents', 'a.html'), 'text')
  return folder
}

describe('a folder', () => {
  it('lists its files with their sizes and gives their bytes', async () => {
    const folder = await makeBundleFolder()
    await writeFile(join(folder, '.DS_Store'), 'of no interest')
    const container = await openFolder(folder)
    expect(new Map([...container.files].sort())).toEqual(
      new Map([
        ['documents/a.html', 4],
        ['manifest.json', 2],
      ]),
    )
    expect(container.size).toBe(6)
    expect(Buffer.from(await container.read('documents/a.html')).toString()).toBe('text')
    expect(await codeOf(container.read('documents/b.html'))).toBe('NOT_FOUND')
    expect(await codeOf(container.read('../manifest.json'))).toBe('NOT_FOUND')
  })

  it.skipIf(process.platform === 'win32')('is refused with a link or a pipe in it', async () => {
    const linked = await makeBundleFolder()
    await symlink('/etc/passwd', join(linked, 'documents', 'b.html'))
    expect(await codeOf(openFolder(linked))).toBe('ARCHIVE_HOSTILE')
    const piped = await makeBundleFolder()
    execFileSync('mkfifo', [join(piped, 'pipe')])
    expect(await codeOf(openFolder(piped))).toBe('ARCHIVE_HOSTILE')
  })

  it.skipIf(process.platform === 'win32')('does not follow a file that has become a link since', async () => {
    const folder = await makeBundleFolder()
    const container = await openFolder(folder)
    await rm(join(folder, 'manifest.json'))
    await symlink('/etc/passwd', join(folder, 'manifest.json'))
    expect(await codeOf(container.read('manifest.json'))).toBe('FILE_NOT_REGULAR')
  })

  it('says so when a file has changed since', async () => {
    const folder = await makeBundleFolder()
    const container = await openFolder(folder)
    await appendFile(join(folder, 'manifest.json'), 'more')
    expect(await codeOf(container.read('manifest.json'))).toBe('BUNDLE_DAMAGED')
  })

  it.skipIf(process.platform !== 'linux')('is refused with names that differ in capitals alone', async () => {
    const folder = await makeBundleFolder()
    await writeFile(join(folder, 'Manifest.json'), '{}')
    expect(await codeOf(openFolder(folder))).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused when it holds more than it may', async () => {
    const folder = await makeBundleFolder()
    expect(await codeOf(openFolder(folder, { ...CONTAINER_LIMITS, entries: 1 }))).toBe('ARCHIVE_HOSTILE')
    expect(await codeOf(openFolder(folder, { ...CONTAINER_LIMITS, total: 5 }))).toBe('ARCHIVE_HOSTILE')
    expect(await codeOf(openFolder(folder, { ...CONTAINER_LIMITS, file: 3 }))).toBe('ARCHIVE_HOSTILE')
  })

  it('may have an index as large as all of it, which is read by position', async () => {
    const folder = await makeBundleFolder()
    const limits = { ...CONTAINER_LIMITS, file: 100, total: 1_000 }
    await mkdir(join(folder, 'lectern/index'), { recursive: true })
    await writeFile(join(folder, 'lectern/index/a'), 'x'.repeat(500))
    const container = await openFolder(folder, limits)
    expect(await codeOf(container.read('lectern/index/a'))).toBe('FILE_TOO_LARGE')
    const source = await container.openFile('lectern/index/a')
    expect(source?.size).toBe(500)
    source?.close()
    await writeFile(join(folder, 'documents/b'), 'x'.repeat(101))
    expect(await codeOf(openFolder(folder, limits))).toBe('ARCHIVE_HOSTILE')
  })

  it('is refused with an archive in it', async () => {
    const folder = await makeBundleFolder()
    await writeFile(join(folder, 'inner.zip'), 'x')
    expect(await codeOf(openFolder(folder))).toBe('ARCHIVE_HOSTILE')
  })
})
