// Documents for the tests of indexing and searching: small ones written here, bodies in normal form, and an open
// bundle made of them without a file. Not a test.
import { BundleId, DocumentId, Edition, Language, Sha256 } from '../../../../src-shared/domain/ids.ts'
import type { SearchRequest, SearchScope } from '../../../../src-shared/domain/search.ts'
import { buildIndexFile, type IndexedDocument } from '../../../../src-main/indexing/build-index.ts'
import type { Readable, SearchableBundle } from '../../../../src-main/searching/shelf.ts'

type Block = readonly [tag: string, text: string]

/** A body in normal form: blocks with ids, a line break after each. */
export function toBody(blocks: readonly Block[]): string {
  return blocks.map(([tag, text], index) => `<${tag} id="b${index}">${escape(text)}</${tag}>\n`).join('')
}

export function toDocument(
  id: string,
  title: string,
  blocks: readonly Block[],
  language = 'en',
): IndexedDocument {
  return { id: DocumentId.parse(id), title, language: Language.parse(language), html: toBody(blocks) }
}

/** An open bundle of the documents, with a sound index; `more` takes the place of what it has. */
export function toReadable(documents: readonly IndexedDocument[], more: Partial<Readable> = {}): Readable {
  const file = buildIndexFile(documents)
  return {
    documents: documents.map(({ id, title, language }) => ({
      id,
      title,
      language,
      direction: 'ltr',
      wordCount: 0,
      sha256: Sha256.parse('0'.repeat(64)),
    })),
    index: { path: file.path, descriptor: file.descriptor },
    readFile: () =>
      Promise.resolve({ bytes: file.content.read(0, file.content.size), mediaType: 'application/json' }),
    readDocument(id) {
      const found = documents.find((document) => document.id === id)
      return found
        ? Promise.resolve({ html: found.html, setApart: [] })
        : Promise.reject(new Error(`No ${id}`))
    },
    close: () => Promise.resolve(),
    ...more,
  }
}

export function toBundle(id: string, path = id): SearchableBundle {
  return { bundleId: BundleId.parse(id), edition: Edition.parse('1.0.0'), title: `Bundle ${id}`, path }
}

export function ask(text: string, more: Partial<SearchRequest> = {}): SearchRequest {
  const scope: SearchScope = { kind: 'everything' }
  return { text, scope, typing: false, offset: 0, limit: 50, ...more }
}

/** Briefs with the things that are hard to find: codes, figures, curly apostrophes, hyphens, several headings. */
export const BRIEFS: readonly IndexedDocument[] = [
  toDocument('virus', 'Coronavirus research', [
    ['h1', 'Coronavirus research'],
    ['p', 'The variant in Brazil is known as P.1 and carries the mutation E484K.'],
    ['h2', 'The enzyme finding'],
    [
      'p',
      'Researchers found an enzyme, GK1, that slows the virus. Costs are US$4 a dose; 2,070,09 doses exist.',
    ],
    ['h2', 'Images'],
    ['p', 'Images of the spike were imagined before imaging was possible.'],
  ]),
  toDocument('charger', 'Charger and supply chain', [
    ['h1', 'The charger'],
    [
      'p',
      'Xiaomi’s charger fills a phone in 2.4 seconds, it is said. The supply-chain is short of MLCC parts.',
    ],
    ['h2', 'Hoarding'],
    ['p', 'Makers hoard chips. A chain of supply firms sold 289 million pieces by e-mail and Wi-Fi.'],
    ['h3', 'Figures'],
    ['p', 'Firms in C++ and .NET shops paid more than the C shops.'],
  ]),
  toDocument('empty', 'An untitled picture', []),
  toDocument(
    'tokyo',
    '東京',
    [
      ['h1', '東京都庁'],
      ['p', '東京都は日本の首都です。สวัสดีชาวโลก 서울에서 만나요.'],
    ],
    'ja',
  ),
  toDocument(
    'haus',
    'Das Haus',
    [
      ['h1', 'Häuser'],
      ['p', 'Die Häuser an der Straße waren größer, und İstanbul liegt in der Türkei.'],
    ],
    'de',
  ),
]

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
