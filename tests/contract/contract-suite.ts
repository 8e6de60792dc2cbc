// The contract as a suite: the same tests for every transport. A host is right when it passes them, whatever carries
// its messages.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type Client, type Transport } from '../../src-shared/contract/client.ts'
import {
  contract,
  events,
  type EventName,
  type Output,
  type Procedure,
  type ProcedureName,
} from '../../src-shared/contract/contract.ts'
import { BundleId, DocumentId } from '../../src-shared/domain/ids.ts'
import type { ImportSource } from '../../src-shared/domain/import-job.ts'
import { makeWorld, type World } from './world.ts'

/** A running host and a transport to it. */
export interface Connection {
  readonly transport: Transport
  /** Gets files to the host, by their paths within one folder or loose. */
  handOver(files: Readonly<Record<string, string>>): Promise<ImportSource>
  close(): Promise<void>
}

/** What a call may refer to. */
interface Scene {
  readonly bundleId: BundleId
  readonly document: Output<'documents.read'>
  readonly annotationId: string
  readonly batch: ImportSource
}

interface Case {
  /** An input that the procedure must answer. */
  readonly valid: (scene: Scene) => unknown
  /** An input that it must refuse, and the field it must name. */
  readonly invalid: readonly [unknown, string]
}

const nothing: Case = { valid: () => ({}), invalid: [{ surplus: 1 }, ''] }
const bundleOnly: Case = {
  valid: ({ bundleId }) => ({ bundleId }),
  invalid: [{ bundleId: '../x' }, 'bundleId'],
}
const draft = ({ bundleId, document }: Scene) => ({
  ...{ kind: 'highlight', bundleId, documentId: document.documentId, start: 0, end: 7 },
  ...{ color: 'yellow', style: 'solid', body: '', tags: [] },
})

/** One case for every procedure, in an order in which each finds what it needs. */
const cases: Readonly<Record<ProcedureName, Case>> = {
  'app.info': nothing,
  'library.list': nothing,
  'library.open': bundleOnly,
  'documents.read': {
    valid: ({ bundleId, document }) => ({ bundleId, documentId: document.documentId }),
    invalid: [{ bundleId: 'lanterns' }, 'documentId'],
  },
  'positions.save': {
    valid: ({ bundleId, document: { documentId, edition } }) => ({
      position: {
        locator: { bundleId, edition, documentId, start: 3, progression: 0.2 },
        lineOffset: -2,
        saved: '2030-01-01T00:00:00.000Z',
      },
    }),
    invalid: [{ position: { lineOffset: 0 } }, 'position.locator'],
  },
  'search.query': {
    valid: () => ({ text: 'wick', scope: { kind: 'everything' }, typing: false, offset: 0, limit: 10 }),
    invalid: [{ text: 'x', scope: { kind: 'planet' }, typing: false, offset: 0, limit: 10 }, 'scope.kind'],
  },
  'annotations.create': {
    valid: (scene) => ({ draft: draft(scene) }),
    invalid: [{ draft: { kind: 'doodle' } }, 'draft.kind'],
  },
  'annotations.list': {
    valid: () => ({ scope: { kind: 'everything' } }),
    invalid: [{ scope: null }, 'scope'],
  },
  'annotations.edit': {
    valid: ({ bundleId, annotationId }) => ({ bundleId, ids: [annotationId], patch: { body: 'Note' } }),
    invalid: [{ bundleId: 'lanterns', ids: [], patch: {} }, 'ids'],
  },
  'annotations.undo': nothing,
  'annotations.redo': nothing,
  'annotations.export': {
    valid: () => ({ scope: { kind: 'everything' }, format: 'markdown' }),
    invalid: [{ scope: { kind: 'everything' }, format: 'stone' }, 'format'],
  },
  'annotations.delete': {
    valid: ({ bundleId, annotationId }) => ({ bundleId, ids: [annotationId] }),
    invalid: [{ bundleId: 'lanterns', ids: ['1'] }, 'ids.0'],
  },
  'settings.get': nothing,
  'settings.update': {
    valid: () => ({ patch: { highlightColor: 'green' } }),
    invalid: [{ patch: { telemetry: true } }, 'patch'],
  },
  'host.pickSources': { valid: () => ({ what: 'files' }), invalid: [{ what: 'moon' }, 'what'] },
  'host.saveFile': {
    valid: () => ({ file: { name: 'a.md', mediaType: 'text/markdown', text: '' } }),
    invalid: [{ file: 'a.md' }, 'file'],
  },
  'host.openExternal': {
    valid: () => ({ url: 'https://example.org/' }),
    invalid: [{ url: 1 }, 'url'],
  },
  'library.import': {
    valid: ({ batch }) => ({ sources: [batch] }),
    invalid: [{ sources: [] }, 'sources'],
  },
  'library.cancelImport': { valid: () => ({ jobId: 'unknown' }), invalid: [{ jobId: 'a b' }, 'jobId'] },
  'library.remove': bundleOnly,
}

const names = Object.keys(cases) as ProcedureName[]

/** Declares the suite for one transport. */
export function describeContract(name: string, open: (world: World) => Promise<Connection>): void {
  describe(`the contract over ${name}`, () => {
    let world: World
    let connection: Connection
    let client: Client
    let scene: Scene

    beforeAll(async () => {
      world = await makeWorld()
      connection = await open(world)
      client = createClient(connection.transport)
      scene = await makeScene(client, connection)
    }, 60_000)

    afterAll(async () => {
      await connection.close()
      await world.remove()
    })

    it('has a case for every procedure', () => {
      expect([...names].sort()).toEqual(Object.keys(contract).sort())
    })

    it.each(names)('%s answers as the contract says', async (procedure) => {
      const envelope = await connection.transport.call(procedure, cases[procedure].valid(scene))
      expect(envelope).toMatchObject({ ok: true })
      const { output }: Procedure = contract[procedure]
      expect(envelope.ok && output.safeParse(envelope.value).error).toBeUndefined()
    })

    it.each(names)('%s refuses what is not its input, naming the field', async (procedure) => {
      const [input, field] = cases[procedure].invalid
      const envelope = await connection.transport.call(procedure, input)
      expect(envelope).toMatchObject({
        ok: false,
        error: { code: 'INVALID_INPUT', details: { procedure, field } },
      })
      for (const other of [undefined, null, 7, 'text', []])
        expect(await connection.transport.call(procedure, other)).toMatchObject({
          ok: false,
          error: { code: 'INVALID_INPUT' },
        })
    })

    it.each(['__proto__', 'constructor', 'toString', 'library', 'library.destroy', ''])(
      'knows no procedure called %j',
      async (unknown) => {
        const envelope = await connection.transport.call(unknown, {})
        expect(envelope).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } })
      },
    )

    it('refuses keys that reach a prototype, at any depth', async () => {
      const input: unknown = JSON.parse('{"patch": {"appearanceByBundle": {"prototype": {}}}}')
      const envelope = await connection.transport.call('settings.update', input)
      expect(envelope).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
    })

    it('carries an error with its code and details to the caller', async () => {
      const opening = client.call('library.open', { bundleId: BundleId.parse('nowhere') })
      await expect(opening).rejects.toMatchObject({
        name: 'LecternError',
        code: 'NOT_FOUND',
        details: { bundleId: 'nowhere' },
      })
    })

    it('opens nothing but web and mail addresses outside', async () => {
      for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'lectern://x', 'no address', 'data:,x'])
        expect(await connection.transport.call('host.openExternal', { url })).toMatchObject({
          ok: false,
          error: { code: 'FORBIDDEN' },
        })
    })

    it('answers a query that means nothing, and a very long one', async () => {
      for (const text of ['', '"', '+-~^*:()', '   ', 'x'.repeat(100_000), '*'.repeat(799), '\u0000\ud800']) {
        const request = { text, scope: { kind: 'everything' as const }, typing: true, offset: 0, limit: 10 }
        expect((await client.call('search.query', request)).hits).toEqual([])
      }
    })

    it('tells every interface of an import, from its first file to its report', async () => {
      const heard = listen(client)
      const source = await connection.handOver({
        'tides/high.md': '# High\n\nWater rises.\n',
        'tides/x.bin': '\0\0',
      })
      const { jobId } = await client.call('library.import', { sources: [source] })
      const isOurs = (each: Heard): boolean =>
        each.name === 'import.finished' && events['import.finished'].parse(each.payload).jobId === jobId
      await expect.poll(() => heard.some(isOurs), { timeout: 20_000 }).toBe(true)
      const before = heard.slice(0, heard.findIndex(isOurs)).map((each) => each.name)
      expect(before).toEqual(expect.arrayContaining(['import.progress', 'library.changed']))
      const { report } = events['import.finished'].parse(heard.find(isOurs)?.payload)
      expect(report.cancelled).toBe(false)
      expect(report.items.map((item) => [item.path.split('/').at(-1), item.outcome])).toContainEqual([
        'high.md',
        'imported',
      ])
      expect(report.bundles).toHaveLength(1)
    })

    it('tells of changed settings and annotations', async () => {
      const heard = listen(client)
      const source = await connection.handOver({ 'wind/west.md': '# West\n\nIt blows from the west.\n' })
      const bundleId = await importOne(client, source)
      await client.call('settings.update', { patch: { author: 'Ada' } })
      const { documents } = await client.call('library.open', { bundleId })
      const documentId = documents[0]?.id ?? DocumentId.parse('none')
      await connection.transport.call('annotations.create', {
        draft: { ...draft(scene), bundleId, documentId, end: 4 },
      })
      await expect
        .poll(() => heard.map((each) => each.name))
        .toEqual(expect.arrayContaining(['settings.changed', 'annotations.changed']))
      expect(heard.find((each) => each.name === 'settings.changed')?.payload).toMatchObject({ author: 'Ada' })
      expect(heard.find((each) => each.name === 'annotations.changed')?.payload).toEqual({ bundleId })
    })
  })
}

interface Heard {
  readonly name: EventName
  readonly payload: unknown
}

/** Everything that is heard from now on, each checked against the contract. */
function listen(client: Client): Heard[] {
  const heard: Heard[] = []
  for (const name of Object.keys(events) as EventName[])
    client.on(name, (payload) => heard.push({ name, payload: events[name].parse(payload) }))
  return heard
}

async function importOne(client: Client, source: ImportSource): Promise<BundleId> {
  const finished = new Promise<BundleId | undefined>((done) => {
    const stop = client.on('import.finished', ({ report }) => {
      stop()
      done(report.bundles[0])
    })
  })
  await client.call('library.import', { sources: [source] })
  const bundleId = await finished
  if (bundleId === undefined) throw new Error('Nothing was imported.')
  return bundleId
}

async function makeScene(client: Client, connection: Connection): Promise<Scene> {
  const bundleId = BundleId.parse('lanterns')
  const opened = await client.call('library.open', { bundleId })
  const documentId = opened.documents.find((each) => each.title.includes('Keeping'))?.id
  if (documentId === undefined) throw new Error('The bundle has lost a document.')
  const document = await client.call('documents.read', { bundleId, documentId })
  const made = await client.call('annotations.create', {
    draft: { ...draftFor(bundleId, documentId), start: 0, end: 5 },
  } as never)
  const annotationId = made.changed[0]?.annotation.id ?? ''
  return {
    bundleId,
    document,
    annotationId,
    batch: await connection.handOver({ 'moon/full.md': '# Full\n' }),
  }
}

function draftFor(bundleId: BundleId, documentId: DocumentId) {
  return { kind: 'note', bundleId, documentId, color: 'blue', style: 'solid', body: 'First', tags: ['a'] }
}
