// `lectern inspect`: what a bundle says of itself, its documents, and its whole contents tree.

import type { BundleMetadata, ContentsEntry } from '../../../src-shared/domain/bundle.ts'
import { UNDATED } from '../../../src-shared/domain/bundle.ts'
import type { Bundle } from '../../publishing/index.ts'
import { openBundle } from '../../publishing/index.ts'
import type { CliCommand } from '../command.ts'
import { count, toPrintable, toSize } from '../terminal.ts'
import { parsePath } from '../values.ts'

export const inspect: CliCommand = {
  name: 'inspect',
  summary: 'show metadata, documents and contents of a bundle',
  examples: ['inspect field-guides.webpub', 'inspect field-guides.webpub --json'],
  cleansUp: false,
  define(command) {
    command.argument('<file>', 'a bundle, as a file or as an unpacked folder', parsePath)
  },
  async run(command) {
    const bundle = await openBundle(command.args[0] ?? '')
    try {
      const { path, size, metadata, documents, index } = bundle
      const contents = await bundle.readContents()
      return { json: { path, size, metadata, documents, contents, index }, text: describe(bundle, contents) }
    } finally {
      await bundle.close()
    }
  },
}

function describe({ metadata, documents, index, size }: Bundle, contents: readonly ContentsEntry[]): string {
  const words = documents.reduce((sum, document) => sum + document.wordCount, 0)
  return [
    toPrintable(metadata.title),
    ...listFacts(metadata),
    `  ${'size'.padEnd(12)}${toSize(size)}: ${count(documents.length, 'document')}, ${count(words, 'word')}`,
    `  ${'index'.padEnd(12)}${index === null ? 'none' : toPrintable(`${index.descriptor.kind} ${index.descriptor.version} (${index.descriptor.pipeline})`)}`,
    '',
    'Documents',
    ...documents.map(
      ({ id, title, language, wordCount }) =>
        `  ${toPrintable(title)} (${id}, ${language}, ${count(wordCount, 'word')})`,
    ),
    '',
    'Contents',
    ...listContents(contents, 1),
  ].join('\n')
}

function listFacts({
  id,
  edition,
  language,
  author,
  publisher,
  description,
  modified,
}: BundleMetadata): string[] {
  const facts: [string, string | undefined][] = [
    ['id', id],
    ['edition', edition],
    ['language', language],
    ['author', author.length > 0 ? author.join(', ') : undefined],
    ['publisher', publisher],
    ['description', description],
    ['modified', modified === UNDATED ? undefined : modified],
  ]
  return facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name.padEnd(12)}${toPrintable(value)}`],
  )
}

function listContents(entries: readonly ContentsEntry[], depth: number): string[] {
  return entries.flatMap((entry) => [
    '  '.repeat(depth) + toPrintable(entry.title),
    ...listContents(entry.children, depth + 1),
  ])
}
