// What a person may mean by a few typed letters or a number: a share of the document, or entries of the contents.
import type { ContentsEntry } from '../../../src-shared/domain/bundle.ts'
import type { OpenRequest } from '../../stores/reader-store.ts'
import { filterNodes, flatten } from './contents-tree.ts'

export type GoToTarget =
  | { readonly kind: 'percent'; readonly key: string; readonly share: number }
  | {
      readonly kind: 'section'
      readonly key: string
      readonly title: string
      /** Title of the entry above; empty at the top. Tells like from like. */
      readonly parent: string
      readonly request: Omit<OpenRequest, 'bundleId'>
    }

const SHOWN = 8

/** The places that the text may mean, the likeliest first; at most nine. Nothing for an empty text. */
export function findTargets(contents: readonly ContentsEntry[], text: string): readonly GoToTarget[] {
  const share = parseShare(text)
  const percent: GoToTarget[] = share === null ? [] : [{ kind: 'percent', key: 'percent', share }]
  if (text.trim() === '') return percent
  const { nodes, matches } = filterNodes(flatten(contents), text)
  const titles = new Map(nodes.map(({ key, entry }) => [key, entry.title]))
  const sections = nodes
    .filter(({ key }) => matches.has(key))
    .slice(0, SHOWN)
    .map(({ key, parent, entry }): GoToTarget => {
      const { documentId, blockId, title } = entry
      const request =
        blockId === undefined ? { documentId, start: 0, lineOffset: 0 } : { documentId, fragment: blockId }
      return { kind: 'section', key, title, parent: titles.get(parent ?? '') ?? '', request }
    })
  return [...percent, ...sections]
}

/** `40`, `40%` or `12.5 %` as a share from 0 to 1; null for anything else. */
export function parseShare(text: string): number | null {
  const match = /^\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%?\s*$/u.exec(text)
  const percent = Number(match?.[1]?.replace(',', '.') ?? Number.NaN)
  return percent >= 0 && percent <= 100 ? percent / 100 : null
}
