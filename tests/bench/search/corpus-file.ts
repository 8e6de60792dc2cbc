// Corpora as files: {id, title, body} a line, read line by line. What is in them, and where they come from, is not
// known here (scripts/extract-corpora.mjs makes those of Debian's documentation).
import { closeSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import { LecternError } from '../../../src-shared/contract/errors.ts'

/** A document to be indexed. Ids may repeat, and may look like numbers. */
export interface CorpusDocument {
  readonly id: string
  readonly title: string
  readonly body: string
}

/** What is known of a corpus after it was read once. `bytes` are those of titles and bodies in UTF-8. */
export interface CorpusSize {
  readonly documents: number
  readonly bytes: number
}

const CHUNK = 1 << 20
const FORM = 'Every line must be one JSON object: {"id": "…" or a whole number, "title": "…", "body": "…"}'

/**
 * The documents of a corpus in their order, never more than about a megabyte of them at a time. Empty lines are
 * passed over.
 * @throws LecternError FILE_UNREADABLE; INVALID_INPUT naming the line and what is wrong with it
 */
export function* readCorpus(path: string): Generator<CorpusDocument> {
  let number = 0
  for (const line of readLines(path)) {
    number += 1
    if (line.trim() !== '') yield parseDocument(line, `${path}, line ${number}`)
  }
}

/** Reads a whole corpus and counts. @throws LecternError as `readCorpus`; NO_DOCUMENTS when there are none */
export function measureCorpus(path: string): CorpusSize {
  let documents = 0
  let bytes = 0
  for (const { title, body } of readCorpus(path)) {
    documents += 1
    bytes += Buffer.byteLength(title) + Buffer.byteLength(body)
  }
  if (documents === 0) throw new LecternError('NO_DOCUMENTS', `${path} has no documents. ${FORM}.`)
  return { documents, bytes }
}

/** A corpus's name: its file's, without the extension. */
export function toCorpusName(path: string): string {
  return basename(path).replace(/\.jsonl?$/, '')
}

function parseDocument(line: string, place: string): CorpusDocument {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new LecternError('INVALID_INPUT', `${place} is not JSON. ${FORM}.`, { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LecternError('INVALID_INPUT', `${place} is not an object. ${FORM}.`)
  const { id, title, body } = value as Readonly<Record<string, unknown>>
  const ref = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id
  if (typeof ref !== 'string') throw misfit(place, 'id', id)
  if (typeof title !== 'string') throw misfit(place, 'title', title)
  if (typeof body !== 'string') throw misfit(place, 'body', body)
  return { id: ref, title, body }
}

function misfit(place: string, name: string, value: unknown): LecternError {
  const fault = value === undefined ? 'is missing' : 'has the wrong type'
  return new LecternError('INVALID_INPUT', `${place}: "${name}" ${fault}. ${FORM}.`)
}

function* readLines(path: string): Generator<string> {
  const file = openFile(path)
  try {
    const decoder = new TextDecoder()
    const chunk = new Uint8Array(CHUNK)
    let rest = ''
    for (;;) {
      const count = readSync(file, chunk, 0, CHUNK, null)
      const lines = (rest + decoder.decode(chunk.subarray(0, count), { stream: count > 0 })).split('\n')
      rest = count > 0 ? (lines.pop() ?? '') : ''
      yield* lines
      if (count === 0) return
    }
  } finally {
    closeSync(file)
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    throw new LecternError('FILE_UNREADABLE', `The corpus ${path} cannot be read. Is it there?`, { cause })
  }
}
