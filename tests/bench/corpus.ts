// The texts that are measured: the default library and the sample documents, cut into sentences and put together
// anew to any size, always the same. Rare words are added, since a real collection of that size has them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { IndexedDocument } from '../../src-main/indexing/index.ts'
import { DocumentId, Language } from '../../src-shared/domain/ids.ts'

const ROOT = join(import.meta.dirname, '../..')
const DEBIAN = '/usr/share/doc'
const SEEDS = join(ROOT, '../shared/seeds')

/** A document before it has a format. */
export interface Article {
  readonly name: string
  readonly title: string
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[]
}

/** Numbers from 0 to 1, the same row for the same seed (mulberry32). */
export function openRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** So many articles of about 4,000 characters, made of the sentences of the library and the sample documents. */
export function buildArticles(count: number, seed = 1): Article[] {
  const random = openRandom(seed)
  const sentences = readSentences()
  const pick = (): string => addRareWord(sentences[Math.floor(random() * sentences.length)] ?? '', random)
  const many = <T>(from: number, to: number, make: () => T): T[] =>
    Array.from({ length: from + Math.floor(random() * (to - from + 1)) }, make)
  return Array.from({ length: count }, (_, index) => ({
    name: `article-${String(index).padStart(5, '0')}`,
    title: toTitle(pick()),
    sections: many(3, 6, () => ({
      heading: toTitle(pick()),
      paragraphs: many(2, 4, () => many(2, 5, pick).join(' ')),
    })),
  }))
}

export function toMarkdown({ title, sections }: Article): string {
  const parts = sections.map(({ heading, paragraphs }) => `## ${heading}\n\n${paragraphs.join('\n\n')}\n`)
  return `# ${title}\n\n${parts.join('\n')}`
}

export function toPlainText({ title, sections }: Article): string {
  const parts = sections.map(({ heading, paragraphs }) => `${heading}\n\n${paragraphs.join('\n\n')}\n`)
  return `${title}\n\n${parts.join('\n')}`
}

export function toHtml({ title, sections }: Article): string {
  const parts = sections.map(
    ({ heading, paragraphs }) =>
      `<h2>${escape(heading)}</h2>\n${paragraphs.map((text) => `<p>${escape(text)}</p>`).join('\n')}`,
  )
  return `<!doctype html>\n<html lang="en"><head><title>${escape(title)}</title></head>\n<body><h1>${escape(title)}</h1>\n${parts.join('\n')}\n</body></html>\n`
}

/** The article in normal form, as importing would hand it on. */
export function toDocument(article: Article): IndexedDocument {
  let count = 0
  const block = (tag: string, text: string): string =>
    `<${tag} id="b${(count += 1)}">${escape(text)}</${tag}>\n`
  const sections = article.sections.map(
    ({ heading, paragraphs }) => block('h2', heading) + paragraphs.map((text) => block('p', text)).join(''),
  )
  return {
    id: DocumentId.parse(article.name),
    title: article.title,
    language: Language.parse('en'),
    html: block('h1', article.title) + sections.join(''),
  }
}

/**
 * HTML pages of Debian's documentation, evenly from all that there are, up to about so many bytes; none where there
 * are none. Pages under 2 kB and over 1 MB are left out.
 */
export function findDebianPages(size: number): string[] {
  if (!existsSync(DEBIAN)) return []
  const pages = readdirSync(DEBIAN, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }))
    .filter(({ bytes }) => bytes >= 2_000 && bytes <= 1_000_000)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const all = pages.reduce((sum, { bytes }) => sum + bytes, 0)
  const every = Math.max(1, Math.round(all / size))
  return pages.filter((_, index) => index % every === 0).map(({ path }) => path)
}

/** Sentences of the default library and, where they are, of the sample documents. */
function readSentences(): string[] {
  const folders = ['handbook', 'dossier'].map((name) => join(ROOT, 'resources/library', name))
  const files = [...folders, ...(existsSync(SEEDS) ? [SEEDS] : [])].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(md|txt)$/.test(name))
      .sort()
      .map((name) => join(folder, name)),
  )
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n\n')
  return text
    .split(/(?<=[.!?])\s+|\n\s*\n/)
    .map((sentence) =>
      sentence
        .replace(/[#*_`>|[\]]/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((sentence) => sentence.split(' ').length > 3 && sentence.length < 400)
}

const SYLLABLES = 'ba de fi go lu ma ne pi ro su ta ve xi zo kra sten mol tri'.split(' ')

/** Puts a made-up word after the sentence's first words; frequent ones come back often, as Zipf's law has it. */
function addRareWord(sentence: string, random: () => number): string {
  let rank = Math.floor(Math.exp(random() * 10))
  let word = ''
  for (; rank > 0; rank = Math.floor(rank / SYLLABLES.length))
    word += SYLLABLES[rank % SYLLABLES.length] ?? ''
  const at = sentence.indexOf(' ', Math.floor(random() * sentence.length))
  return at < 0 ? `${sentence} ${word}` : `${sentence.slice(0, at)} ${word}${sentence.slice(at)}`
}

function toTitle(sentence: string): string {
  return sentence
    .split(' ')
    .slice(0, 6)
    .join(' ')
    .replace(/[^\p{L}\p{N}]+$/u, '')
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
