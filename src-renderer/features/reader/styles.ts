// The style sheets of the document frame, as text with the addresses of the built font files in it. The frame has no
// other source of style: documents bring none, and inline style is refused by the policy.
import documentStyles from '../../styles/document.css?inline'
import markStyles from '../../styles/document-marks.css?inline'
import fonts from '../../styles/fonts.css?inline'
import tokens from '../../styles/tokens.css?inline'

/** Whole style sheets, later ones winning. */
export const DOCUMENT_STYLES: readonly string[] = [toAbsolute(fonts), tokens, documentStyles, markStyles]

/** A constructed style sheet has no address of its own: relative ones are resolved here. */
function toAbsolute(css: string): string {
  return css.replace(/url\((["']?)(?!data:|https?:)([^"')]+)\1\)/g, (_, _quote, path: string) => {
    return `url("${new URL(path, document.baseURI).href}")`
  })
}
