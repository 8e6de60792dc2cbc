// Ids of documents, made of their paths: readable, safe as file names and in addresses, and as stable as can be.
// An id depends on its own path alone unless two paths would give the same one.

import { createHash } from 'node:crypto'
import { DocumentId } from '../../../src-shared/domain/ids.ts'
import { comparePaths } from '../files/names.ts'

const LONGEST = 56

/**
 * One id for every path, in the same order. Where two paths have the same slug, the one that is spelt like it keeps
 * it, and the others get part of a hash of their path; so does a path that has letters which no id can hold.
 * @param paths relative, with forward slashes, all different
 */
export function assignDocumentIds(paths: readonly string[]): DocumentId[] {
  const slugs = paths.map(toSlug)
  const owners = new Map<string, number>()
  slugs.forEach((slug, index) => {
    const owner = owners.get(slug)
    if (owner === undefined || isPlainer(paths[index] ?? '', paths[owner] ?? '')) owners.set(slug, index)
  })
  const taken = new Set<string>()
  return slugs.map((slug, index) => {
    const path = paths[index] ?? ''
    const plain = owners.get(slug) === index && isFaithful(path)
    const id = plain && !taken.has(slug) ? slug : addHash(slug, path, taken)
    taken.add(id)
    return DocumentId.parse(id)
  })
}

function toSlug(path: string): string {
  const slug = withoutExtension(path)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return slug.slice(0, LONGEST).replace(/-+$/, '') || 'document'
}

function withoutExtension(path: string): string {
  return path.replace(/(?<=[^/.])\.[A-Za-z0-9]{1,9}$/, '')
}

/** Whether the slug says all that the path says, up to spaces, marks and the like. */
function isFaithful(path: string): boolean {
  const stem = withoutExtension(path)
  return (
    stem.length <= LONGEST && !/[^\p{ASCII}\p{M}]/u.test(stem.normalize('NFKD')) && /[A-Za-z0-9]/.test(stem)
  )
}

/** Of two paths with one slug, the one spelt like it comes first; then the shorter, then the first in order. */
function isPlainer(left: string, right: string): boolean {
  const effort = (path: string): number => (withoutExtension(path) === toSlug(path) ? 0 : 1)
  return effort(left) - effort(right) < 0 || (effort(left) === effort(right) && comparePaths(left, right) < 0)
}

function addHash(slug: string, path: string, taken: ReadonlySet<string>): string {
  for (let salt = 0; ; salt += 1) {
    const hash = createHash('sha256')
      .update(`${path}${'\n'.repeat(salt)}`)
      .digest('hex')
      .slice(0, 6)
    const id = `${slug}-${hash}`
    if (!taken.has(id)) return id
  }
}
