// Markdown: front matter, then CommonMark with tables, strikethrough and footnotes. Raw HTML in it is read as HTML.

import MarkdownIt from 'markdown-it'
import footnote from 'markdown-it-footnote'
import { parseDocument } from 'yaml'
import type { SetApart } from '../../src-shared/domain/document.ts'
import { findControl, writePage } from './html.ts'
import { collapseSpace } from './normal-form/characters.ts'
import type { References } from './normal-form/html-tree.ts'
import { parseHtml } from './normal-form/parse-html.ts'
import type { Page } from './page.ts'

/** Longest front matter that is read, in UTF-16 units. */
const LONGEST_FRONT = 65_536

/** How deep quotations and lists may nest for the parser. */
const DEEPEST = 100

const markdown = buildParser()

/** What stands between `---` lines at the top of a file. */
interface FrontMatter {
  readonly fields: Pick<Page, 'title' | 'language' | 'author' | 'description'>
  /** The source after the front matter. */
  readonly rest: string
  /** Front matter that could not be read, word for word. */
  readonly unread?: string
}

/** A Markdown file in normal form. */
export function readMarkdown(source: string, references: References): Page {
  const front = readFrontMatter(source)
  const body = parseHtml(markdown.render(front.rest))
  const { normalised, setApart } = writePage(body, references, findControl)
  const unread: SetApart[] = front.unread === undefined ? [] : [{ where: 'leading', text: front.unread }]
  return {
    normalised,
    setApart: [...unread, ...setApart],
    repairs: front.unread === undefined ? [] : ['The front matter is not valid YAML; it was set apart.'],
    ...front.fields,
  }
}

/** Where markdown-it would drop what is nested too deep, the rest becomes a paragraph: no word is lost. */
function buildParser(): InstanceType<typeof MarkdownIt> {
  const parser = new MarkdownIt({ html: true, linkify: false, typographer: false }).use(footnote)
  const tokenize = parser.block.tokenize.bind(parser.block)
  parser.block.tokenize = (state, startLine, endLine) => {
    if (state.level < DEEPEST - 2) {
      tokenize(state, startLine, endLine)
      return
    }
    state.push('paragraph_open', 'p', 1)
    const inline = state.push('inline', '', 0)
    inline.content = state.getLines(startLine, endLine, state.blkIndent, false).trim()
    inline.children = []
    state.push('paragraph_close', 'p', -1)
    state.line = endLine
  }
  return parser
}

function readFrontMatter(source: string): FrontMatter {
  const match = /^---[ \t]*\n([^]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(source.slice(0, LONGEST_FRONT))
  const yaml = match?.[1]
  if (match === null || yaml === undefined || !/^\s*(?:#.*\n\s*)*["']?[\w-]+["']?\s*:/.test(yaml))
    return { fields: {}, rest: source }
  const rest = source.slice(match[0].length)
  try {
    const document = parseDocument(yaml, { logLevel: 'silent' })
    const value: unknown = document.toJS({ maxAliasCount: 20 })
    if (document.errors.length === 0 && typeof value === 'object' && value !== null && !Array.isArray(value))
      return { fields: pickFields(new Map(Object.entries(value))), rest }
  } catch {
    // An alias bomb: treated like any other front matter that cannot be read.
  }
  return { fields: {}, rest, unread: yaml }
}

function pickFields(fields: ReadonlyMap<string, unknown>): FrontMatter['fields'] {
  const title = toLine(fields.get('title'))
  const language = toLine(fields.get('language') ?? fields.get('lang'))
  const description = toLine(fields.get('description'))
  const given = fields.get('author') ?? fields.get('authors')
  const author = (Array.isArray(given) ? given : [given]).map(toLine).filter((each) => each !== '')
  return {
    ...(title === '' ? {} : { title }),
    ...(language === '' ? {} : { language }),
    ...(description === '' ? {} : { description }),
    ...(author.length === 0 ? {} : { author }),
  }
}

function toLine(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? collapseSpace(String(value)).trim().slice(0, 1000)
    : ''
}
