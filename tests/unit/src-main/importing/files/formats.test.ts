import { describe, expect, it } from 'vitest'
import {
  findImageType,
  kindByName,
  looksLikeHtml,
  refuseForeign,
} from '../../../../../src-main/importing/files/formats.ts'

describe('kindByName', () => {
  it.each([
    ['a.TXT', 'text'],
    ['README', 'sniff'],
    ['a.md', 'markdown'],
    ['a.xhtml', 'html'],
    ['a.JPG', 'image'],
    ['a.pdf', 'foreign'],
    ['a.css', 'aside'],
    ['a.webpub', 'bundle'],
    ['a.strange', 'sniff'],
  ])('takes %s for %s', (name, kind) => {
    expect(kindByName(name)).toBe(kind)
  })

  it('names the format it does not read and what to do', () => {
    expect(refuseForeign('x/Thesis.DOCX')).toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
      reason: expect.stringContaining('.docx'),
    })
  })
})

describe('findImageType', () => {
  it.each([
    ['image/png', '\u0089PNG\r\n\u001a\n....'],
    ['image/jpeg', '\u00ff\u00d8\u00ff\u00e0'],
    ['image/gif', 'GIF89a'],
    ['image/webp', 'RIFF....WEBPVP8 '],
    ['image/svg+xml', '<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="x">'],
    [null, '<html><svg></svg>'],
    [null, 'GIF is a format'],
    [null, 'plain text'],
  ])('finds %s', (type, head) => {
    expect(findImageType(Buffer.from(head, 'latin1'))).toBe(type)
  })
})

describe('looksLikeHtml', () => {
  it.each([
    [true, '<!DOCTYPE html><p>'],
    [true, '\n <?xml version="1.0"?>\n<html lang="en">'],
    [true, '<!-- saved from a site -->\n<HTML>'],
    [false, '<p>hello'],
    [false, 'The <html> element is the root.'],
    [false, ''],
  ])('says %s of %s', (is, text) => {
    expect(looksLikeHtml(text)).toBe(is)
  })
})
