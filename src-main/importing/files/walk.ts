// Finds the files to import: sources in the order given, folders recursively in the order people number things.
// Whatever it meets becomes one entry: a file to look into, or a line of the report. It opens no file.

import type { Dirent } from 'node:fs'
import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { ImportReportItem } from '../../../src-shared/domain/import-job.ts'
import type { FoundName } from './names.ts'
import { comparePaths, decodeName, findNameFault, toShownName } from './names.ts'
import { assertRegular } from './read-file.ts'
import type { Refusal } from './refusal.ts'
import { RefusedFile, toRefusal, toRefusedItem } from './refusal.ts'

/** A file to look into. Paths are absolute and free of links; `shown` is for the report and for ids. */
export interface FoundFile {
  readonly kind: 'file'
  readonly path: string
  /** The folder that links and images of the file must stay in. */
  readonly root: string
  /** Relative to the folder that was chosen, with forward slashes. */
  readonly shown: string
  /** Whether the person named this file, rather than a folder it is in. */
  readonly chosen: boolean
}

/** A path that is no file to look into, with its line of the report. */
export interface FoundItem {
  readonly kind: 'item'
  readonly shown: string
  readonly item: ImportReportItem
}

export type Found = FoundFile | FoundItem

/** Most files and deepest folder of one import. */
export interface WalkLimits {
  readonly files: number
  readonly depth: number
}

const FOLDER_NOISE = /^(?:\.|__MACOSX$|Thumbs\.db$|desktop\.ini$|node_modules$)/i

/** One walk through one chosen folder. */
interface Walk {
  readonly root: string
  readonly prefix: string
  readonly limits: WalkLimits
  readonly found: Found[]
  readonly visited: Set<string>
  readonly links: { readonly path: string; readonly shown: string }[]
}

/**
 * All that the sources hold. Several files without a folder among them are put in the order people number things, unless
 * `keepOrder` says that the order given means something; what is in a folder always is.
 */
export function walkSources(paths: readonly string[], limits: WalkLimits, keepOrder = false): Found[] {
  const visited = new Set<string>()
  const sources = paths.map((path) => resolve(path))
  const ordered = keepOrder || sources.some(isFolder) ? sources : sources.toSorted(comparePaths)
  return ordered.flatMap((path) => walkSource(path, sources.length > 1, limits, visited))
}

function walkSource(path: string, several: boolean, limits: WalkLimits, visited: Set<string>): Found[] {
  const given: FoundName = { name: basename(path), shown: toShownName(basename(path)) }
  const fault = findNameFault(given)
  try {
    if (path.includes('\0') && fault !== null) return [toItem(toShownName(path), fault)]
    const root = realpathSync(path)
    const stats = lstatSync(root)
    if (!stats.isDirectory()) {
      if (fault !== null) return [toItem(toShownName(path), fault)]
      assertRegular(stats)
      return takeFile(visited, {
        kind: 'file',
        path: root,
        root: dirname(root),
        shown: given.shown,
        chosen: true,
      })
    }
    const prefix = several ? `${given.shown}/` : ''
    const walk: Walk = { root, prefix, limits, found: [], visited, links: [] }
    walkFolder(walk, root, 0)
    for (const link of walk.links) followLink(walk, link.path, link.shown)
    return walk.found.toSorted((left, right) => comparePaths(left.shown, right.shown))
  } catch (error) {
    return [toItem(toShownName(path), toRefusal(error))]
  }
}

function walkFolder(walk: Walk, folder: string, depth: number): void {
  const shown = walk.prefix + toSlashes(relative(walk.root, folder))
  walk.visited.add(folder)
  if (depth > walk.limits.depth) {
    refuse(
      walk,
      shown,
      'FILE_NOT_REGULAR',
      `It is over ${walk.limits.depth} folders deep.`,
      'Move it further up.',
    )
    return
  }
  try {
    const entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })
    for (const entry of entries) walkEntry(walk, folder, entry, depth)
  } catch (error) {
    walk.found.push(toItem(shown === '' ? toShownName(basename(folder)) : shown, toRefusal(error)))
  }
}

function walkEntry(walk: Walk, folder: string, entry: Dirent<Buffer>, depth: number): void {
  if (walk.found.length > walk.limits.files) return
  const found = decodeName(entry.name)
  if (FOLDER_NOISE.test(found.shown)) return
  const shown = walk.prefix + toSlashes(join(relative(walk.root, folder), found.shown))
  if (walk.found.length === walk.limits.files) {
    refuse(
      walk,
      shown,
      'FILE_TOO_LARGE',
      `The folder holds over ${walk.limits.files} files.`,
      'Import it in parts.',
    )
    return
  }
  const fault = findNameFault(found)
  if (fault !== null || found.name === null) {
    if (fault !== null) walk.found.push(toItem(shown, fault))
    return
  }
  const path = join(folder, found.name)
  if (entry.isDirectory()) walkFolder(walk, path, depth + 1)
  else if (entry.isSymbolicLink()) walk.links.push({ path, shown })
  else addFile(walk, path, shown)
}

function addFile(walk: Walk, path: string, shown: string): void {
  try {
    assertRegular(lstatSync(path))
    walk.found.push(...takeFile(walk.visited, { kind: 'file', path, root: walk.root, shown, chosen: false }))
  } catch (error) {
    walk.found.push(toItem(shown, toRefusal(error)))
  }
}

/** A link is followed once all real files are known: only then is it clear whether it adds anything. */
function followLink(walk: Walk, path: string, shown: string): void {
  try {
    const target = realpathSync(path)
    if (target !== walk.root && !target.startsWith(walk.root + sep))
      throw new RefusedFile(
        'FILE_NOT_REGULAR',
        'It is a link to something outside the folder.',
        'Put the file itself in the place of the link.',
      )
    if (path.startsWith(target + sep))
      throw new RefusedFile('FILE_NOT_REGULAR', 'It is a link to a folder it is in.', 'Remove the link.')
    if (lstatSync(target).isDirectory()) {
      if (walk.visited.has(target))
        walk.found.push(toIgnored(shown, 'It is a link to a folder that is imported itself.'))
      else walkFolder(walk, target, 0)
    } else addFile(walk, target, shown)
  } catch (error) {
    walk.found.push(toItem(shown, toRefusal(error)))
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function takeFile(visited: Set<string>, file: FoundFile): Found[] {
  if (visited.has(file.path)) return [toIgnored(file.shown, 'It is the same file as another of this import.')]
  visited.add(file.path)
  return [file]
}

function refuse(walk: Walk, shown: string, code: Refusal['code'], reason: string, remedy: string): void {
  walk.found.push(toItem(shown, { code, reason, remedy }))
}

function toItem(shown: string, refusal: Refusal): FoundItem {
  return { kind: 'item', shown, item: toRefusedItem(shown, refusal) }
}

function toIgnored(shown: string, reason: string): FoundItem {
  return { kind: 'item', shown, item: { outcome: 'ignored', path: shown, reason } }
}

function toSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
