// The Readium Web Publication Manifest of a bundle: built from its content, and read back for its table of contents.
// https://readium.org/webpub-manifest/ ; what Lectern needs beyond that stands in lectern/edition.json.

import type { BundleMetadata } from '../../src-shared/domain/bundle.ts'
import { UNDATED } from '../../src-shared/domain/bundle.ts'
import type { Document, DocumentEntry, Resource } from '../../src-shared/domain/document.ts'
import type { FileRecord } from '../../src-shared/domain/edition-file.ts'
import type { BundleId, Language } from '../../src-shared/domain/ids.ts'
import { Timestamp } from '../../src-shared/domain/ids.ts'
import type { ManifestFile } from '../../src-shared/domain/manifest-file.ts'
import { ManifestContents, ManifestLink, ManifestParts } from '../../src-shared/domain/manifest-file.ts'
import { invalid, parse, parseJson, parseLines, readVerified } from './bundle-files.ts'
import type { Container } from './container/container.ts'
import { buildContents, toManifestContents } from './contents.ts'
import { EDITION_PATH, MANIFEST_PATH, RESOURCES_FOLDER, toDocumentPath, toHref } from './paths.ts'

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

/**
 * Reads the manifest of a bundle of which the rest is known. The manifest is what other readers go by, the edition what
 * Lectern goes by: they must tell of the same documents.
 * @throws LecternError `BUNDLE_INVALID`, `BUNDLE_DAMAGED`, and what reading the container throws
 */
export async function loadManifest(
  container: Container,
  expected: {
    readonly id: BundleId
    readonly documents: readonly Pick<DocumentEntry, 'id'>[]
    readonly records: ReadonlyMap<string, FileRecord>
  },
): Promise<ManifestFile> {
  const bytes = await readVerified(container, expected.records, MANIFEST_PATH)
  const parts = parse(ManifestParts, parseJson(bytes, container, MANIFEST_PATH), container, MANIFEST_PATH)
  const { identifier } = parts.metadata
  if (identifier !== toIdentifier(expected.id))
    throw invalid(container, MANIFEST_PATH, `it is that of ${identifier.slice(0, 200)}`)
  const place = (name: string) => ({ path: MANIFEST_PATH, name })
  const readingOrder = await parseLines(ManifestLink, parts.readingOrder, container, place('readingOrder'))
  const same = readingOrder.length === expected.documents.length
  if (!same || expected.documents.some(({ id }, at) => readingOrder[at]?.href !== toDocumentPath(id)))
    throw invalid(container, MANIFEST_PATH, `its reading order is not that of ${EDITION_PATH}`)
  const toc = await parseLines(ManifestContents, parts.toc, container, place('toc'))
  return { ...parts, readingOrder, toc }
}

/** Metadata of a bundle whose edition tells only these. */
export function toMetadata(
  manifest: ManifestFile,
  known: Pick<BundleMetadata, 'id' | 'edition' | 'language'>,
): BundleMetadata {
  const { title, author, publisher, description, modified } = manifest.metadata
  return {
    ...known,
    title,
    author: author ?? [],
    ...(publisher !== undefined && { publisher }),
    ...(description !== undefined && { description }),
    modified: modified === undefined ? UNDATED : Timestamp.parse(modified),
  }
}

/** The identifier by which other readers know a bundle, the same for all its editions. */
function toIdentifier(id: BundleMetadata['id']): string {
  return `urn:lectern:${id}`
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
