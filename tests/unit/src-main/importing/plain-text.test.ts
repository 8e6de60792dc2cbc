import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlainText } from '../../../../src-main/importing/plain-text.ts'
import type { Page } from '../../../../src-main/importing/page.ts'
import { parseOutline, toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'

const FIXTURES = 'tests/fixtures/import'
const SEEDS = process.env['LECTERN_SEEDS'] ?? resolve('../shared/seeds')
const fixture = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8')

/** Words with a letter or a digit; signs that only mark layout (`*`, `---`, `•`) are no words. */
const words = (text: string): string[] => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
/** Every visible character but those that rules, underlines, bullets and `#` are made of, without white space. */
const ink = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\ufeff\p{Cc}\p{Noncharacter_Code_Point}]|[-=_*~#•·+—–─━═◆◇☆★※⁂^"'`‣◦▪●○■□►▸✓➤]/gu, '')
/** The source without the characters that no document holds. */
const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\ufeff\p{Noncharacter_Code_Point}]|(?![\s\u0085])\p{Cc}/gu, '')
    .replaceAll('\u0085', '\n')
const textOf = (page: Page): string => toCanonicalText(page.normalised.html)
const apart = (page: Page, ...where: string[]): string[] =>
  page.setApart.filter((each) => where.includes(each.where)).map((each) => each.text)
const contents = (page: Page): string[] =>
  parseOutline(page.normalised.html).headings.map(({ level, title }) => `${level} ${title}`)
const captions = (page: Page): string[] =>
  [...page.normalised.html.matchAll(/<figcaption[^>]*>(.*?)<\/figcaption>/gs)].map((match) => match[1] ?? '')

/** Text and what was set apart, in the order of the source; what was set apart within it comes last. */
const everything = (page: Page): string =>
  [...apart(page, 'leading'), textOf(page), ...apart(page, 'trailing'), ...apart(page, 'within')].join('\n')

function expectEveryWord(source: string, page: Page): void {
  const within = apart(page, 'within').flatMap(words)
  // What was set apart within the text is taken out of the source, each word once, in order.
  const left = words(source)
  let next = 0
  if (within.length > 0) {
    const kept = words([...apart(page, 'leading'), textOf(page), ...apart(page, 'trailing')].join('\n'))
    const rest: string[] = []
    for (const word of left) {
      if (word !== kept[rest.length] && word === within[next]) next += 1
      else rest.push(word)
    }
    expect(next).toBe(within.length)
    expect(rest).toEqual(kept)
    return
  }
  expect(words(everything(page))).toEqual(left)
}

describe('readPlainText on books', () => {
  const page = readPlainText(fixture('book.txt'))

  it('finds title, author, and the chapters with their titles', () => {
    expect(page.title).toBe("The Lamplighter's Almanac")
    expect(page.author).toEqual(['Ada Quill'])
    expect(contents(page)).toEqual([
      "1 THE LAMPLIGHTER'S ALMANAC",
      '2 CONTENTS',
      '2 PREFACE',
      '2 CHAPTER I The Street Before Dusk',
      '2 CHAPTER II A Ladder and a Wick',
      '2 CHAPTER III Fog',
    ])
  })

  it('joins broken lines, and a word that a hyphen breaks', () => {
    expect(textOf(page)).toContain('a well-known grey dog that belongs to nobody and eats at four houses.\n')
    expect(textOf(page)).toContain('He counted on his fingers, and I understood that he was walking')
  })

  it('keeps verse line by line, and a row of stars as a break', () => {
    expect(page.normalised.html).toMatch(
      /<pre[^>]*>Bridge and bollard, bank and beam,\n {2}Light the ones above/,
    )
    expect(page.normalised.html.match(/<hr /g)).toHaveLength(1)
  })

  it('sets the licence of the library apart', () => {
    expect(apart(page, 'leading')[0]).toMatch(/^The Project Gutenberg eBook[^]*ALMANAC \*\*\*$/)
    expect(apart(page, 'trailing')[0]).toMatch(/^\*\*\* END OF[^]*addresses\.$/)
    expect(textOf(page)).not.toContain('GUTENBERG')
  })

  it('understands parts, letters and short paragraphs', () => {
    expect(contents(readPlainText(fixture('letters.txt')))).toEqual([
      '1 LETTERS TO A GLAZIER',
      '2 PART ONE',
      '3 LETTER I.',
      '3 LETTER II.',
      '2 PART TWO',
      '3 LETTER III.',
      '2 PART THREE: AN ANSWER',
      '3 LETTER IV.',
    ])
  })

  it('understands Chinese chapters, with a paragraph for every indented line', () => {
    const novel = readPlainText(fixture('novel-zh.txt'))
    expect(contents(novel)).toEqual(['1 渡口的灯', '2 第一章 雾中来客', '2 第二章 皮箱', '2 第三章 对岸'])
    expect(novel.normalised.html).toContain('>“过河吗？”他问。</p>')
  })

  it('joins Chinese lines without a space', () => {
    const line = '春眠不觉晓处处闻啼鸟夜来风雨声花落知多少床前明月光疑是地上霜'
    expect(textOf(readPlainText(`${`${line}\n`.repeat(5)}完。\n`))).toBe(`${line.repeat(5)}完。`)
  })
})

describe('readPlainText on other kinds of text', () => {
  it('reads a memo with numbered sections, running heads and page breaks', () => {
    const memo = readPlainText(fixture('memo.txt'))
    expect(contents(memo)).toEqual([
      '1 The Walking Protocol, Version 2',
      '2 Status of this Memo',
      '2 Table of Contents',
      '2 1. Introduction',
      '2 2. Terms',
      '3 2.1. Walkers',
      '2 3. Procedure',
      '2 4. Security Considerations',
    ])
    expect(textOf(memo)).toContain('in several places they were unclear indeed, the present text')
    expect(apart(memo, 'within')[0]?.match(/\[Page \d\]/g)).toHaveLength(4)
    expect(textOf(memo)).not.toContain('[Page')
  })

  it('nests questions by their numbers, and sections in their articles', () => {
    const faq = ['THE FAQ', 'Chapter 1. Basics', '1.1. What is it?', '1.2. Who made it?!', 'Chapter 2. Use']
    const law = ['THE CHARTER', 'Article I', 'Section 1', 'Section 2', 'Article II', 'Section 1']
    const outline = (lines: readonly string[]): string[] =>
      contents(
        readPlainText(lines.map((line) => `${line}\n\nSome words stand here, and a few more.\n\n`).join('')),
      )
    expect(outline(faq)).toEqual([
      '1 THE FAQ',
      '2 Chapter 1. Basics',
      '3 1.1. What is it?',
      '3 1.2. Who made it?!',
      '2 Chapter 2. Use',
    ])
    expect(
      outline(law)
        .map((line) => line.slice(0, 1))
        .join(''),
    ).toBe('123323')
  })

  it('reads a README with underlined headings, bullets, numbered items and commands', () => {
    const readme = readPlainText(fixture('readme.txt'))
    expect(contents(readme)).toEqual(['1 Pebble 1.4', '2 Installation', '2 Usage', '2 Troubleshooting'])
    expect(readme.normalised.html).toMatch(/<pre[^>]*>\$ tar xf pebble-1\.4\.tar\n\$ cd/)
    expect(readme.normalised.html).toMatch(
      /<ul id="b\d+"><li id="b\d+">`look' shows what would be moved, without moving anything;<\/li>/,
    )
    expect(readme.normalised.html).toMatch(
      /<ul id="b\d+" data-markers="text"><li id="b\d+">1\. The clock is wrong/,
    )
    expect(readme.normalised.html).toMatch(/status 0\.<\/p>\n<p id="b\d+">This is not an error/)
  })

  it('reads minutes with numbered headings and a list', () => {
    const minutes = readPlainText(fixture('minutes.txt'))
    expect(contents(minutes)).toEqual([
      '1 Minutes of the Allotment Society, 14 March',
      '2 1. Minutes of the last meeting',
      '2 2. Water',
      '2 3. Summer fair',
      '2 4. Any other business',
    ])
    expect(minutes.normalised.html.match(/<li /g)).toHaveLength(3)
  })

  it('reads a page of articles off the web: headlines over sub-headings, captions, furniture apart', () => {
    const blog = readPlainText(fixture('blog.txt'))
    expect(contents(blog)).toEqual([
      '1 Three Notes from the Harbour',
      '2 The cranes at the north quay stand still on Sundays, and so do the gulls',
      '3 North Quay',
      '3 What the drivers want',
      '3 What the office offers',
      '2 A ferry that runs on rain water: the long and patient work of one small yard on the island',
      '3 The engine',
      '3 First trial',
    ])
    expect(captions(blog)).toEqual(['Source: Harbour Office'])
    expect(apart(blog, 'leading')).toEqual(['Popular Posts\nHome > Notes > Harbour'])
    expect(apart(blog, 'trailing')[0]).toMatch(/^Leave a comment\nName\n[^]*reserved\.$/)
  })

  it('makes neither title nor headings where there are none', () => {
    const prose = readPlainText(
      'It rained.\n\nIt went on raining, and nobody said a word about it until Monday.\n',
    )
    expect(prose.title).toBeUndefined()
    expect(contents(prose)).toEqual([])
    expect(contents(readPlainText('milk\neggs\nbread\n'))).toEqual([])
    expect(
      contents(
        readPlainText('"Who is there?"\n\n"It is I."\n\n"Come in, then," she said, and he came in.\n'),
      ),
    ).toEqual([])
  })

  it('takes no list of names for headings', () => {
    const names = ['Present', 'Anna Bloom', 'Karl Weiss', 'Otto Grün', 'Emma Stein'].join('\n\n')
    const text = `Annual Meeting\n\n${names}\n\nThe meeting was opened at eight by the chair, who thanked everybody.\n\nIt was closed at nine.\n`
    expect(contents(readPlainText(text))).toEqual(['1 Annual Meeting'])
  })

  it('reads lists with a lead-in, inner items and letters', () => {
    const { html } = readPlainText(
      'Take with you:\n- bread\n  - white\n  - brown\n- water\n\na) one\nb) two\n',
    ).normalised
    expect(html.replace(/ id="[^"]*"/g, '')).toBe(
      '<p>Take with you:</p>\n<ul><li><p>bread</p>\n<ul><li>white</li>\n<li>brown</li></ul></li>\n<li>water</li></ul>\n' +
        '<ul data-markers="text"><li>a) one</li>\n<li>b) two</li></ul>',
    )
  })

  it('keeps a single marked line as text, and a year at the start of a line', () => {
    expect(textOf(readPlainText('* See the note on page 4 of the first volume.\n'))).toBe(
      '* See the note on page 4 of the first volume.',
    )
    const broken =
      'She was born in the spring of the year that everybody still spoke of, and\n1984. That was later, when nobody listened to the radio any more, and\n7. came and went.\n'
    expect(textOf(readPlainText(broken))).toBe(broken.replaceAll('\n', ' ').trim())
  })
})

describe('readPlainText on every word', () => {
  it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.txt')))('keeps every word of %s', (name) => {
    // A word broken by a hyphen, or Chinese lines, are joined; that is the one change of white space within words.
    const source = fixture(name)
      .replace(/(\p{L})-\n(\p{Ll})/gu, '$1-$2')
      .replace(/\f/g, '\n')
    expectEveryWord(source, readPlainText(source))
  })

  it('keeps every character of any text', () => {
    const line = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .lorem({ maxCount: 12 })
          .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`),
      },
      { weight: 2, arbitrary: fc.lorem({ maxCount: 4 }).map((text) => `${text}.`) },
      { weight: 4, arbitrary: fc.constantFrom('', '', '\u00a0', ' ', '\f') },
      {
        weight: 5,
        arbitrary: fc.constantFrom(
          'CHAPTER I',
          'IV.',
          '1. Introduction',
          '2.1 Method',
          '- item',
          '* item',
          '  - inner',
          '3) three',
          'a. alpha',
          'PART TWO',
          'ALL IN CAPITALS',
          'Source: somewhere',
          'Contact Form',
          'Powered by X',
          'Advertisement',
          'Home',
          '第一章 开始',
          '　　天地。',
          '字字字',
          'A title: with more',
          'Is it?',
          'Contents',
          '    indented = code;',
          '\ttab',
          'a   b   c',
          '| x | y |',
          '"Quoted."',
          'http://example.org/ Download here',
          'o  item',
          'no end-',
          'x\u00a0y\u00a0',
          '\u00a0lead',
          'By Ann Other',
          '4 May 2020',
          '*** START OF THE PROJECT GUTENBERG EBOOK X ***',
          '*** END OF THE PROJECT GUTENBERG EBOOK X ***',
          'Title: A Book',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const source = lines.join('\n')
        const page = readPlainText(source)
        const sorted = (text: string): string => Array.from(ink(text)).toSorted().join('')
        expect(sorted(everything(page))).toBe(sorted(source))
        // Words are only ever joined at a hyphen that ends a line, and in scripts without spaces.
        if (
          !/-\s*\n|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u.test(
            source,
          )
        )
          expect(words(everything(page).toWellFormed()).toSorted()).toEqual(words(cleaned(source)).toSorted())
      }),
      { numRuns: 1500 },
    )
  })

  it('keeps rules and underlines out, and nothing else', () => {
    const page = readPlainText(
      'Title\n=====\n\nText of it.\n\n* * *\n\nMore text.\n\n-----\n\nOver\n~~~~\n\nEnd of it.\n',
    )
    expect(words(textOf(page))).toEqual('Title Text of it. More text. Over End of it.'.split(' '))
  })

  it('survives 5 MB in one line, 200,000 lines, 100,000 bullets and blank lines', () => {
    expect(textOf(readPlainText('word '.repeat(1_000_000))).length).toBe(4_999_999)
    expect(textOf(readPlainText('Line of text\n'.repeat(200_000))).length).toBe(13 * 200_000 - 1)
    expect(words(textOf(readPlainText('- item\n\n'.repeat(100_000))))).toHaveLength(100_000)
    expect(words(textOf(readPlainText('Heading\n\n'.repeat(100_000))))).toHaveLength(100_000)
    expect(
      words(
        textOf(
          readPlainText(
            'Label here\nThis line is full to the very end of the width it has here\n'.repeat(50_000),
          ),
        ),
      ),
    ).toHaveLength(800_000)
    expect(readPlainText('\n'.repeat(1_000_000)).normalised.html).toBe('')
    expect(textOf(readPlainText('<'.repeat(1_000_000))).length).toBe(1_000_000)
    expect(textOf(readPlainText(`${'1.'.repeat(50_000)} x ${'('.repeat(50_000)}`)).length).toBeGreaterThan(
      150_000,
    )
  })
})

const seedsThere = existsSync(SEEDS)
if (!seedsThere)
  console.warn(`The sample documents are not at ${SEEDS}: the tests of their structure are left out.`)

describe.skipIf(!seedsThere)(
  'readPlainText on the sample documents (left out only where they are absent)',
  () => {
    const read = (start: string): { source: string; page: Page } => {
      const name = readdirSync(SEEDS).find((each) => each.startsWith(start))
      const source = readFileSync(join(SEEDS, name ?? start), 'utf8')
      return { source, page: readPlainText(source) }
    }

    it('finds the title and sub-headings of the single article, and sets its last line apart', () => {
      const { source, page } = read('000')
      expectEveryWord(source.replace(/\u00a0/g, ' '), page)
      expect(contents(page).map((line) => line.slice(0, 30))).toEqual([
        "1 Millet's first US conference",
        '2 Millet hot conference: dazzl',
        '2 Do not consider listed paten',
      ])
      expect(apart(page, 'trailing')).toHaveLength(1)
    })

    it('finds every article of the long page, with the sub-headings of the last two below them', () => {
      const { source, page } = read('003')
      expectEveryWord(source.replace(/\u00a0/g, ' '), page)
      expect(contents(page).map((line) => line.slice(0, 34))).toEqual([
        '1 Update on Brazil Germany China a',
        '2 Brazil discovers a new variant o',
        '2 Important finding! German bioinf',
        '2 China COVID Official: timely, ad',
        '2 Jeremy Lin was criticized as "ne',
        '2 The opponent has gone ashore to ',
        '3 Others are hoarding technology, ',
        '3 Xiaomi has to refine the supply ',
        '3 Mobile phone industry getting mo',
        '3 Can Xiaomi continue to play?',
        '2 Xiaomi Marketing releases a new ',
        '3 Flow logic of Xiaomi Marketing N',
        '3 Xiaomi Marketing Releases a New ',
        '3 Scene marketing becomes a new tr',
        '3 Intelligent Marketing Engine',
        '3 Xiaomi Marketing becomes AIoT Ma',
      ])
    })

    it('knows captions and sources from headings, and web furniture from text', () => {
      const { page } = read('003')
      expect(captions(page)).toEqual([
        'COVID-19',
        'Coronavirus in Germany',
        'Source: WeChat ID of the National Medical Insurance Administration',
        'Coronavirus America',
        'Xiaomi Logo',
        'Xiaomi Company',
        'Source: Essence Securities Research Institute',
        'Source: Prospective Industry Research Institute',
        'Source: Tianfeng Securities Research Institute',
        'Source: Gartner',
      ])
      expect(apart(page, 'leading')).toEqual(['Latest Post'])
      expect(apart(page, 'trailing')[0]).toMatch(
        /^Contact Form\nName\nEmail \*\nMessage \*\nPowered by Blogger\.\nJavascript/,
      )
      expect(page.normalised.html).toMatch(/<p [^>]*>Is the mobile phone industry going to change\?<\/p>/)
    })
  },
)
