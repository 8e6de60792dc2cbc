// Markdown of a note to nodes: CommonMark without raw HTML, then sanitised. Nothing in it loads or runs.
import DOMPurify, { type Config } from 'dompurify'
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false })

const CONFIG = {
  ALLOWED_TAGS:
    'p br em strong s code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config

/** The note as nodes, ready to be put on a page. */
export function renderMarkdown(text: string): DocumentFragment {
  return DOMPurify.sanitize(markdown.render(text), CONFIG)
}
