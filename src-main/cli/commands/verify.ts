// `lectern verify`: every file of a bundle against the hash it was published with.

import type { Failure } from '../../../src-shared/contract/errors.ts'
import type { Verification } from '../../publishing/index.ts'
import { verifyBundle } from '../../publishing/index.ts'
import type { CliCommand, Outcome } from '../command.ts'
import { EXIT } from '../command.ts'
import { count, toPrintable } from '../terminal.ts'
import { parsePath } from '../values.ts'

export const verify: CliCommand = {
  name: 'verify',
  summary: 'check every file of a bundle against its checksum',
  examples: ['verify field-guides.webpub', 'verify field-guides.webpub --json > report.json || exit 1'],
  cleansUp: false,
  define(command) {
    command.argument('<file>', 'a bundle, as a file or as an unpacked folder', parsePath)
  },
  async run(command) {
    const path = command.args[0] ?? ''
    const { files, problems, metadata } = await verifyBundle(path)
    const [first] = problems
    if (first === undefined) return toWhole({ path, files, metadata })
    const text = `${toPrintable(path)}: ${count(problems.length, 'problem')}`
    const message = problems.length === 1 ? first.message : text
    const error: Failure = { code: first.code, message, details: { problems: problems.length } }
    return {
      json: { path, ok: false, files, problems, metadata, error },
      text,
      notes: problems.map((problem) => toPrintable(problem.message)),
      exitCode: EXIT.refused,
    }
  },
}

function toWhole({ path, files, metadata }: { path: string } & Omit<Verification, 'problems'>): Outcome {
  const what = metadata === null ? '' : `${toPrintable(metadata.title)}, edition ${metadata.edition}: `
  return {
    json: { path, ok: true, files, problems: [], metadata },
    text: `${toPrintable(path)} is whole. ${what}${count(files, 'file')} checked.`,
  }
}
