// The Readium Web Publication Manifest of a bundle: built from its content, and read back into metadata.
// https://readium.org/webpub-manifest/ ; what is Lectern's own stands in lectern/edition.json instead.

import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import { UNDATED } from '../../src-shared/domain/bundle.ts'
import type { Document, Resource } from '../../src-shared/domain/document.ts'
import type { EditionFile } from '../../src-shared/domain/edition-file.ts'
import type { Language } from '../../src-shared/domain/ids.ts'
import { Timestamp } from '../../src-shared/domain/ids.ts'
import type { ManifestFile, ManifestLink } from '../../src-shared/domain/manifest-file.ts'
import { buildContents, toManifestContents } from './contents.ts'
import { toDocumentPath } from './document-file.ts'

export const MANIFEST_PATH = 'manifest.json'
export const EDITION_PATH = 'lectern/edition.json'
export const RESOURCES_FOLDER = 'resources/'

const HTML = 'text/html'

/** The manifest. `metadata.modified` is left out where it is `UNDATED`, languages where they are not BCP 47. */
export function buildManifest(
  metadata: BundleMetadata,
  documents: readonly Document[],
  resources: readonly Resource[],
  indexPath: string | null,
): ManifestFile {
  return {
    '@context': 'https://readium.org/webpub-manifest/context.jsonld',
    metadata: {
      '@type': 'http://schema.org/Book',
      identifier: toIdentifier(metadata.id),
      title: metadata.title,
      language: isLanguageTag(metadata.language) ? metadata.language : 'und',
      ...(metadata.author.length > 0 && { author: metadata.author }),
      ...(metadata.publisher !== undefined && { publisher: metadata.publisher }),
      ...(metadata.description !== undefined && { description: metadata.description }),
      ...(metadata.modified !== UNDATED && { modified: metadata.modified }),
    },
    links: buildLinks(indexPath),
    readingOrder: documents.map((document) => ({
      href: toDocumentPath(document.id),
      type: HTML,
      title: document.title,
      ...(isLanguageTag(document.language) && { language: document.language }),
    })),
    resources: resources.map((resource) => ({
      href: toHref(RESOURCES_FOLDER + resource.path),
      type: resource.mediaType,
    })),
    toc: toManifestContents(buildContents(documents)),
  }
}

/** Metadata of a bundle from its two files, which must have been found to belong together. */
export function toMetadata(manifest: ManifestFile, edition: EditionFile): BundleMetadata {
  const { title, author, publisher, description, modified } = manifest.metadata
  return {
    id: edition.bundle,
    edition: edition.edition,
    title,
    language: edition.language,
    author: author ?? [],
    ...(publisher !== undefined && { publisher }),
    ...(description !== undefined && { description }),
    modified: modified === undefined ? UNDATED : Timestamp.parse(modified),
  }
}

/** The identifier by which other readers know a bundle, the same for all its editions. */
export function toIdentifier(id: BundleMetadata['id']): string {
  return `urn:lectern:${id}`
}

/** A path of the bundle as a link relative to the manifest. */
export function toHref(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function buildLinks(indexPath: string | null): ManifestLink[] {
  return [
    { rel: 'self', href: MANIFEST_PATH, type: 'application/webpub+json' },
    { rel: 'urn:lectern:rel:edition', href: EDITION_PATH, type: 'application/json' },
    ...(indexPath === null
      ? []
      : [{ rel: 'urn:lectern:rel:index', href: toHref(indexPath), type: 'application/octet-stream' }]),
  ]
}

function isLanguageTag(language: Language): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1
  } catch {
    return false
  }
}
