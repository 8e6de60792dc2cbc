// A prebuilt search index as a bundle carries it. What the bytes mean is the indexing stage's business alone.
import { z } from 'zod'
import type { ByteSource } from './byte-source.ts'

/**
 * What a reader must know before it touches the bytes: which kind of index, which version of its layout, and which
 * text pipeline made its terms. An index that differs in any of them cannot be used.
 */
export const IndexDescriptor = z.object({
  kind: z.string().min(1).max(64),
  version: z.number().int().min(0),
  pipeline: z.string().max(256),
})
export type IndexDescriptor = z.infer<typeof IndexDescriptor>

/** An index with its place in the bundle, `lectern/index/<name>`. Whoever was given it closes its content. */
export interface IndexFile {
  readonly path: string
  readonly content: ByteSource
  readonly descriptor: IndexDescriptor
}
