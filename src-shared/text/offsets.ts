// Converting between UTF-16 offsets (inside Lectern) and Unicode code points (in interchange formats).

/** Number of code points before a UTF-16 offset. Linear in `offset`. An unpaired surrogate counts as one. */
export function toCodePoints(text: string, offset: number): number {
  let count = 0
  for (let index = 0; index < offset; count += 1) index += isPair(text, index) ? 2 : 1
  return count
}

/** UTF-16 offset of the code point with that number; the text's length when there are fewer. Linear. */
export function fromCodePoints(text: string, codePoints: number): number {
  let index = 0
  for (let count = 0; count < codePoints && index < text.length; count += 1)
    index += isPair(text, index) ? 2 : 1
  return index
}

function isPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  const next = text.charCodeAt(index + 1)
  return unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff
}
