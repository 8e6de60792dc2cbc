import { describe, expect, it } from 'vitest'
import type { ContentsEntry } from '../../../../src-shared/domain/bundle.ts'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { buildContents, parseContents, toManifestContents } from '../../../../src-main/publishing/contents.ts'

const id = DocumentId.parse('a')

function show(entries: readonly ContentsEntry[], depth = 0): string[] {
  return entries.flatMap((entry) => [
    `${'  '.repeat(depth)}${entry.title}${entry.blockId === undefined ? '' : ` #${entry.blockId}`}`,
    ...show(entry.children, depth + 1),
  ])
}

function contentsOf(title: string, headings: readonly string[]): string[] {
  const html = headings
    .map((heading, index) => `<h${heading[0]} id="b${index}">${heading.slice(2)}</h${heading[0]}>`)
    .join('\n')
  return show(buildContents([{ id, title, html }]))
}

describe('the contents of a document', () => {
  it('nest by level, also where a level is skipped', () => {
    expect(contentsOf('Guide', ['2 One', '4 Deep', '3 Less', '2 Two', '1 Top', '2 Under'])).toEqual([
      'Guide',
      '  One #b0',
      '    Deep #b1',
      '    Less #b2',
      '  Two #b3',
      '  Top #b4',
      '    Under #b5',
    ])
  })

  it('enter a title once that the only top heading repeats', () => {
    expect(contentsOf('Guide', ['1 Guide', '2 One', '2 Two'])).toEqual(['Guide', '  One #b1', '  Two #b2'])
    expect(contentsOf('Guide', ['1 Guide'])).toEqual(['Guide'])
  })

  it('keep a heading that repeats the title beside others of its level', () => {
    expect(contentsOf('Guide', ['1 Guide', '2 One', '1 Other'])).toEqual([
      'Guide',
      '  Guide #b0',
      '    One #b1',
      '  Other #b2',
    ])
  })

  it('leave out headings without text', () => {
    expect(contentsOf('Guide', ['1 ', '2 One'])).toEqual(['Guide', '  One #b1'])
  })

  it('survive the manifest, with any block id', () => {
    const html = '<h2 id="ein Übel #1%">Übel</h2>'
    const entries = buildContents([{ id, title: 'Guide', html }])
    const links = toManifestContents(entries)
    expect(links[0]?.children?.[0]?.href).toBe('documents/a.html#ein%20%C3%9Cbel%20%231%25')
    expect(parseContents(links, new Map([['documents/a.html', id]]), 'some.webpub')).toEqual(entries)
  })
})
