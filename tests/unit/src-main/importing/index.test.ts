import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importSources, isBundlePath } from '../../../../src-main/importing/index.ts'
import { Document, Resource } from '../../../../src-shared/domain/document.ts'
import type { ImportProgress } from '../../../../src-shared/domain/import-job.ts'
import { ImportReportItem } from '../../../../src-shared/domain/import-job.ts'
import { parseOutline, toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'

const PNG = Buffer.from('\u0089PNG\r\n\u001a\n.........', 'latin1')
let folder: string
const put = (path: string, content: string | Buffer = 'Some text here.\n'): string => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'lectern-import-')))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('importSources', () => {
  it('imports a folder: documents in order, links and images between them, a line for every file', async () => {
    put('10-end.txt', 'The End\n\nIt ends here, after all that has been said and done.\n')
    put(
      '2-middle.html',
      '<html lang="de"><title>Mitte</title><body><h1 id="top-1">M</h1><p><a href="10-end.txt">x</a> <a href="1-start.md#who-is-it">y</a><img src="i/a.png" alt="A">',
    )
    put(
      '1-start.md',
      '# Start\n\n## Who is it?\n\nSee [the middle](2-middle.html#top-1), [nothing](none.md) and ![A](i/a.png).\n',
    )
    put('i/a.png', PNG)
    put('i/unused.png', PNG)
    put('style.css', 'p {}')
    const { documents, resources, items, title } = await importSources([folder])
    for (const document of documents) expect(Document.parse(document)).toEqual(document)
    for (const resource of resources) expect(Resource.parse(resource)).toEqual(resource)
    for (const item of items) expect(ImportReportItem.parse(item)).toEqual(item)
    expect(documents.map(({ id, title: name, language }) => [id, name, language])).toEqual([
      ['1-start', 'Start', 'en'],
      ['2-middle', 'Mitte', 'de'],
      ['10-end', 'The End', 'en'],
    ])
    expect(documents[0]?.html).toContain(
      '<a href="2-middle.html#top-1">the middle</a>, nothing and <img src="../resources/i/a.png" alt="A"/>',
    )
    expect(documents[1]?.html).toContain('<a href="10-end.html">x</a> <a href="1-start.html#who-is-it">y</a>')
    expect(resources.map((resource) => resource.path)).toEqual(['i/a.png'])
    expect(items.map((item) => [item.path, item.outcome])).toEqual([
      ['1-start.md', 'repaired'],
      ['2-middle.html', 'imported'],
      ['10-end.txt', 'imported'],
      ['i/a.png', 'resource'],
      ['i/unused.png', 'ignored'],
      ['style.css', 'ignored'],
    ])
    expect(items[0]).toMatchObject({ repairs: ['1 link to nothing in this import made text: none.md.'] })
    expect(documents[2]?.wordCount).toBe(13)
    expect(title).toMatch(/^Lectern import/)
  })

  it('refuses every bad file with its reason and remedy, and imports the others', async () => {
    put('good.txt')
    put('empty.txt', '')
    put('blank.md', ' \n\n \n')
    put('binary.txt', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)))
    put('photo.txt', PNG)
    put('paper.pdf', '%PDF-1.4')
    put('other.webpub', 'PK')
    put('strange.xyz', Buffer.from([0, 1, 2, 3, 0, 0, 0, 5]))
    put('large.txt', '')
    truncateSync(join(folder, 'large.txt'), 200_000_000)
    execFileSync('mkfifo', [join(folder, 'pipe.txt')])
    symlinkSync('/etc/passwd', join(folder, 'out.txt'))
    put('a\u202etxt.exe')
    const { documents, items } = await importSources([folder, '/dev/zero', join(folder, 'gone.md')])
    expect(documents.map((document) => document.source.path.split('/').at(-1))).toEqual(['good.txt'])
    const refused = items.flatMap((item) => (item.outcome === 'refused' ? [item] : []))
    for (const { reason, remedy } of refused)
      expect([reason, remedy].every((text) => text.endsWith('.'))).toBe(true)
    expect(Object.fromEntries(refused.map((item) => [item.path.split('/').at(-1), item.code]))).toEqual({
      'a\\u{202e}txt.exe': 'NAME_HOSTILE',
      'binary.txt': 'FILE_NOT_TEXT',
      'blank.md': 'FILE_EMPTY',
      'empty.txt': 'FILE_EMPTY',
      'gone.md': 'NOT_FOUND',
      'large.txt': 'FILE_TOO_LARGE',
      'other.webpub': 'FORMAT_UNSUPPORTED',
      'out.txt': 'FILE_NOT_REGULAR',
      'paper.pdf': 'FORMAT_UNSUPPORTED',
      'photo.txt': 'FILE_NOT_TEXT',
      'pipe.txt': 'FILE_NOT_REGULAR',
      'strange.xyz': 'FILE_NOT_TEXT',
      zero: 'FILE_NOT_REGULAR',
    })
  })

  it('says what it mended', async () => {
    put('a.txt', iconv.encode('Größe und Gewicht spielen hier für Bücher keine Rolle.\n', 'windows-1252'))
    put(
      'b.txt',
      'A text\u0001 with a\u0002 few controls in it, but not too many of them to be a text.\n'.padEnd(
        400,
        'x ',
      ),
    )
    put('c.txt', '<!DOCTYPE html><html><body><p>Really a page.')
    put('d.html', `${'<blockquote>'.repeat(100)}deep`)
    put(
      'e.html',
      '<p>a<img src="https://e/x.png" alt="view"><button>Press</button><a href="javascript:x">b</a>',
    )
    const { items } = await importSources([folder])
    expect(items.map((item) => (item.outcome === 'repaired' ? item.repairs : item.outcome))).toEqual([
      ['Converted from windows-1252.'],
      ['2 control characters taken out.'],
      ['Read as the web page that it is.'],
      [expect.stringMatching(/^\d+ elements nested too deep made plain\.$/)],
      [
        '1 passage set apart from the reading text.',
        '1 image on another computer left out: https://e/x.png.',
        '1 link of a kind that is not opened made text: javascript:x.',
      ],
    ])
  })

  it('imports a single file with the images beside it, and takes its title', async () => {
    put('pics/a.png', PNG)
    const file = put('my_note.md', 'Text ![A](pics/a.png) ![B](../outside.png)\n')
    const { documents, resources, items, title } = await importSources([file])
    expect(title).toBe('My note')
    expect(documents[0]).toMatchObject({
      id: 'my_note',
      title: 'My note',
      source: { mediaType: 'text/markdown', encoding: 'utf-8' },
    })
    expect(resources).toHaveLength(1)
    expect(items.map((item) => item.outcome)).toEqual(['repaired', 'resource'])
  })

  it('gives documents a canonical text that their outline and words agree with', async () => {
    put(
      'a.txt',
      'One Title\n\nFirst paragraph of it, which is a sentence.\n\nA heading\n\nSecond paragraph, which is a sentence too.\n',
    )
    const { documents } = await importSources([folder])
    const { text, headings } = parseOutline(documents[0]!.html)
    expect(toCanonicalText(documents[0]!.html)).toBe(text)
    expect(headings.map((heading) => text.slice(heading.offset).split('\n')[0])).toEqual(
      headings.map((heading) => heading.title),
    )
    expect(documents[0]?.wordCount).toBe(text.split(/\s+/).length)
  })

  it('reports progress file by file', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) put(name)
    const seen: ImportProgress[] = []
    await importSources([folder], { onProgress: (progress) => seen.push(progress) })
    expect(seen).toEqual([
      { phase: 'scanning', done: 0, total: 0, current: '' },
      { phase: 'importing', done: 0, total: 3, current: 'a.txt' },
      { phase: 'importing', done: 1, total: 3, current: 'b.txt' },
      { phase: 'importing', done: 2, total: 3, current: 'c.txt' },
      { phase: 'importing', done: 3, total: 3, current: '' },
    ])
  })

  it('is cancelled before it starts, and in the middle of a file', async () => {
    put('a.html', '<p>x<b>y</b>'.repeat(400_000))
    await expect(importSources([folder], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    const controller = new AbortController()
    const onProgress = (progress: ImportProgress): void => {
      if (progress.phase === 'importing') controller.abort()
    }
    await expect(importSources([folder], { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
  })

  it('refuses a file that takes longer than a file may, and imports the others', async () => {
    put('a.txt')
    // A file of many megabytes cannot be parsed in the time that the small one needs many times over.
    put('slow.html', `<table>${'<i></i>'.repeat(6_000_000)}`)
    const { documents, items } = await importSources([folder], { limits: { fileSeconds: 1 } })
    expect(documents).toHaveLength(1)
    expect(items[1]).toMatchObject({ outcome: 'refused', path: 'slow.html', code: 'TIMED_OUT' })
  })

  it('gives nothing, and no error, for nothing', async () => {
    expect(await importSources([])).toEqual({ documents: [], resources: [], items: [], title: 'Untitled' })
    expect((await importSources([folder])).items).toEqual([])
  })
})

describe('isBundlePath', () => {
  it('knows bundles by their name, or by what a folder holds', () => {
    put('x/manifest.json', '{}')
    put('y/manifest.json', '{}')
    put('y/lectern/edition.json', '{}')
    expect(isBundlePath(put('a.webpub'))).toBe(true)
    expect(isBundlePath(join(folder, 'y'))).toBe(true)
    expect(isBundlePath(join(folder, 'x'))).toBe(false)
    expect(isBundlePath(put('a.txt'))).toBe(false)
    expect(isBundlePath(join(folder, 'gone.webpub'))).toBe(false)
  })
})
