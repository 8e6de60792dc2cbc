// Where things stand in a bundle. docs/formats/bundle.md lists them all.

import type { DocumentId } from '../../src-shared/domain/ids.ts'

export const MANIFEST_PATH = 'manifest.json'
export const EDITION_PATH = 'lectern/edition.json'
export const RESOURCES_FOLDER = 'resources/'
export const SET_APART_FOLDER = 'lectern/set-apart/'

/** Where a document stands. */
export function toDocumentPath(id: DocumentId): string {
  return `documents/${id}.html`
}

/** Where text that was set apart stands: that of the documents from this one on, or in format 1 of this one alone. */
export function toSetApartPath(id: DocumentId): string {
  return `${SET_APART_FOLDER}${id}.json`
}

/** A path of the bundle as a link relative to the manifest. */
export function toHref(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
