// The door of exporting: annotations as a file for people or for other reading systems. It reads no notes and writes
// no file; the host saves what comes back.
import type { ExportFormat, PlacedAnnotation, TextFile } from '../../src-shared/domain/annotation.ts'
import { toFileName } from './file-name.ts'
import type { BundleItems, ExportContext } from './gather.ts'
import { gatherItems } from './gather.ts'
import { buildMarkdown } from './markdown.ts'
import { buildAnnotationSet } from './readium.ts'

export type { ExportContext } from './gather.ts'

/**
 * Annotations as one file: Markdown, or a Readium AnnotationSet. Deleted ones are left out. The same annotations,
 * library and `now` give the same text.
 */
export async function exportAnnotations(
  annotations: readonly PlacedAnnotation[],
  format: ExportFormat,
  context: ExportContext,
): Promise<TextFile> {
  const bundles = await gatherItems(annotations, context)
  const now = context.now ?? new Date()
  const title = buildTitle(bundles, now)
  switch (format) {
    case 'markdown':
      return {
        name: toFileName(title, '.md'),
        mediaType: 'text/markdown',
        text: buildMarkdown(bundles, now),
      }
    case 'readium':
      return {
        name: toFileName(title, '.annotation'),
        mediaType: 'application/rd-annotations+json',
        text: `${JSON.stringify(buildAnnotationSet(bundles, title, now), undefined, 2)}\n`,
      }
  }
}

function buildTitle(bundles: readonly BundleItems[], now: Date): string {
  const [only] = bundles
  const subject = only === undefined || bundles.length > 1 ? 'Lectern' : (only.metadata?.title ?? only.id)
  return `${subject} – notes ${now.toISOString().slice(0, 10)}`
}
