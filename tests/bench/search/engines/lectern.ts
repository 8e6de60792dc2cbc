// Lectern's index over the same fields as the peers, read by position. The twenty best documents are given with the
// positions of what matched in them, as Lunr gives them. A phrase is both words required, then checked by positions.
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRange } from '../../../../src-main/publishing/container/file-source.ts'
import type { ByteSource } from '../../../../src-shared/domain/byte-source.ts'
import type { CorpusDocument } from '../corpus-file.ts'
import { type Engine, FIELDS, LIMIT } from '../engine.ts'
import {
  buildLunrIndex,
  type LunrDocument,
  type LunrHit,
  type LunrIndex,
  openLunrIndex,
} from '../../../../src-main/indexing/lunr-index.ts'
import { toText } from './lunr.ts'

const FILE = 'lectern.idx'
const COPIED = 1 << 24

export const engine: Engine = {
  kinds: ['word', 'two words', 'prefix', 'letter', 'near', 'phrase'],
  build: async (documents, folder, workers) => {
    writeSource(join(folder, FILE), await buildLunrIndex(toLunr(documents), { fields: FIELDS, workers }))
  },
  open: (folder) => {
    const source = openFile(join(folder, FILE))
    const index = openLunrIndex(source)
    return {
      ask: (question) => {
        if (question.kind === 'phrase') return findPhrase(index, question.words)
        const hits = index.search(toText(question), LIMIT)
        for (const hit of hits) hit.matches()
        return hits.map(({ ref }) => ref)
      },
      close: () => {
        source.close()
      },
    }
  },
}

/** A file as a source. Whoever opened it closes it. */
export function openFile(file: string): ByteSource {
  return openRange({ file, name: 'The index', start: 0, size: statSync(file).size, isSame: () => true })
}

/** Writes a source to a file, and closes it. */
export function writeSource(file: string, source: ByteSource): void {
  for (let at = 0; at < source.size || at === 0; at += COPIED)
    writeFileSync(file, source.read(at, Math.min(COPIED, source.size - at)), { flag: at === 0 ? 'w' : 'a' })
  source.close()
}

function* toLunr(documents: Iterable<CorpusDocument>): Generator<LunrDocument> {
  for (const document of documents)
    yield { ref: document.id, values: FIELDS.map(({ name }) => document[name]) }
}

/** The documents in which one sign stands between the end of the first word and the beginning of the second. */
function findPhrase(index: LunrIndex, words: readonly string[]): string[] {
  const found: string[] = []
  for (const hit of index.search(words.map((word) => `+${word}`).join(' '))) {
    if (hasPhrase(hit, words)) found.push(hit.ref)
    if (found.length === LIMIT) break
  }
  return found
}

function hasPhrase(hit: LunrHit, words: readonly string[]): boolean {
  const [first = '', second = ''] = words
  const matches = hit.matches()
  const ends = new Set<string>()
  for (const { field, positions } of matches)
    for (let at = 0; at < positions.length; at += 2)
      if (positions[at + 1] === first.length) ends.add(`${field} ${(positions[at] ?? 0) + first.length}`)
  return matches.some(({ field, positions }) =>
    positions.some(
      (start, at) => at % 2 === 0 && positions[at + 1] === second.length && ends.has(`${field} ${start - 1}`),
    ),
  )
}
