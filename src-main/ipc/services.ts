// The handlers of every procedure, one table: each a thin call into the stage that does the work. No host is known
// here; what only a host can do (dialogues, the browser) comes in as ports.
import type { Contract, NotesProblem, Services } from '../../src-shared/contract/contract.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { AnnotationScope, PlacedAnnotation, TextFile } from '../../src-shared/domain/annotation.ts'
import type { BundleId, DocumentId } from '../../src-shared/domain/ids.ts'
import type { Notes } from '../annotating/index.ts'
import { exportAnnotations } from '../exporting/index.ts'
import type { Library } from '../library/index.ts'
import type { SearchService } from '../searching/index.ts'
import type { SettingsProblem, SettingsService } from '../settings/index.ts'
import type { z } from 'zod'

type OutputOf<N extends keyof Contract> = z.input<Contract[N]['output']>

/** What the application says about itself. */
export type AppInfo = OutputOf<'app.info'>

/** What only a host can do. Each answers as the contract says; `browser` means that the interface does it itself. */
export interface HostPorts {
  pickSources(what: 'files' | 'folder'): Promise<OutputOf<'host.pickSources'>>
  saveFile(file: TextFile): Promise<OutputOf<'host.saveFile'>>
  /** Called with http, https and mailto addresses only. */
  openExternal(url: string): Promise<OutputOf<'host.openExternal'>>
}

export interface ServiceParts {
  readonly library: Library
  readonly notes: Notes
  readonly search: SearchService
  readonly settings: SettingsService
  readonly host: HostPorts
  /** Asked anew for every call, since counters move. */
  readonly info: () => AppInfo
}

/** Schemes that may ever leave for another program. */
const EXTERNAL_SCHEMES = new Set(['http:', 'https:', 'mailto:'])

/** All handlers. Throws an `Error` when two groups claim the same name. */
export function createServices(parts: ServiceParts): Services {
  const library = libraryServices(parts.library)
  const notes = noteServices(parts)
  const host = hostServices(parts.host, parts.info)
  const rest = {
    'search.query': (request) => parts.search.query(request),
    'settings.get': () => Promise.resolve(parts.settings.get()),
    'settings.update': ({ patch }) => parts.settings.update(patch),
  } satisfies Partial<Services>
  refuseDuplicates([library, notes, host, rest])
  return { ...library, ...notes, ...host, ...rest }
}

function libraryServices(library: Library) {
  return {
    'library.list': () => library.list(),
    'library.open': ({ bundleId }) => library.open(bundleId),
    'library.remove': ({ bundleId, damaged }) => library.remove(bundleId, damaged),
    'library.import': ({ sources, title }) => Promise.resolve(library.import(sources, title)),
    'library.cancelImport': ({ jobId }) => {
      library.cancelImport(jobId)
      return Promise.resolve({})
    },
    'documents.read': ({ bundleId, documentId }) => library.readDocument(bundleId, documentId),
    'positions.save': ({ position }) => {
      library.savePosition(position)
      return Promise.resolve({})
    },
  } satisfies Partial<Services>
}

function noteServices({ notes, library, settings }: ServiceParts) {
  const asChange = (changed: PlacedAnnotation[]) => ({ changed })
  return {
    'annotations.list': async ({ scope }) => ({
      annotations: await notes.list(scope),
      problems: [...notes.problems(), ...library.problems(), ...settings.problems().map(toProblem)],
    }),
    'annotations.create': async ({ draft }) => asChange(await notes.create(draft)),
    'annotations.edit': async ({ bundleId, ids, patch }) => asChange(await notes.edit(bundleId, ids, patch)),
    'annotations.delete': async ({ bundleId, ids }) => asChange(await notes.delete(bundleId, ids)),
    'annotations.undo': async () => asChange(await notes.undo()),
    'annotations.redo': async () => asChange(await notes.redo()),
    'annotations.export': async ({ scope, format }) =>
      exportAnnotations(await listKept(notes, scope), format, {
        bundles: (await library.list()).bundles.map((bundle) => bundle.metadata),
        readText: async (bundleId, documentId) =>
          (await readDocument(library, bundleId, documentId))?.text ?? null,
        readDocument: (bundleId, documentId) => readDocument(library, bundleId, documentId),
        readingOrder: (bundleId) => listDocuments(library, bundleId),
      }),
  } satisfies Partial<Services>
}

/** The document; null when it is not installed or damaged, so that an export never fails on its account. */
function readDocument(library: Library, bundleId: BundleId, documentId: DocumentId) {
  return library.documentText(bundleId, documentId).catch(toNull)
}

/** In reading order; none when the bundle is not installed. */
async function listDocuments(library: Library, bundleId: BundleId): Promise<DocumentId[]> {
  return (await library.open(bundleId).catch(toNull))?.documents.map(({ id }) => id) ?? []
}

function toNull(error: unknown): null {
  if (error instanceof LecternError) return null
  throw error
}

function toProblem({ file, message }: SettingsProblem): NotesProblem {
  return { kind: 'quarantined', file, message }
}

async function listKept(notes: Notes, scope: AnnotationScope): Promise<PlacedAnnotation[]> {
  return (await notes.list(scope)).filter(({ annotation }) => !annotation.deleted)
}

function hostServices(host: HostPorts, info: () => AppInfo) {
  return {
    'app.info': () => Promise.resolve(info()),
    'host.pickSources': ({ what }) => host.pickSources(what),
    'host.saveFile': ({ file }) => host.saveFile(file),
    'host.openExternal': async ({ url }) => host.openExternal(parseExternal(url)),
  } satisfies Partial<Services>
}

/** The address in its normal form. Throws `FORBIDDEN` for every scheme but http, https and mailto. */
function parseExternal(url: string): string {
  const parsed = URL.parse(url)
  if (parsed !== null && EXTERNAL_SCHEMES.has(parsed.protocol)) return parsed.href
  throw new LecternError('FORBIDDEN', 'Only web addresses and mail addresses are opened outside Lectern.', {
    details: { scheme: parsed?.protocol ?? '' },
  })
}

function refuseDuplicates(groups: readonly object[]): void {
  const names = groups.flatMap((group) => Object.keys(group))
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`Two services answer ${twice}.`)
}
