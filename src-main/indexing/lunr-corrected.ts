// Lunr with one method corrected. Everything that builds or opens an index imports Lunr from here and nowhere else.
//
// Lunr 2.3.9 keeps its dictionary as a minimal automaton. While building it, two nodes count as equal when their
// `toString()` is equal, and that string joins edge labels and node ids without a separator: a node with the edge `1`
// to node 23 and a node with the edge `1` to 2 and the edge … `3` become one. Words are then lost and words that were
// never indexed appear (upstream: olivernn/lunr.js, issues 503 and 540). The correction ends every id with a comma.
// It is made in memory, on loading; the package on disk stays as it is. Scores and order do not change.
import lunr from 'lunr'

interface Node {
  readonly final: boolean
  readonly edges: Readonly<Record<string, { readonly id: number }>>
  readonly _str?: string
}

/** The key by which `lunr.TokenSet.Builder` recognises equal nodes, unambiguous for any edge label. */
export function toNodeKey(this: Node): string {
  if (this._str !== undefined) return this._str
  let key = this.final ? '1' : '0'
  for (const label of Object.keys(this.edges).sort()) key += `${label}${this.edges[label]?.id ?? 0},`
  return key
}

Object.assign(lunr.TokenSet.prototype, { toString: toNodeKey })

/** The version of Lunr, and with it of the default pipeline. */
export const LUNR_PIPELINE = `lunr-${lunr.version}`

export { lunr }
