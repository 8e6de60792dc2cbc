import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DocumentIndex } from '../../../../../src-main/importing/linking/document-index.ts'
import { DocumentReferences } from '../../../../../src-main/importing/linking/references.ts'
import { ResourceShelf } from '../../../../../src-main/importing/linking/resources.ts'
import { DocumentId } from '../../../../../src-shared/domain/ids.ts'

const PNG = Buffer.from('\u0089PNG\r\n\u001a\n.........', 'latin1')
let root: string
let shelf: ResourceShelf
const open = (path = 'docs/a.md'): DocumentReferences =>
  new DocumentReferences({ kind: 'file', path: join(root, path), root, shown: path, chosen: false }, shelf)

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'lectern-links-')))
  mkdirSync(join(root, 'docs', 'pics'), { recursive: true })
  shelf = new ResourceShelf(1000)
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('links', () => {
  it.each([
    ['https://example.org/a?b=1&c#d', 'https://example.org/a?b=1&c#d'],
    [' HTTP://EXAMPLE.org ', 'http://example.org/'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
    ['//example.org/x', 'https://example.org/x'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('lead out: %s', (href, written) => {
    expect(open().link(href)).toBe(written)
  })

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'lectern-link:0',
    'C:\\x.md',
    'https://',
    'https:x',
  ])('are made text: %s', (href) => {
    const references = open()
    expect(references.link(href)).toBeNull()
    expect(references.repairs).toHaveLength(1)
  })

  it('to the top or to nothing are made text without a word', () => {
    const references = open()
    for (const href of ['', '#', ' #top ']) expect(references.link(href)).toBeNull()
    expect(references.repairs).toEqual([])
  })

  it('lead to other documents, to places in them and in their own', () => {
    const index = new DocumentIndex(
      [
        ['docs/a.md', 'docs-a', [['here', 'here-1']]],
        ['docs/b.md', 'docs-b', [['Über', 'über']]],
        ['docs/sub/index.html', 'sub', []],
        ['c d.txt', 'c-d', []],
      ].map(([path, id, anchors]) => ({
        path: join(root, path as string),
        root,
        id: DocumentId.parse(id),
        anchors: new Map(anchors as [string, string][]),
      })),
    )
    const resolve = (href: string): string => {
      const references = open()
      const token = references.link(href)
      const html = `<p><a href="${token ?? ''}" lang="en">t</a> <a href="https://e/">u</a></p>`
      return references.resolve(html, (link) => index.resolve(join(root, 'docs/a.md'), link))
    }
    const tail = ' <a href="https://e/">u</a></p>'
    const linked = (href: string): string => `<p><a href="${href}" lang="en">t</a>${tail}`
    expect(resolve('b.md')).toBe(linked('docs-b.html'))
    expect(resolve('./b.html?x=1#%C3%9Cber')).toBe(linked('docs-b.html#%C3%BCber'))
    expect(resolve('b')).toBe(linked('docs-b.html'))
    expect(resolve('B.MD#gone')).toBe(linked('docs-b.html'))
    expect(resolve('sub/')).toBe(linked('sub.html'))
    expect(resolve('..\\c%20d.txt')).toBe(linked('c-d.html'))
    expect(resolve('/docs/b.md')).toBe(linked('docs-b.html'))
    expect(resolve('#here')).toBe(linked('#here-1'))
    expect(resolve('a.md#here')).toBe(linked('#here-1'))
    expect(resolve('#gone')).toBe(`<p>t${tail}`)
    expect(resolve('gone.md')).toBe(`<p>t${tail}`)
  })

  it('out of the folder lead to nothing', () => {
    const references = open()
    expect(references.link('../../etc/passwd')).toBeNull()
    expect(references.link('%2e%2e/%2e%2e/x.md')).toBeNull()
    expect(references.repairs[0]).toMatch(/^2 links to nothing/)
  })
})

describe('images', () => {
  it('are taken once, with the name of their path, whatever they are asked for as', () => {
    writeFileSync(join(root, 'docs/pics/ä b#.png'), PNG)
    const written = '../resources/docs/pics/%C3%A4%20b%23.png'
    expect(open().image('pics/%C3%A4%20b%23.png')).toBe(written)
    expect(open('docs/pics/x.md').image('./ä b%23.png')).toBe(written)
    expect(shelf.all).toEqual([
      {
        path: 'docs/pics/ä b#.png',
        mediaType: 'image/png',
        file: join(root, 'docs/pics/ä b#.png'),
        size: PNG.length,
      },
    ])
  })

  it('that are missing, too large, no images, remote, embedded or outside are left out and reported', () => {
    writeFileSync(join(root, 'docs/no.png'), '<html>')
    writeFileSync(join(root, 'docs/big.png'), Buffer.concat([PNG, Buffer.alloc(2000)]))
    symlinkSync('/etc/hostname', join(root, 'docs/out.png'))
    const references = open()
    for (const src of [
      'gone.png',
      'no.png',
      'big.png',
      'out.png',
      '../../x.png',
      'http://e/x.png',
      '//e/x.png',
      'data:image/png;base64,AA',
      '',
    ])
      expect(references.image(src)).toBeNull()
    expect(shelf.all).toEqual([])
    expect(references.repairs).toEqual([
      '2 images on other computers left out: http://e/x.png, //e/x.png.',
      '1 embedded image left out.',
      expect.stringMatching(
        /^5 images left out: gone\.png \(it was not found\), no\.png \(it is not an image/,
      ),
    ])
  })

  it('whose names only differ in case get different names', () => {
    writeFileSync(join(root, 'docs/A.png'), PNG)
    writeFileSync(join(root, 'docs/a.png'), PNG)
    expect([open().image('A.png'), open().image('a.png')]).toEqual([
      '../resources/docs/A.png',
      '../resources/docs/a-2.png',
    ])
  })
})
