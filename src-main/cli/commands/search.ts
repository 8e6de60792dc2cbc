// `lectern search`: a bundle searched with the same rules as in the reader.

import type { SearchHit, SearchResponse, Snippet } from '../../../src-shared/domain/search.ts'
import { openBundle } from '../../publishing/index.ts'
import { openSearch } from '../../searching/index.ts'
import type { CliCommand, Outcome } from '../command.ts'
import type { CliIo } from '../terminal.ts'
import { count, toPrintable } from '../terminal.ts'
import { parseNumber, parsePath } from '../values.ts'

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

const NEAR = 'No section has these words as you wrote them; these have words that are spelled nearly so.'

export const search: CliCommand = {
  name: 'search',
  summary: 'search a bundle',
  examples: [
    'search field-guides.webpub "water filter"',
    'search field-guides.webpub radio --limit 3 --json',
  ],
  cleansUp: false,
  define(command) {
    command
      .argument('<file>', 'a bundle, as a file or as an unpacked folder', parsePath)
      .argument('<query...>', 'what to look for')
      .option('--limit <number>', 'show at most so many hits', parseNumber(1, 500), 10)
  },
  async run(command, io) {
    const [path = '', ...words] = command.args
    const { limit } = command.opts<{ limit: number }>()
    const response = await query(path, words.join(' '), limit)
    return toOutcome(response, io)
  },
}

async function query(path: string, text: string, limit: number): Promise<SearchResponse> {
  const bundle = await openBundle(path)
  const { metadata } = bundle
  await bundle.close()
  const service = openSearch()
  try {
    await service.add({ bundleId: metadata.id, edition: metadata.edition, title: metadata.title, path })
    const scope = { kind: 'bundle', bundleId: metadata.id } as const
    return await service.query({ text, scope, typing: false, offset: 0, limit })
  } finally {
    await service.close()
  }
}

function toOutcome(response: SearchResponse, io: CliIo): Outcome {
  const { query: text, took, total, hits, limited } = response
  const near = response.near ?? false
  const colours = io.stdout.isTerminal && (io.env['NO_COLOR'] ?? '') === ''
  const marker = colours ? { open: '\u001b[1;33m', close: '\u001b[0m' } : { open: '«', close: '»' }
  const shown = hits.length < total ? `, the best ${hits.length} of them` : ''
  return {
    json: { query: text, took, total, limited, near, hits: hits.map(toJson) },
    text: [
      `${count(total, 'hit')}${shown}, ${took.toFixed(1)} ms`,
      ...hits.map((hit) => describe(hit, marker)),
    ].join('\n\n'),
    notes: [...(near ? [NEAR] : []), ...limited.map((why) => LIMITED[why])],
  }
}

function toJson(hit: SearchHit): unknown {
  const { bundleId, edition, documentId, documentTitle, headings, snippet, score, start, end } = hit
  return {
    document: documentId,
    title: documentTitle,
    headings,
    snippet: snippet.text,
    marks: snippet.marks,
    score,
    locator: { bundleId, edition, documentId, start, end },
  }
}

function describe({ documentTitle, headings, snippet }: SearchHit, marker: Marker): string {
  const place = [documentTitle, ...headings].map(toPrintable).join(' › ')
  return `${place}\n  ${mark(snippet, marker)}`
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
