// The contents tree of a bundle: documents in reading order, and under each its headings, nested by level.
// It only arranges what the documents say; it invents no titles.

import { LecternError } from '../../src-shared/contract/errors.ts'
import type { ContentsEntry } from '../../src-shared/domain/bundle.ts'
import type { Document, Heading } from '../../src-shared/domain/document.ts'
import type { DocumentId } from '../../src-shared/domain/ids.ts'
import { BlockId } from '../../src-shared/domain/ids.ts'
import type { ManifestContents } from '../../src-shared/domain/manifest-file.ts'
import { CONTENTS_DEPTH } from '../../src-shared/domain/manifest-file.ts'
import { parseOutline } from '../../src-shared/text/canonical-text.ts'
import { toDocumentPath } from './paths.ts'

/** While it is being built, an entry may still get children. */
interface Node extends ContentsEntry {
  readonly children: Node[]
}

/**
 * One entry for each document. A document whose only top heading repeats its title is entered once, with what stands
 * under that heading; headings without text are left out.
 */
export function buildContents(
  documents: readonly Pick<Document, 'id' | 'title' | 'html'>[],
): ContentsEntry[] {
  return documents.map((document) => {
    const nodes = nest(document.id, parseOutline(document.html).headings)
    const only = nodes.length === 1 ? nodes[0] : undefined
    const children = only?.title === document.title ? only.children : nodes
    return { title: document.title, documentId: document.id, children }
  })
}

/** The tree as the manifest's table of contents: relative, percent-encoded links. */
export function toManifestContents(entries: readonly ContentsEntry[]): ManifestContents[] {
  return entries.map((entry) => {
    const fragment = entry.blockId === undefined ? '' : `#${encodeURIComponent(entry.blockId)}`
    return {
      href: toDocumentPath(entry.documentId) + fragment,
      type: 'text/html',
      title: entry.title,
      ...(entry.children.length > 0 && { children: toManifestContents(entry.children) }),
    }
  })
}

/**
 * The tree from the manifest's table of contents.
 * @param documents ids by path within the bundle
 * @throws LecternError `BUNDLE_INVALID` when a line leads to no document, or the tree is deeper than `CONTENTS_DEPTH`
 */
export function parseContents(
  links: readonly ManifestContents[],
  documents: ReadonlyMap<string, DocumentId>,
  bundle: string,
  depth = 1,
): ContentsEntry[] {
  if (depth > CONTENTS_DEPTH && links.length > 0)
    throw invalid(bundle, `its table of contents is nested deeper than ${CONTENTS_DEPTH} levels`)
  return links.map((link) => {
    const [path = '', fragment] = link.href.split('#', 2)
    const documentId = documents.get(path)
    if (documentId === undefined)
      throw invalid(bundle, `its table of contents leads to ${path}, which it does not hold`)
    const children = parseContents(link.children ?? [], documents, bundle, depth + 1)
    const entry = { title: link.title, documentId, children }
    return fragment === undefined ? entry : { ...entry, blockId: parseFragment(fragment, bundle) }
  })
}

function nest(documentId: DocumentId, headings: readonly Heading[]): Node[] {
  const roots: Node[] = []
  const open: { level: number; node: Node }[] = []
  for (const heading of headings) {
    if (heading.title === '') continue
    while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop()
    const node: Node = { title: heading.title, documentId, blockId: heading.id, children: [] }
    const siblings = open.at(-1)?.node.children ?? roots
    siblings.push(node)
    open.push({ level: heading.level, node })
  }
  return roots
}

function parseFragment(fragment: string, bundle: string): BlockId {
  try {
    return BlockId.parse(decodeURIComponent(fragment))
  } catch (cause) {
    throw invalid(bundle, `its table of contents has the unusable place #${fragment.slice(0, 100)}`, cause)
  }
}

function invalid(bundle: string, what: string, cause?: unknown): LecternError {
  return new LecternError('BUNDLE_INVALID', `${bundle} is not a valid bundle: ${what}. Build it again.`, {
    details: { file: bundle },
    cause,
  })
}
