// Links back into Lectern: the edition says where offsets hold, the quote finds the place in any other.
import type { Annotation } from '../../src-shared/domain/annotation.ts'
import { toBoundary } from '../../src-shared/text/offsets.ts'

/** Units of the quote that a link carries: enough to find it, short enough to be a link. */
const LONGEST_QUOTE = 200

/**
 * `lectern://<bundleId>@<edition>/<documentId>#<quote>`. Everything but letters, digits, `-`, `_`, `.` and `~` is
 * percent-encoded, so the link can stand in Markdown, HTML or a command line as it is. No fragment for an empty quote.
 */
export function buildDeepLink(annotation: Annotation): string {
  const { bundleId, edition, documentId, selectors } = annotation
  const { exact } = selectors.quote
  const quote = exact.slice(0, toBoundary(exact, LONGEST_QUOTE)).trim()
  const fragment = quote === '' ? '' : `#${encode(quote)}`
  return `lectern://${encode(bundleId)}@${encode(edition)}/${encode(documentId)}${fragment}`
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
