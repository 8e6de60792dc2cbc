import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStaticFiles } from '../../../../../../src-main/hosts/web/http/static-files.ts'
import { writeFiles } from '../../../library/doubles.ts'

let parent: string

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'lectern-static-'))
  await writeFiles(parent, {
    'secret.json': '{}',
    'site/index.html': '<!doctype html>',
    'site/assets/index-abc.js': 'export {}',
    'site/assets/font.woff2': new Uint8Array([1, 2, 3]),
    'site/assets/index-abc.js.map': '{}',
    'site/.hidden': 'x',
  })
})

afterAll(async () => {
  await rm(parent, { recursive: true, force: true })
})

describe('static files', () => {
  it('serves the page, scripts and fonts with their types', async () => {
    const files = openStaticFiles(join(parent, 'site'))
    expect(await files.find('/')).toMatchObject({ mediaType: 'text/html; charset=utf-8', forever: false })
    expect(await files.find('/assets/index-abc.js')).toMatchObject({ forever: true })
    const font = await files.find('/assets/font.woff2')
    expect(font?.mediaType).toBe('font/woff2')
    expect([...(font?.bytes ?? [])]).toEqual([1, 2, 3])
  })

  it('tells contents apart by their tag', async () => {
    const files = openStaticFiles(join(parent, 'site'))
    const [page, script] = [await files.find('/'), await files.find('/assets/index-abc.js')]
    expect(page?.etag).not.toBe(script?.etag)
    expect(page?.etag).toBe((await openStaticFiles(join(parent, 'site')).find('/index.html'))?.etag)
  })

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/assets/../../secret.json',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    '//secret.json',
    '\\..\\secret.json',
    '/assets/index-abc.js.map',
    '/.hidden',
    '/constructor',
    '/__proto__',
    '',
  ])('has nothing at %s', (path) => {
    expect(openStaticFiles(join(parent, 'site')).find(path)).toBeNull()
  })

  it('says so when there is no interface', () => {
    expect(() => openStaticFiles(join(parent, 'nowhere'))).toThrow('ENOENT')
  })
})
