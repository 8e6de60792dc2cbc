// The images that documents refer to: found beside them, proved to be images by their first bytes, named for the bundle.
// Nothing outside the folder being imported is ever taken, whatever a document asks for.

import { realpathSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import type { Resource } from '../../../src-shared/domain/document.ts'
import { findImageType } from '../files/formats.ts'
import { decodeName, findNameFault } from '../files/names.ts'
import { readHead } from '../files/read-file.ts'
import { toRefusal } from '../files/refusal.ts'

/** The resources of one import. */
export class ResourceShelf {
  readonly #limit: number
  readonly #byFile = new Map<string, Resource | string>()
  readonly #names = new Set<string>()

  /** @param limit largest image that is taken, in bytes */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** All that were taken, by their names. */
  get all(): Resource[] {
    const taken = [...this.#byFile.values()].filter((each) => typeof each !== 'string')
    return taken.sort((left, right) => (left.path < right.path ? -1 : 1))
  }

  /** Whether this file is among them. */
  has(file: string): boolean {
    return typeof this.#byFile.get(file) === 'object'
  }

  /**
   * Takes an image, once however often it is asked for.
   * @param file absolute path
   * @param root absolute real path of the folder it must be in
   * @returns the resource, or why there is none
   */
  take(file: string, root: string): Resource | string {
    const known = this.#byFile.get(file)
    if (known !== undefined) return known
    const taken = this.#load(file, root)
    this.#byFile.set(file, taken)
    return taken
  }

  #load(file: string, root: string): Resource | string {
    try {
      const real = realpathSync(file)
      if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return 'it is outside the folder'
      const path = relative(root, file).split(sep).join('/')
      if (path.split('/').some((name) => findNameFault(decodeName(Buffer.from(name))) !== null))
        return 'its name is not accepted'
      const { head, size } = readHead(real, 1024)
      const mediaType = findImageType(head)
      if (mediaType === null) return 'it is not an image that can be shown'
      if (size > this.#limit) return 'it is too large'
      return { path: this.#pickName(path), mediaType, file: real, size }
    } catch (error) {
      return toRefusal(error).code === 'NOT_FOUND' ? 'it was not found' : 'it could not be read'
    }
  }

  /** The path within the folder; another name where a second folder has one that a file system could take for it. */
  #pickName(path: string): string {
    const folder = dirname(path) === '.' ? '' : `${dirname(path)}/`
    const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(path.slice(folder.length)) ?? []
    for (let number = 1; ; number += 1) {
      const name = `${folder}${stem}${number === 1 ? '' : `-${number}`}${extension}`.normalize('NFC')
      const key = name.normalize('NFKC').toLowerCase()
      if (this.#names.has(key)) continue
      this.#names.add(key)
      return name
    }
  }
}
