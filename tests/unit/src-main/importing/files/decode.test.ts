import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeText, findDeclaredCharset } from '../../../../../src-main/importing/files/decode.ts'

const TEXTS = {
  english: 'The ferry left at seven, as it always did, and the fog went with it.\n',
  french:
    'Hier après-midi, la bibliothèque était fermée — « déjà ? » demanda-t-elle. Les pages étaient jaunies, mais très lisibles.\n',
  german:
    'Gestern fanden wir in der Bücherei ein altes Buch. Größe und Gewicht spielen keine Rolle, sagte er.\n',
  simplified: '昨天下午，我们在城里的图书馆里找到了一本旧书，书页已经发黄，但字迹仍然清楚。\n',
  traditional: '昨天下午，我們在城裡的圖書館裡找到了一本舊書，書頁已經發黃，但字跡仍然清楚。\n',
  japanese: '昨日の午後、私たちは町の図書館で古い本を見つけました。ページは黄ばんでいました。\n',
  korean: '어제 오후 우리는 시내 도서관에서 오래된 책을 찾았습니다. 글자는 아직 또렷했습니다.\n',
  russian: 'Вчера днём мы нашли в городской библиотеке старую книгу. Страницы пожелтели, но буквы видны.\n',
}

describe('decodeText', () => {
  it.each([
    ['utf-8', TEXTS.simplified],
    ['utf-8', TEXTS.french],
    ['utf-16le', TEXTS.french],
    ['utf-16be', TEXTS.english],
    ['windows-1252', TEXTS.french],
    ['windows-1252', TEXTS.german],
    ['gb18030', TEXTS.simplified],
    ['big5', TEXTS.traditional],
    ['shift_jis', TEXTS.japanese],
    ['euc-jp', TEXTS.japanese],
    ['euc-kr', TEXTS.korean],
    ['windows-1251', TEXTS.russian],
  ])('recognises %s without being told', (encoding, text) => {
    expect(decodeText(iconv.encode(text.repeat(3), encoding))).toEqual({
      text: text.repeat(3),
      encoding,
      damaged: 0,
    })
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be'])(
    'follows the byte order mark of %s and takes it away',
    (encoding) => {
      for (const text of [TEXTS.english, TEXTS.simplified, 'a'])
        expect(decodeText(iconv.encode(text, encoding, { addBOM: true }))).toEqual({
          text,
          encoding,
          damaged: 0,
        })
    },
  )

  it('reads short Western texts as Windows-1252', () => {
    expect(decodeText(iconv.encode('Le café.', 'windows-1252')).text).toBe('Le café.')
    expect(decodeText(iconv.encode('“Naïve” – said €5', 'windows-1252')).text).toBe('“Naïve” – said €5')
  })

  it('honours the encoding a page declares, but trusts valid UTF-8 more', () => {
    const page = '<meta charset="gb2312"><p>天'
    expect(decodeText(iconv.encode(page, 'gb18030'), findDeclaredCharset(Buffer.from(page))).text).toBe(page)
    expect(decodeText(Buffer.from(page), 'gb2312')).toMatchObject({ text: page, encoding: 'utf-8' })
    expect(decodeText(iconv.encode('<p>ä', 'iso-8859-1'), 'no-such-encoding').text).toBe('<p>ä')
  })

  it('reads UTF-8 with a few wrong bytes as UTF-8, and counts them', () => {
    const bytes = Buffer.concat([
      Buffer.from(TEXTS.simplified),
      Buffer.from([0xff]),
      Buffer.from(TEXTS.simplified),
    ])
    expect(decodeText(bytes)).toMatchObject({ encoding: 'utf-8', damaged: 1 })
  })

  it('turns every line end into a line feed', () => {
    expect(decodeText(Buffer.from('a\r\nb\rc\n\r\nd')).text).toBe('a\nb\nc\n\nd')
  })

  it.each([
    ['a PDF', Buffer.from('%PDF-1.7 and then text')],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004xxxxxxxxx')],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3)) % 256)),
    ],
    ['text with many zeros', Buffer.from('abc\0\0\0\0def\0\0\0')],
  ])('refuses %s', (_what, bytes) => {
    expect(() => decodeText(bytes)).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ code: 'FILE_NOT_TEXT' }) }),
    )
  })

  it('decodes or refuses whatever bytes it is given, and never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          expect(decodeText(bytes).text).not.toMatch(/\r/)
        } catch (error) {
          expect(error).toMatchObject({ refusal: { code: 'FILE_NOT_TEXT' } })
        }
      }),
    )
  })

  it('gives back any text that was written as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        fc.pre(!/[\p{Cc}\ufeff]/u.test(text))
        expect(decodeText(Buffer.from(`x ${text}`)).text).toBe(`x ${text}`)
      }),
    )
  })
})

describe('findDeclaredCharset', () => {
  it.each([
    ['<meta charset=utf-8>', 'utf-8'],
    ['<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS">', 'shift_jis'],
    ['<?xml version="1.0" encoding="Big5"?><html>', 'big5'],
    ['<p>charset=x</p>', undefined],
  ])('reads %s', (head, charset) => {
    expect(findDeclaredCharset(Buffer.from(head))).toBe(charset)
  })
})
