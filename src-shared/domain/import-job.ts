// An import as the person follows it: what it is at, and in the end one line for every file.
import { z } from 'zod'
import { ErrorCode } from '../contract/errors.ts'
import { BundleId, DocumentId } from './ids.ts'

/** Something to import: a path on this machine, or files that the interface has handed over to the host. */
export const ImportSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
  z.object({ kind: z.literal('staged'), batch: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
])
export type ImportSource = z.infer<typeof ImportSource>

/**
 * What became of one file. `repaired` names what was mended; `refused` says why and what to do;
 * `resource` is a file that documents use; `ignored` is neither a document nor used by one.
 */
export const ImportReportItem = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('imported'), path: z.string(), documentId: DocumentId, words: z.number() }),
  z.object({
    outcome: z.literal('repaired'),
    path: z.string(),
    documentId: DocumentId,
    words: z.number(),
    repairs: z.array(z.string()),
  }),
  z.object({ outcome: z.literal('installed'), path: z.string(), bundleId: BundleId }),
  z.object({ outcome: z.literal('resource'), path: z.string() }),
  z.object({ outcome: z.literal('ignored'), path: z.string(), reason: z.string() }),
  z.object({
    outcome: z.literal('refused'),
    path: z.string(),
    code: ErrorCode,
    reason: z.string(),
    remedy: z.string(),
  }),
])
export type ImportReportItem = z.infer<typeof ImportReportItem>

export const ImportPhase = z.enum(['scanning', 'importing', 'indexing', 'writing'])
export type ImportPhase = z.infer<typeof ImportPhase>

/** `total` is 0 while it is not yet known. */
export const ImportProgress = z.object({
  phase: ImportPhase,
  done: z.number().int().min(0),
  total: z.number().int().min(0),
  current: z.string(),
})
export type ImportProgress = z.infer<typeof ImportProgress>

/** The end of an import. `bundles` are those now installed; when it was cancelled, those that were finished by then. */
export const ImportReport = z.object({
  bundles: z.array(BundleId),
  cancelled: z.boolean(),
  items: z.array(ImportReportItem),
})
export type ImportReport = z.infer<typeof ImportReport>
