// `lectern search`: a bundle, and the person's notes on it when asked, searched with the same rules as in the reader.

import { join } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import type { Annotation } from '../../../src-shared/domain/annotation.ts'
import { HighlightColor } from '../../../src-shared/domain/annotation.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type {
  NoteMatch,
  SearchFilters,
  SearchHit,
  SearchResponse,
  Snippet,
} from '../../../src-shared/domain/search.ts'
import { openBundle } from '../../publishing/index.ts'
import { openSearch } from '../../searching/index.ts'
import type { CliCommand, Outcome } from '../command.ts'
import { checkFolder, findFolder } from '../data-folder.ts'
import type { CliIo } from '../terminal.ts'
import { count, toPrintable } from '../terminal.ts'
import { collectText, parseNumber, parsePath, parseText } from '../values.ts'

interface SearchOptions {
  readonly limit: number
  readonly kind?: 'text' | 'notes'
  readonly in?: readonly string[]
  readonly tag?: readonly string[]
  readonly color?: readonly HighlightColor[]
  readonly notes?: true
  readonly dataDir?: string
}

/** What is put around a mark: on a terminal bold, elsewhere characters that stay in plain text. */
interface Marker {
  readonly open: string
  readonly close: string
}

const LIMITED: Readonly<Record<SearchResponse['limited'][number], string>> = {
  'query-length': 'The query is very long; only its beginning was looked at.',
  'query-terms': 'The query has many words; only the first were looked at.',
  time: 'The search took too long and was cut off; there may be more.',
  'index-missing': 'The bundle has no usable search index. Build it again.',
}

const QUOTES = /["\u201c\u201d\u201e\u00ab\u00bb\uff02]/g

const NEAR = 'No section has these words as you wrote them; these have words that are spelled nearly so.'

export const search: CliCommand = {
  name: 'search',
  summary: 'search a bundle',
  examples: [
    'search field-guides.webpub "water filter"',
    'search field-guides.webpub radio --limit 3 --json',
    'search field-guides.webpub antenna --in "shortwave radio" --notes',
    'search field-guides.webpub --tag todo --color green',
  ],
  cleansUp: false,
  define(command) {
    command
      .argument('<file>', 'a bundle, as a file or as an unpacked folder', parsePath)
      .argument('[query...]', 'what to look for; everything that the options narrow it to when left out')
      .option('--limit <number>', 'show at most so many hits', parseNumber(1, 500), 10)
      .option(
        '--in <document>',
        'only there, by words of its title or its id; may be given several times',
        collectText,
      )
      .option('--notes', 'search your notes on the bundle too')
      .addOption(new Option('--kind <kind>', 'only text, or only notes').choices(['text', 'notes']))
      .option('--tag <tag>', 'only notes with this tag; may be given several times', collectText)
      .addOption(
        new Option('--color <color>', 'only notes of this colour; may be given several times')
          .choices(HighlightColor.options)
          .argParser(collectColor),
      )
      .option(
        '--data-dir <folder>',
        'where your notes are (default: LECTERN_DATA_DIR or the usual folder)',
        parseText,
      )
  },
  async run(command, io) {
    const [path = '', ...words] = command.args
    const options = command.opts<SearchOptions>()
    const { kind, in: places, tag, color } = options
    if (words.length === 0 && [kind, places, tag, color].every((option) => option === undefined))
      command.error("error: missing required argument 'query'")
    return toOutcome(await query(path, toQuery(words, options), options, io.env), io)
  },
}

function collectColor(text: string, before: readonly HighlightColor[] = []): HighlightColor[] {
  const result = HighlightColor.safeParse(text)
  if (result.success) return [...before, result.data]
  throw new InvalidArgumentError(`Allowed choices are ${HighlightColor.options.join(', ')}.`)
}

/** The words, with what restricts them as a person would type it: then it is compared as in the reader. */
function toQuery(words: readonly string[], { in: places = [], tag: tags = [] }: SearchOptions): string {
  const restrict = (name: string, values: readonly string[]): string[] =>
    values.map((value) => `${name}:"${value.replace(QUOTES, ' ')}"`)
  return [...words, ...restrict('in', places), ...restrict('tag', tags)].join(' ')
}

async function query(
  path: string,
  text: string,
  options: SearchOptions,
  env: NodeJS.ProcessEnv,
): Promise<SearchResponse> {
  const { limit, kind, color } = options
  const bundle = await openBundle(path)
  const { metadata } = bundle
  await bundle.close()
  const { id: bundleId, edition, title } = metadata
  const notes = needsNotes(options) ? await loadNotes(bundleId, findFolder(env, options.dataDir)) : []
  const service = openSearch()
  try {
    service.putNotes(notes)
    await service.add({ bundleId, edition, title, path })
    const scope = { kind: 'bundle', bundleId } as const
    const filters: SearchFilters = { kind, colors: color && [...color] }
    return await service.query({ text, scope, filters, typing: false, offset: 0, limit })
  } finally {
    await service.close()
  }
}

function needsNotes({ notes, kind, tag, color, dataDir }: SearchOptions): boolean {
  if (kind === 'text') return false
  return [notes, kind, tag, color, dataDir].some((option) => option !== undefined)
}

async function loadNotes(bundleId: BundleId, folder: string): Promise<Annotation[]> {
  await checkFolder(folder)
  const [{ openNotes }, { openConf }] = await Promise.all([
    import('../../annotating/index.ts'),
    import('../../hosts/web/index.ts'),
  ])
  const notes = await openNotes({
    folder: join(folder, 'notes'),
    openStore: openConf,
    readDocument: () => Promise.resolve(null),
    author: () => '',
  })
  try {
    return notes.saved().filter((annotation) => annotation.bundleId === bundleId)
  } finally {
    await notes.close()
  }
}

function toOutcome(response: SearchResponse, io: CliIo): Outcome {
  const { query: text, took, total, hits, limited, near = false } = response
  const suggestion = response.suggestion?.text ?? null
  const colours = io.stdout.isTerminal && (io.env['NO_COLOR'] ?? '') === ''
  const marker = colours ? { open: '\u001b[1;33m', close: '\u001b[0m' } : { open: '«', close: '»' }
  const shown = hits.length < total ? `, the best ${hits.length} of them` : ''
  return {
    json: { query: text, took, total, limited, near, suggestion, hits: hits.map(toJson) },
    text: [
      `${count(total, 'hit')}${shown}, ${took.toFixed(1)} ms`,
      ...hits.map((hit) => describe(hit, marker)),
    ].join('\n\n'),
    notes: [
      ...(near ? [NEAR] : []),
      ...(suggestion === null ? [] : [`Did you mean: ${toPrintable(suggestion)}`]),
      ...limited.map((why) => LIMITED[why]),
    ],
  }
}

function toJson(hit: SearchHit): unknown {
  const { bundleId, edition, documentId, documentTitle, headings, snippet, score, start, end, note } = hit
  return {
    document: documentId,
    title: documentTitle,
    headings,
    snippet: snippet.text,
    marks: snippet.marks,
    score,
    locator: { bundleId, edition, documentId, start, end },
    ...(note !== undefined && { note }),
  }
}

function describe({ documentTitle, headings, snippet, note }: SearchHit, marker: Marker): string {
  const place = [documentTitle, ...headings].map(toPrintable).join(' › ')
  return `${place}${note ? ` (${describeNote(note)})` : ''}\n  ${mark(snippet, marker)}`
}

function describeNote({ kind, color, tags, orphaned }: NoteMatch): string {
  const lost = orphaned ? ['its passage is not in this edition'] : []
  return [`${kind}, ${color}`, ...tags.map((tag) => `#${toPrintable(tag)}`), ...lost].join(', ')
}

function mark({ text, marks }: Snippet, { open, close }: Marker): string {
  const parts: string[] = []
  let last = 0
  const take = (end: number): string => text.slice(last, end).replace(/[\s\p{Cc}]+/gu, ' ')
  for (const [start, end] of marks) {
    parts.push(take(start))
    last = start
    parts.push(open, take(end), close)
    last = end
  }
  return [...parts, take(text.length)].join('').trim()
}
