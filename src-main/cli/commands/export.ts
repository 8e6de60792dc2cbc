// `lectern export`: the person's annotations of one bundle, or of all, as a file that other programs read.

import { Option } from 'commander'
import type { Client } from '../../../src-shared/contract/client.ts'
import { createClient } from '../../../src-shared/contract/client.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { AnnotationScope, TextFile } from '../../../src-shared/domain/annotation.ts'
import { ExportFormat } from '../../../src-shared/domain/annotation.ts'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import { replaceFile } from '../../publishing/index.ts'
import type { CliCommand, Outcome } from '../command.ts'
import { checkFolder, findFolder } from '../data-folder.ts'
import { count, toPrintable } from '../terminal.ts'
import { parseId, parseText } from '../values.ts'

interface ExportOptions {
  readonly bundle?: BundleId
  readonly format: ExportFormat
  readonly out?: string
  readonly dataDir?: string
}

export const exportAnnotations: CliCommand = {
  name: 'export',
  summary: 'write your highlights and notes to a file',
  examples: [
    'export --out notes.md',
    'export --bundle field-guides --format readium --out field-guides.annotation',
    'export --data-dir ./notes --json',
  ],
  cleansUp: true,
  define(command) {
    command
      .option('--bundle <id>', 'only those of this bundle (default: all)', parseId)
      .addOption(
        new Option('--format <name>', 'the kind of file').choices(ExportFormat.options).default('markdown'),
      )
      .option('--out <file>', 'the file to write (default: standard output)', parseText)
      .option(
        '--data-dir <folder>',
        'the data folder (default: LECTERN_DATA_DIR or the usual one)',
        parseText,
      )
  },
  async run(command, io) {
    const { bundle, format, out, dataDir } = command.opts<ExportOptions>()
    const folder = findFolder(io.env, dataDir)
    const scope: AnnotationScope =
      bundle === undefined ? { kind: 'everything' } : { kind: 'bundle', bundleId: bundle }
    const { file, annotations } = await withServices(folder, async (client) => {
      const all = await client.call('annotations.list', { scope })
      if (all.annotations.length === 0 && bundle !== undefined) await checkBundle(client, bundle)
      return {
        file: await client.call('annotations.export', { scope, format }),
        annotations: all.annotations.length,
      }
    })
    return out === undefined ? toOutcome(file, annotations) : save(file, annotations, out, io.signal)
  },
}

function toOutcome(file: TextFile, annotations: number): Outcome {
  return { json: { annotations, ...file }, text: file.text.replace(/\n$/, '') }
}

async function save(file: TextFile, annotations: number, out: string, signal: AbortSignal): Promise<Outcome> {
  const content = (async function* () {
    yield await Promise.resolve(Buffer.from(file.text))
  })()
  const { size, sha256 } = await replaceFile(out, content, { signal })
  const text = `Wrote ${count(annotations, 'annotation')} to ${toPrintable(out)}`
  return { json: { annotations, out, mediaType: file.mediaType, size, sha256 }, text }
}

async function checkBundle(client: Client, id: BundleId): Promise<void> {
  const { bundles } = await client.call('library.list', {})
  if (bundles.some((bundle) => bundle.metadata.id === id)) return
  const known = bundles.map((bundle) => bundle.metadata.id).join(', ') || 'none'
  throw new LecternError(
    'NOT_FOUND',
    `There is no bundle ${id}, and no notes on it. Known bundles: ${known}.`,
  )
}

// The same services as behind the interface, so that notes are placed in the text of the bundles exactly as there.
async function withServices<T>(folder: string, work: (client: Client) => Promise<T>): Promise<T> {
  await checkFolder(folder)
  const [{ compose }, { findIncluded }, { openConf }] = await Promise.all([
    import('../../hosts/compose.ts'),
    import('../../hosts/web/product-files.ts'),
    import('../../hosts/web/index.ts'),
  ])
  const core = await compose({
    name: 'web',
    folder,
    version: '',
    runtime: {},
    included: findIncluded(),
    openStore: openConf,
    ports: {
      pickSources: () => Promise.resolve({ kind: 'cancelled' }),
      saveFile: () => Promise.resolve({ kind: 'cancelled' }),
      openExternal: () => Promise.resolve({ kind: 'browser' }),
    },
    emit: () => undefined,
    resolveSource: () => Promise.reject(new LecternError('FORBIDDEN', 'Nothing is imported here.')),
    requestsCancelled: () => 0,
  })
  try {
    const call = (name: string, input: unknown) => core.router.handle(name, input)
    return await work(createClient({ call, subscribe: () => () => undefined }))
  } finally {
    await core.close()
  }
}
