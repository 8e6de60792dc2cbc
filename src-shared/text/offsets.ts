// Converting between UTF-16 offsets (inside Lectern) and Unicode code points (in interchange formats).

/** Number of code points before a UTF-16 offset. Linear in `offset`. An unpaired surrogate counts as one. */
export function toCodePoints(text: string, offset: number): number {
  return countBetween(text, 0, offset)
}

/** UTF-16 offset of the code point with that number; the text's length when there are fewer. Linear. */
export function fromCodePoints(text: string, codePoints: number): number {
  let index = 0
  for (let count = 0; count < codePoints && index < text.length; count += 1)
    index += isPair(text, index) ? 2 : 1
  return index
}

/**
 * `toCodePoints` for many offsets of one text. Each call costs the distance from the call before it, so a list of
 * ascending offsets costs one pass in all; a smaller offset than before starts over.
 */
export function createCodePointCounter(text: string): (offset: number) => number {
  let at = 0
  let count = 0
  return (offset) => {
    if (offset < at) at = count = 0
    const target = toBoundary(text, Math.min(offset, text.length))
    count += countBetween(text, at, target)
    at = target
    return target < offset && offset < text.length ? count + 1 : count
  }
}

/** Moves an offset that falls inside a surrogate pair to the pair's start. */
export function toBoundary(text: string, offset: number): number {
  return offset > 0 && isPair(text, offset - 1) ? offset - 1 : offset
}

/** Moves an offset that falls inside a surrogate pair to the pair's end. */
export function toBoundaryAfter(text: string, offset: number): number {
  return offset > 0 && isPair(text, offset - 1) ? offset + 1 : offset
}

function countBetween(text: string, from: number, to: number): number {
  let count = 0
  for (let index = from; index < to; count += 1) index += isPair(text, index) ? 2 : 1
  return count
}

function isPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  const next = text.charCodeAt(index + 1)
  return unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff
}
