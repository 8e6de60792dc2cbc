// Where the documents of an import are, so that a link from one can be led to another.

import { resolve, sep } from 'node:path'
import type { DocumentId } from '../../../src-shared/domain/ids.ts'
import type { InnerLink } from './references.ts'

/** A document by the file it was made of. `anchors` leads from the ids of the source to those of the document. */
export interface IndexedFile {
  readonly path: string
  readonly root: string
  readonly id: DocumentId
  readonly anchors: ReadonlyMap<string, string>
}

/** What a link may leave out, or call by another name: pages are often linked to as what they will become. */
const EXTENSIONS = ['', '.md', '.markdown', '.html', '.htm', '.xhtml', '.txt']
const FOLDER_PAGES = ['index', 'README', 'readme']

/** All documents of an import, by their paths. */
export class DocumentIndex {
  readonly #byPath = new Map<string, IndexedFile>()
  readonly #byLowerPath = new Map<string, IndexedFile>()

  constructor(files: readonly IndexedFile[]) {
    for (const file of files) {
      this.#byPath.set(file.path, file)
      this.#byLowerPath.set(file.path.toLowerCase(), file)
    }
  }

  /**
   * The address that a link gets: to another document (`<id>.html`, with a fragment where the target has it), or to
   * a place in the same one. Null when it leads to nothing.
   * @param from the file that the link is in
   */
  resolve(from: string, link: InnerLink): string | null {
    const source = this.#byPath.get(from)
    const target = link.file === undefined ? source : this.#find(link.file)
    if (target === undefined) return null
    const anchor = link.fragment === undefined ? undefined : findAnchor(target.anchors, link.fragment)
    const fragment = anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`
    if (target === source) return fragment === '' ? null : fragment
    return `${target.id}.html${fragment}`
  }

  #find(file: string): IndexedFile | undefined {
    const stem = file.replace(/\.(?:x?html?|md|markdown|txt)$/i, '')
    const folder = file.endsWith(sep) ? file.slice(0, -1) : file
    const candidates = [
      file,
      ...EXTENSIONS.map((extension) => stem + extension),
      ...FOLDER_PAGES.flatMap((name) => EXTENSIONS.map((extension) => resolve(folder, name + extension))),
    ]
    for (const path of candidates) {
      const found = this.#byPath.get(path) ?? this.#byLowerPath.get(path.toLowerCase())
      if (found !== undefined) return found
    }
    return undefined
  }
}

/** The id as it is, or in the lower case that generated pages use. */
function findAnchor(anchors: ReadonlyMap<string, string>, fragment: string): string | undefined {
  return anchors.get(fragment) ?? anchors.get(fragment.toLowerCase())
}
