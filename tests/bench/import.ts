// Importing a folder of files, each format beside the least that could be done with it: the parser alone, or only
// reading the file. Lectern's time has everything in it: the thread, decoding, structure, normal form, links, ids.
import MarkdownIt from 'markdown-it'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'parse5'
import { importSources } from '../../src-main/importing/index.ts'
import { type Article, buildArticles, findDebianPages, toHtml, toMarkdown, toPlainText } from './corpus.ts'
import { mapValues, median, race, type Row, type Subject } from './harness.ts'

interface Format {
  readonly name: string
  readonly extension: string
  readonly baseline: string
  readonly write: (article: Article) => string
  /** The least that could be done with the text of a file. */
  readonly least: (text: string) => unknown
}

const markdown = new MarkdownIt()

const FORMATS: readonly Format[] = [
  {
    name: 'Markdown',
    extension: 'md',
    baseline: 'markdown-it',
    write: toMarkdown,
    least: (text) => markdown.render(text),
  },
  { name: 'HTML', extension: 'html', baseline: 'parse5', write: toHtml, least: (text) => parse(text) },
  {
    name: 'plain text',
    extension: 'txt',
    baseline: 'read only',
    write: toPlainText,
    least: (text) => text.length,
  },
]

/** How much of Debian's documentation is imported, in bytes. */
const DEBIAN_SIZE = 6_000_000

export const importing: Subject = {
  about: 'import of Markdown, HTML and plain text, against markdown-it, parse5 and reading alone',
  run: async ({ scale, say }) => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
    try {
      const rows: Row[] = []
      const articles = buildArticles(Math.round(400 * scale))
      for (const format of FORMATS) {
        const paths = await writeAll(join(folder, format.extension), articles, format)
        rows.push(...(await measure(format, [join(folder, format.extension)], paths)))
      }
      const pages = findDebianPages(DEBIAN_SIZE * scale)
      const [, html] = FORMATS
      if (pages.length === 0 || html === undefined) say('no HTML documentation in /usr/share/doc: left out')
      else rows.push(...(await measure({ ...html, name: 'Debian’s HTML' }, pages, pages)))
      return rows
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function measure(format: Format, sources: readonly string[], paths: readonly string[]): Promise<Row[]> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  const size = sizes.reduce((sum, each) => sum + each, 0)
  let words = 0
  const candidates = {
    lectern: async () => {
      const { documents, items } = await importSources(sources)
      if (documents.length < paths.length * 0.95)
        throw new Error(
          `${paths.length - documents.length} of ${paths.length} files refused: ${JSON.stringify(items[0])}`,
        )
      words = documents.reduce((sum, { wordCount }) => sum + wordCount, 0)
    },
    [format.baseline]: async () => {
      for (const path of paths) format.least(await readFile(path, 'utf8'))
    },
  }
  const times = await race(candidates, { rounds: 3 })
  const by = (amount: number): Record<string, number> => mapValues(times, (each) => amount / median(each))
  return [
    { what: `${format.name}, ${paths.length} files`, unit: 'MB/s', better: 'more', values: by(size / 1e3) },
    { what: `${format.name}, words`, unit: 'kwords/s', better: 'more', values: by(words) },
  ]
}

async function writeAll(folder: string, articles: readonly Article[], format: Format): Promise<string[]> {
  await mkdir(folder)
  for (const article of articles)
    await writeFile(join(folder, `${article.name}.${format.extension}`), format.write(article))
  return (await readdir(folder)).map((name) => join(folder, name))
}
