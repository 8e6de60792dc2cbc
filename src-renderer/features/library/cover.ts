// A cover for a bundle that has none: which of the quiet colours and which ornament, decided by its id alone, so that a
// bundle looks the same on every machine. Drawing it is Cover.tsx's.

/** Number of colour pairs in the design tokens (`--cover-0` to `--cover-7`). */
export const COVER_COLORS = 8

export const COVER_ORNAMENTS = ['frame', 'band', 'spine', 'rule'] as const
export type CoverOrnament = (typeof COVER_ORNAMENTS)[number]

export interface CoverDesign {
  /** From 0 to `COVER_COLORS - 1`. */
  readonly color: number
  readonly ornament: CoverOrnament
}

/** The same id always gives the same design. */
export function toCoverDesign(id: string): CoverDesign {
  const hash = hashOf(id)
  const ornament = COVER_ORNAMENTS[Math.floor(hash / COVER_COLORS) % COVER_ORNAMENTS.length]
  return { color: hash % COVER_COLORS, ornament: ornament ?? 'frame' }
}

/** FNV-1a over UTF-16 units, 32 bits, with a last mixing so that ids that differ at the end look different. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) >>> 0
}
