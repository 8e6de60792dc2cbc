import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Notes } from '../../../../src-main/annotating/index.ts'
import type {
  Annotation,
  AnnotationPatch,
  PlacedAnnotation,
} from '../../../../src-shared/domain/annotation.ts'
import { AnnotationId, BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { BUNDLE, DOCUMENT, STORY, buildDocument, draftOn } from './stock.ts'
import { makeTemporary, openTestNotes } from './support.ts'

const ALL = { kind: 'everything' } as const
const NOWHERE = AnnotationId.parse('019b7c00-0000-7000-8000-00000000ffff')

async function bodies(notes: Notes): Promise<string[]> {
  return (await notes.list(ALL)).map(({ annotation }) => annotation.body)
}

function idsOf(placed: readonly PlacedAnnotation[]): AnnotationId[] {
  return placed.map(({ annotation }) => annotation.id)
}

async function createOn(notes: Notes, ...quotes: string[]): Promise<AnnotationId[]> {
  const placed = await Promise.all(quotes.map((quote) => notes.create(draftOn(quote, { body: quote }))))
  return idsOf(placed.flat())
}

describe('notes', () => {
  it('keeps what was made, changed and deleted, over a restart', async () => {
    const folder = await makeTemporary()
    const first = await openTestNotes(folder)
    const [a, b, c] = await createOn(first, 'the wind', 'the rain', 'the boats')
    await first.edit(BUNDLE, [a!], { body: 'changed', color: 'blue', tags: ['x'] })
    await first.delete(BUNDLE, [b!])
    const before = await first.list(ALL)
    await first.close()
    const second = await openTestNotes(folder)
    expect(await second.list(ALL)).toEqual(before)
    expect(idsOf(before).sort()).toEqual([a, c].sort())
    expect(await second.count(BUNDLE)).toBe(2)
    expect(second.problems()).toEqual([])
  })

  it('keeps it without a close as well: from the journal alone', async () => {
    const folder = await makeTemporary()
    const first = await openTestNotes(folder)
    await createOn(first, 'the wind')
    const second = await openTestNotes(folder)
    expect(await bodies(second)).toEqual(['the wind'])
  })

  it('lists a scope in reading order', async () => {
    const folder = await makeTemporary()
    const notes = await openTestNotes(folder)
    await createOn(notes, 'the boats were gone', 'The harbour lay still', 'the wind')
    expect(await bodies(notes)).toEqual(['The harbour lay still', 'the wind', 'the boats were gone'])
    const elsewhere = DocumentId.parse('elsewhere')
    expect(await notes.list({ kind: 'document', bundleId: BUNDLE, documentId: elsewhere })).toEqual([])
    expect(await notes.list({ kind: 'document', bundleId: BUNDLE, documentId: DOCUMENT })).toHaveLength(3)
    expect(await notes.list({ kind: 'bundle', bundleId: BundleId.parse('none') })).toEqual([])
  })

  it('answers a change with what it changed, and does not write when nothing changes', async () => {
    const folder = await makeTemporary()
    const notes = await openTestNotes(folder)
    const [a] = await createOn(notes, 'the wind')
    const changed = await notes.edit(BUNDLE, [a!], { color: 'green' })
    expect(changed).toHaveLength(1)
    expect(changed[0]).toMatchObject({ annotation: { color: 'green' }, anchoring: { kind: 'exact' } })
    expect(await notes.edit(BUNDLE, [a!], { color: 'green' })).toEqual([])
    const [deleted] = await notes.delete(BUNDLE, [a!])
    expect(deleted?.annotation.deleted).toBe(true)
  })

  it('refuses what is not valid, not there or not installed, by name', async () => {
    const folder = await makeTemporary()
    const notes = await openTestNotes(folder, {
      readDocument: (_bundle, id) => Promise.resolve(id === DOCUMENT ? buildDocument() : null),
    })
    await expect(notes.edit(BUNDLE, [NOWHERE], { body: '' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(notes.delete(BUNDLE, [NOWHERE])).rejects.toThrow(NOWHERE)
    const foreign = draftOn('the wind', { documentId: DocumentId.parse('elsewhere') })
    await expect(notes.create(foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const hostile = draftOn('the wind', { bundleId: '../../etc' as BundleId })
    await expect(notes.create(hostile)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const patch = { color: 'mauve' } as unknown as AnnotationPatch
    await expect(notes.edit(BUNDLE, [NOWHERE], patch)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await readdir(folder)).toEqual([])
  })

  it('says what changed in which bundle, after every change', async () => {
    const folder = await makeTemporary()
    const seen: [string, Annotation[]][] = []
    const onChange = (bundleId: BundleId, changed: readonly Annotation[]) =>
      seen.push([bundleId, [...changed]])
    const notes = await openTestNotes(folder, { onChange })
    const [a] = await createOn(notes, 'the wind')
    await createOn(notes, 'the rain')
    await notes.delete(BUNDLE, [a!])
    expect(seen).toMatchObject([
      [BUNDLE, [{ id: a, body: 'the wind', deleted: false }]],
      [BUNDLE, [{ body: 'the rain' }]],
      [BUNDLE, [{ id: a, deleted: true }]],
    ])
    expect(seen.map(([, changed]) => changed.length)).toEqual([1, 1, 1])
  })

  it('gives all that are saved without reading a document, and says of changes only what came after', async () => {
    const folder = await makeTemporary()
    const before = await openTestNotes(folder)
    const [a] = await createOn(before, 'the wind', 'the rain')
    await before.delete(BUNDLE, [a!])
    await before.close()
    const seen: string[] = []
    const notes = await openTestNotes(folder, {
      readDocument: () => Promise.reject(new Error('read')),
      onChange: (_, changed) => seen.push(...changed.map(({ body }) => body)),
    })
    expect(notes.saved().map(({ body }) => body)).toEqual(['the rain'])
    await notes.edit(BUNDLE, [notes.saved()[0]!.id], { body: 'more' }).catch(() => undefined)
    expect(seen).toEqual(['more'])
  })
})

describe('undo and redo', () => {
  it('go back and forth through any number of steps', async () => {
    const folder = await makeTemporary()
    const notes = await openTestNotes(folder)
    const [a, b] = await createOn(notes, 'the wind', 'the rain')
    const states = [await notes.list(ALL)]
    for (let step = 0; step < 30; step += 1) {
      const ids = step % 3 === 0 ? [a!, b!] : [a!]
      await notes.edit(BUNDLE, ids, { body: `step ${step}`, color: step % 2 === 0 ? 'pink' : 'green' })
      states.push(await notes.list(ALL))
    }
    await notes.delete(BUNDLE, [a!, b!])
    expect(await notes.list(ALL)).toEqual([])
    const plain = (list: readonly PlacedAnnotation[]): unknown =>
      list.map(({ annotation }) => ({ ...annotation, modified: '' }))
    for (const state of [...states].reverse()) {
      await notes.undo()
      expect(plain(await notes.list(ALL))).toEqual(plain(state))
    }
    for (const state of states.slice(1)) {
      await notes.redo()
      expect(plain(await notes.list(ALL))).toEqual(plain(state))
    }
    expect(await notes.redo()).toHaveLength(2)
    expect(await notes.list(ALL)).toEqual([])
    expect(await notes.redo()).toEqual([])
  })

  it('take creation back and bring it again; nothing is left to take back at the start', async () => {
    const folder = await makeTemporary()
    const notes = await openTestNotes(folder)
    expect(await notes.undo()).toEqual([])
    await createOn(notes, 'the wind')
    expect((await notes.undo())[0]?.annotation.deleted).toBe(true)
    expect(await notes.undo()).toEqual([])
    expect((await notes.redo())[0]?.annotation.deleted).toBe(false)
    expect(await bodies(notes)).toEqual(['the wind'])
  })

  it('forget what could be redone when something new is done', async () => {
    const folder = await makeTemporary()
    const notes = await openTestNotes(folder)
    const [a] = await createOn(notes, 'the wind')
    await notes.edit(BUNDLE, [a!], { body: 'one' })
    await notes.undo()
    await notes.edit(BUNDLE, [a!], { body: 'two' })
    expect(await notes.redo()).toEqual([])
    expect(await bodies(notes)).toEqual(['two'])
  })

  it('wait for changes that are still being written', async () => {
    const folder = await makeTemporary()
    const notes = await openTestNotes(folder)
    const creating = notes.create(draftOn('the wind'))
    const undone = await notes.undo()
    expect(idsOf(undone)).toEqual(idsOf(await creating))
    expect(await notes.list(ALL)).toEqual([])
  })

  it('survive a restart as ordinary changes', async () => {
    const folder = await makeTemporary()
    const first = await openTestNotes(folder)
    const [a] = await createOn(first, 'the wind')
    await first.edit(BUNDLE, [a!], { body: 'changed' })
    await first.undo()
    await first.close()
    const second = await openTestNotes(folder)
    expect(await bodies(second)).toEqual(['the wind'])
    expect(await second.undo()).toEqual([])
  })

  it('leave alone what another process has changed since, and restore the rest', async () => {
    const folder = await makeTemporary()
    const mine = await openTestNotes(folder)
    const theirs = await openTestNotes(folder)
    const [a] = await createOn(mine, 'the wind')
    await mine.edit(BUNDLE, [a!], { body: 'mine', color: 'pink' })
    await theirs.refresh()
    await theirs.edit(BUNDLE, [a!], { body: 'theirs' })
    await mine.refresh()
    await mine.undo()
    const [placed] = await mine.list(ALL)
    expect(placed?.annotation).toMatchObject({ body: 'theirs', color: 'yellow' })
    await mine.redo()
    expect((await mine.list(ALL))[0]?.annotation).toMatchObject({ body: 'theirs', color: 'pink' })
  })

  it('do not restore over a change that lies between two of my own', async () => {
    const folder = await makeTemporary()
    const mine = await openTestNotes(folder)
    const theirs = await openTestNotes(folder)
    const [a] = await createOn(mine, 'the wind')
    await mine.edit(BUNDLE, [a!], { body: 'mine 1' })
    await theirs.refresh()
    await theirs.edit(BUNDLE, [a!], { body: 'theirs' })
    await mine.refresh()
    await mine.edit(BUNDLE, [a!], { body: 'mine 2' })
    await mine.undo()
    expect(await bodies(mine)).toEqual(['theirs'])
    await mine.undo()
    expect(await bodies(mine)).toEqual(['theirs'])
  })

  it('do not delete an annotation that another process has written to', async () => {
    const folder = await makeTemporary()
    const mine = await openTestNotes(folder)
    const theirs = await openTestNotes(folder)
    const [a] = await createOn(mine, 'the wind')
    await theirs.refresh()
    await theirs.edit(BUNDLE, [a!], { body: 'a long note of theirs' })
    await mine.refresh()
    expect(await mine.undo()).toEqual([])
    expect(await bodies(mine)).toEqual(['a long note of theirs'])
  })
})

describe('notes of two processes in one folder', () => {
  it('are the same on both sides whatever was written first', async () => {
    const folder = await makeTemporary()
    const one = await openTestNotes(folder)
    const two = await openTestNotes(folder)
    await Promise.all([createOn(one, 'the wind', 'the rain'), createOn(two, 'the boats', 'The storm')])
    await Promise.all([one.refresh(), two.refresh()])
    const [a] = idsOf(await one.list(ALL))
    await Promise.all([
      one.edit(BUNDLE, [a!], { body: 'one', color: 'blue' }),
      two.edit(BUNDLE, [a!], { body: 'two', tags: ['t'] }),
    ])
    await Promise.all([one.refresh(), two.refresh()])
    expect(await one.list(ALL)).toEqual(await two.list(ALL))
    expect((await one.list(ALL))[0]?.annotation).toMatchObject({ color: 'blue', tags: ['t'] })
  })

  it('reach the other side by themselves, also when a checkpoint came between', async () => {
    const folder = await makeTemporary()
    const seen: (() => void)[] = []
    const reader = await openTestNotes(folder, { onChange: () => seen.splice(0).forEach((tell) => tell()) })
    const writer = await openTestNotes(folder)
    const told = new Promise<void>((resolve) => seen.push(resolve))
    await createOn(writer, 'the wind')
    await told
    expect(await bodies(reader)).toEqual(['the wind'])
    const toldAgain = new Promise<void>((resolve) => seen.push(resolve))
    await createOn(writer, 'the rain')
    await writer.close()
    await toldAgain
    await reader.refresh()
    expect(await bodies(reader)).toEqual(['the wind', 'the rain'])
  })
})

describe('notes in a worker thread', () => {
  it('write checkpoints there once the journal is long enough, and find quotes of another edition there', async () => {
    const folder = await makeTemporary()
    let document = buildDocument()
    const notes = await openTestNotes(folder, {
      checkpointIn: 'worker',
      journalLimit: 2_000,
      readDocument: () => Promise.resolve(document),
    })
    for (let count = 0; count < 5; count += 1) await createOn(notes, 'the wind', 'the rain')
    document = buildDocument(`<p id="n">A new beginning.</p>${STORY}`, '2.0.0')
    const placed = await notes.list(ALL)
    expect(new Set(placed.map(({ anchoring }) => anchoring.kind))).toEqual(new Set(['moved']))
    await notes.close()
    const names = await readdir(folder)
    expect(names).toContain('harbour.json')
    expect(names.filter((name) => name.startsWith('journal-'))).toEqual([])
    expect(await (await openTestNotes(folder)).count(BUNDLE)).toBe(10)
  })
})

describe('notes that cannot be read', () => {
  async function closedWith(...quotes: string[]): Promise<string> {
    const folder = await makeTemporary()
    for (const quote of quotes) {
      const notes = await openTestNotes(folder)
      await createOn(notes, quote)
      await notes.close()
    }
    return folder
  }

  it('are restored from the copy before and the retired journals, and the person is told', async () => {
    const folder = await closedWith('the wind', 'the rain', 'the boats')
    const file = join(folder, 'harbour.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.slice(0, text.length / 2))
    const notes = await openTestNotes(folder)
    expect(await notes.count(BUNDLE)).toBe(3)
    expect(notes.problems()).toMatchObject([{ kind: 'recovered', file }])
    await createOn(notes, 'The storm')
    await notes.close()
    expect(await readFile(join(folder, 'harbour.damaged-1.json'), 'utf8')).toBe(
      text.slice(0, text.length / 2),
    )
    expect(await (await openTestNotes(folder)).count(BUNDLE)).toBe(4)
  })

  it('are restored from journals alone when every generation is gone', async () => {
    const folder = await closedWith('the wind', 'the rain', 'the boats')
    for (const name of ['harbour.json', 'harbour.1.json', 'harbour.2.json'])
      await writeFile(join(folder, name), 'x')
    const notes = await openTestNotes(folder)
    expect(await notes.count(BUNDLE)).toBe(3)
  })

  it('do not keep the rest from opening when a file cannot even be opened', async () => {
    const folder = await closedWith('the wind')
    await mkdir(join(folder, 'other.json'))
    await mkdir(join(folder, 'journal-00000000000000aa.ndjson'))
    const notes = await openTestNotes(folder)
    expect(await bodies(notes)).toEqual(['the wind'])
    expect(notes.problems()).toHaveLength(2)
    await createOn(notes, 'the rain')
    await notes.close()
    expect(await readdir(folder)).toContain('journal-00000000000000aa.ndjson')
  })

  it('from a newer version are shown and not changed', async () => {
    const folder = await closedWith('the wind')
    const file = join(folder, 'harbour.json')
    const { createHash } = await import('node:crypto')
    const text = (await readFile(file, 'utf8')).replace('"minReader": 1', '"minReader": 2')
    const lead = '{\n\t"sum": "",\n'.length + 64
    const sum = createHash('sha256').update(text.slice(lead)).digest('hex')
    await writeFile(file, `{\n\t"sum": "${sum}",\n${text.slice(lead)}`)
    const before = await readFile(file, 'utf8')
    const notes = await openTestNotes(folder)
    expect(await bodies(notes)).toEqual(['the wind'])
    expect(notes.problems()).toMatchObject([{ kind: 'read-only', file }])
    await expect(notes.create(draftOn('the rain'))).rejects.toMatchObject({ code: 'READ_ONLY' })
    const [a] = idsOf(await notes.list(ALL))
    await expect(notes.delete(BUNDLE, [a!])).rejects.toMatchObject({ code: 'READ_ONLY' })
    await notes.close()
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  it('do not keep the others from being read: a damaged line is quarantined and reported', async () => {
    const folder = await makeTemporary()
    const writer = await openTestNotes(folder)
    await createOn(writer, 'the wind')
    await createOn(writer, 'the rain')
    await createOn(writer, 'the boats')
    const [journal] = (await readdir(folder)).filter((name) => name.startsWith('journal-'))
    const copy = await makeTemporary()
    const lines = (await readFile(join(folder, journal!), 'utf8')).split('\n')
    lines[2] = lines[2]!.replace('rain', 'r4in')
    await writeFile(join(copy, journal!), lines.join('\n'))
    const notes = await openTestNotes(copy)
    expect((await bodies(notes)).sort()).toEqual(['the boats', 'the wind'])
    const [problem] = notes.problems()
    expect(problem?.kind).toBe('quarantined')
    expect(await readFile(problem!.file, 'utf8')).toBe(`${lines[2]}\n`)
  })
})
