// `lectern build`: files and folders → one bundle. Files that cannot be read are reported; the rest is built.

import type { Command } from 'commander'
import { LecternError, toFailure } from '../../../src-shared/contract/errors.ts'
import type { BundleId, Edition, Language } from '../../../src-shared/domain/ids.ts'
import type { ImportPhase, ImportProgress, ImportReportItem } from '../../../src-shared/domain/import-job.ts'
import type * as library from '../../library/index.ts'
import type { CliCommand, Outcome } from '../command.ts'
import { EXIT } from '../command.ts'
import { count, openProgress, toPrintable, toSize } from '../terminal.ts'
import type { CliIo } from '../terminal.ts'
import { collectText, parseEdition, parseId, parseLanguage, parsePath, parseText } from '../values.ts'

interface BuildOptions {
  readonly out: string
  readonly title?: string
  readonly id?: BundleId
  readonly edition?: Edition
  readonly language?: Language
  readonly author?: string[]
}

type BuiltBundle = Awaited<ReturnType<typeof library.buildBundle>>

const PHASES: Readonly<Record<ImportPhase, string>> = {
  scanning: 'Looking',
  importing: 'Importing',
  indexing: 'Indexing',
  writing: 'Writing',
}

export const build: CliCommand = {
  name: 'build',
  summary: 'build a bundle from files and folders',
  examples: [
    'build field-guides --out field-guides.webpub',
    'build field-guides --out field-guides.webpub --title "Field guides" --id field-guides --edition 1.1.0',
    'build report.md appendix.txt --out report.webpub --author "A. Writer" --language en --json',
  ],
  cleansUp: true,
  define(command) {
    command
      .argument('<source...>', 'files and folders, in reading order; within a folder by name', parsePath)
      .requiredOption('--out <file>', 'the bundle to write, usually *.webpub', parseText)
      .option(
        '--title <text>',
        'the title in the library (default: that of the folder or document)',
        parseText,
      )
      .option('--id <id>', 'the name that all editions share (default: made from the title)', parseId)
      .option('--edition <version>', 'the edition, as three numbers (default: 1.0.0)', parseEdition)
      .option(
        '--language <tag>',
        'the language of the bundle, and of documents that neither state one nor show it by their words',
        parseLanguage,
      )
      .option('--author <name>', 'an author; may be given several times', collectText)
  },
  run: (command, io) => runBuild(command, io),
}

async function runBuild(command: Command, io: CliIo): Promise<Outcome> {
  const { out, ...given } = command.opts<BuildOptions>()
  // Only this command needs the importers, and they take longest to load.
  const { buildBundle } = await import('../../library/index.ts')
  const progress = openProgress(io.stderr)
  let items: readonly ImportReportItem[] = []
  try {
    const built = await buildBundle(command.args, out, {
      ...given,
      keepOrder: true,
      signal: io.signal,
      onProgress: (each) => progress.show(describeProgress(each)),
      onItems: (all) => (items = all),
    })
    return toOutcome(out, built)
  } catch (error) {
    if (!(error instanceof LecternError) || error.code !== 'NO_DOCUMENTS') throw error
    const failure = toFailure(error)
    return {
      json: { error: failure, items },
      text: '',
      notes: [...listRefused(items), toPrintable(`lectern: ${failure.message}`)],
      exitCode: EXIT.refused,
    }
  } finally {
    await progress.clear()
  }
}

function toOutcome(out: string, built: BuiltBundle): Outcome {
  const { metadata, documents, words, size, sha256, items } = built
  const repaired = items.filter((item) => item.outcome === 'repaired').length
  const text = [
    `Built ${toPrintable(out)}`,
    `  ${toPrintable(metadata.title)}`,
    `  id ${metadata.id}, edition ${metadata.edition}, language ${metadata.language}`,
    `  ${count(documents, 'document')}, ${count(words, 'word')}, ${toSize(size)}`,
    ...(repaired > 0 ? [`  ${count(repaired, 'file')} mended while reading; --json tells how`] : []),
    `  sha256 ${sha256}`,
  ].join('\n')
  return { json: { out, metadata, documents, words, size, sha256, items }, text, notes: listRefused(items) }
}

function listRefused(items: readonly ImportReportItem[]): string[] {
  return items.flatMap((item) =>
    item.outcome === 'refused'
      ? [`Refused ${toPrintable(`${item.path}: ${item.reason} ${item.remedy}`)}`]
      : [],
  )
}

function describeProgress({ phase, done, total, current }: ImportProgress): string {
  const of = total === 0 ? '' : phase === 'writing' ? ` ${done} %` : ` ${done} of ${total}`
  return `${PHASES[phase]}${of} ${current}`
}
