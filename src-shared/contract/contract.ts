// The contract between the interface and the services, as data: every procedure with its input and output, and every
// event. Hosts serve this table, the router validates against it, and the client's type is derived from it.
import { z } from 'zod'
import {
  AnnotationDraft,
  AnnotationPatch,
  AnnotationScope,
  ExportFormat,
  PlacedAnnotation,
  TextFile,
} from '../domain/annotation.ts'
import { BundleSummary, OpenedBundle } from '../domain/bundle.ts'
import { Direction, Heading, SetApart } from '../domain/document.ts'
import { AnnotationId, BundleId, DocumentId, Edition, Language, Sha256 } from '../domain/ids.ts'
import { ImportProgress, ImportReport, ImportSource } from '../domain/import-job.ts'
import { Locator, ReadingPosition } from '../domain/locator.ts'
import { SearchRequest, SearchResponse } from '../domain/search.ts'
import { Settings, SettingsPatch } from '../domain/settings.ts'
import { Failure } from './errors.ts'

/** A procedure: its input and output schemas. Both are values that survive JSON. */
export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I
  readonly output: O
}

function procedure<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Procedure<I, O> {
  return { input, output }
}

const nothing = z.strictObject({})
const JobId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const documentAddress = z.strictObject({ bundleId: BundleId, documentId: DocumentId })

/** A document as the reader shows it. `html` is the body in normal form; offsets refer to its canonical text. */
export const ReadableDocument = z.object({
  bundleId: BundleId,
  edition: Edition,
  documentId: DocumentId,
  title: z.string(),
  language: Language,
  direction: Direction,
  html: z.string(),
  length: z.number().int().min(0),
  wordCount: z.number().int().min(0),
  sha256: Sha256,
  headings: z.array(Heading),
  setApart: z.array(SetApart),
  position: ReadingPosition.nullable(),
})
export type ReadableDocument = z.infer<typeof ReadableDocument>

/** Something the person should know about saved data: what was kept safe, and where. */
export const NotesProblem = z.object({
  kind: z.enum(['read-only', 'quarantined', 'recovered']),
  message: z.string(),
  file: z.string(),
})
export type NotesProblem = z.infer<typeof NotesProblem>

/** What an operation on annotations changed. Deleted ones are listed with `deleted` set. */
export const AnnotationChange = z.object({ changed: z.array(PlacedAnnotation) })
export type AnnotationChange = z.infer<typeof AnnotationChange>

export const contract = {
  'app.info': procedure(
    nothing,
    z.object({
      version: z.string(),
      host: z.enum(['electron', 'web']),
      platform: z.string(),
      dataFolder: z.string(),
      runtime: z.record(z.string(), z.string()),
      requestsCancelled: z.number().int().min(0),
    }),
  ),

  'library.list': procedure(
    nothing,
    z.object({
      bundles: z.array(BundleSummary),
      /**
       * Bundles that cannot be opened, each with its reason; they are kept, not deleted. `bundleId` is there for an
       * installed one, which can be removed; one that the application carries has none.
       */
      damaged: z.array(z.object({ file: z.string(), failure: Failure, bundleId: BundleId.optional() })),
    }),
  ),
  'library.open': procedure(z.strictObject({ bundleId: BundleId }), OpenedBundle),
  /** With `damaged` only the installed edition that cannot be opened goes; an included one of the same id stays. */
  'library.remove': procedure(
    z.strictObject({ bundleId: BundleId, damaged: z.literal(true).optional() }),
    z.object({ notesKept: z.number().int() }),
  ),
  /** Starts an import and answers at once; progress and the report come as events. */
  'library.import': procedure(
    z.strictObject({
      sources: z.array(ImportSource).min(1).max(10_000),
      title: z.string().max(500).optional(),
    }),
    z.object({ jobId: JobId }),
  ),
  'library.cancelImport': procedure(z.strictObject({ jobId: JobId }), nothing),

  'documents.read': procedure(documentAddress, ReadableDocument),
  'positions.save': procedure(z.strictObject({ position: ReadingPosition }), nothing),

  'search.query': procedure(SearchRequest, SearchResponse),

  'annotations.list': procedure(
    z.strictObject({ scope: AnnotationScope }),
    z.object({ annotations: z.array(PlacedAnnotation), problems: z.array(NotesProblem) }),
  ),
  /** Answers when the annotation is on the disk, not before. The same holds for every change below. */
  'annotations.create': procedure(z.strictObject({ draft: AnnotationDraft }), AnnotationChange),
  'annotations.edit': procedure(
    z.strictObject({
      bundleId: BundleId,
      ids: z.array(AnnotationId).min(1).max(100_000),
      patch: AnnotationPatch,
    }),
    AnnotationChange,
  ),
  'annotations.delete': procedure(
    z.strictObject({ bundleId: BundleId, ids: z.array(AnnotationId).min(1).max(100_000) }),
    AnnotationChange,
  ),
  /** Takes back the last change made in this session; `changed` is empty when there is none. */
  'annotations.undo': procedure(nothing, AnnotationChange),
  'annotations.redo': procedure(nothing, AnnotationChange),
  'annotations.export': procedure(z.strictObject({ scope: AnnotationScope, format: ExportFormat }), TextFile),

  'settings.get': procedure(nothing, Settings),
  'settings.update': procedure(z.strictObject({ patch: SettingsPatch }), Settings),

  /** Asks the person for files or a folder. `browser`: the host cannot ask, the interface does it itself. */
  'host.pickSources': procedure(
    z.strictObject({ what: z.enum(['files', 'folder']) }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('picked'), sources: z.array(ImportSource) }),
      z.object({ kind: z.literal('cancelled') }),
      z.object({ kind: z.literal('browser') }),
    ]),
  ),
  'host.saveFile': procedure(
    z.strictObject({ file: TextFile }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('saved'), path: z.string() }),
      z.object({ kind: z.literal('cancelled') }),
      z.object({ kind: z.literal('browser') }),
    ]),
  ),
  /** Called after the person has agreed in the link dialogue. http, https and mailto only. */
  'host.openExternal': procedure(
    z.strictObject({ url: z.string().max(4096) }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('opened') }),
      z.object({ kind: z.literal('browser') }),
    ]),
  ),
} as const satisfies Record<string, Procedure>

export type Contract = typeof contract
export type ProcedureName = keyof Contract
export type Input<N extends ProcedureName> = z.input<Contract[N]['input']>
export type Output<N extends ProcedureName> = z.output<Contract[N]['output']>

/** Commands that a menu or the operating system sends to the interface. */
export const Command = z.enum([
  'library',
  'import-files',
  'import-folder',
  'settings',
  'search',
  'sidebar',
  'back',
  'forward',
  'larger',
  'smaller',
  'reset-size',
  'undo',
  'redo',
  'shortcuts',
])
export type Command = z.infer<typeof Command>

export const events = {
  'library.changed': nothing,
  'import.progress': z.object({ jobId: JobId, progress: ImportProgress }),
  'import.finished': z.object({ jobId: JobId, report: ImportReport }),
  /** Annotations were changed here or by another process; the interface reads the scope again. */
  'annotations.changed': z.object({ bundleId: BundleId }),
  'settings.changed': Settings,
  'host.command': z.object({ command: Command }),
  /** The operating system asked for a place to be opened. */
  'host.openLocator': z.object({ locator: Locator }),
} as const satisfies Record<string, z.ZodType>

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = z.output<Events[N]>

/** Handlers that answer every procedure; what a router serves. `Output` before validation, so readonly data fits. */
export type Services = {
  readonly [N in ProcedureName]: (
    input: z.output<Contract[N]['input']>,
  ) => Promise<z.input<Contract[N]['output']>>
}

/** Sends an event to every connected interface. */
export type Emit = <N extends EventName>(name: N, payload: z.input<Events[N]>) => void
