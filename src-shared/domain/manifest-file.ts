// `manifest.json` of a bundle: the part of the Readium Web Publication Manifest that Lectern writes and relies on.
// Not a reader of every Readium manifest: other producers' forms (language maps, contributor objects) are not accepted.
// https://readium.org/webpub-manifest/
import { z } from 'zod'

/** How deep a table of contents may nest. Six heading levels under a document, with room to spare. */
export const CONTENTS_DEPTH = 32

const Href = z.string().min(1).max(4_096)

/** A link to a file of the bundle. `href` is relative to the manifest and percent-encoded. */
export const ManifestLink = z.object({
  href: Href,
  type: z.string().max(256),
  rel: z.string().max(256).optional(),
  title: z.string().optional(),
  language: z.string().optional(),
})
export type ManifestLink = z.infer<typeof ManifestLink>

/** One line of the table of contents: `documents/<id>.html`, or a place in it after `#`. */
export interface ManifestContents {
  readonly href: string
  readonly type: string
  readonly title: string
  readonly children?: readonly ManifestContents[] | undefined
}
export const ManifestContents: z.ZodType<ManifestContents> = z.object({
  href: Href,
  type: z.string().max(256),
  title: z.string(),
  get children() {
    return z.array(ManifestContents).optional()
  },
})

/** `modified` is absent from a bundle that was built without a date. */
export const ManifestFile = z.object({
  '@context': z.string(),
  metadata: z.object({
    '@type': z.string(),
    identifier: z.string(),
    title: z.string().min(1),
    language: z.string(),
    author: z.array(z.string()).optional(),
    publisher: z.string().optional(),
    description: z.string().optional(),
    modified: z.iso.datetime().optional(),
  }),
  links: z.array(ManifestLink),
  readingOrder: z.array(ManifestLink).min(1),
  resources: z.array(ManifestLink).optional(),
  toc: z.array(ManifestContents),
})
export type ManifestFile = z.infer<typeof ManifestFile>

/** The same for reading: the two lists may have a great many lines, so they are judged line by line, apart. */
export const ManifestParts = ManifestFile.extend({
  readingOrder: z.array(z.unknown()).min(1),
  toc: z.array(z.unknown()),
})
