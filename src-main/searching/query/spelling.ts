// How far two spellings lie apart. Nothing here knows what a word is.

type Row = Uint32Array

/**
 * The least number of edits that turn `a` into `b`: a unit more, less or another, or two neighbours changing places
 * (the optimal string alignment distance, in UTF-16 units). `most + 1` when it is more than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: Row = new Uint32Array(b.length + 1)
  let last: Row = Uint32Array.from(before.keys())
  let row: Row = new Uint32Array(b.length + 1)
  for (let i = 1; i <= a.length; i += 1) {
    if (fillRow(a, b, i, before, last, row) > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return Math.min(last[b.length] ?? 0, most + 1)
}

/** Fills the row of the first `i` units of `a`, from the two rows before it; gives its least number. */
function fillRow(a: string, b: string, i: number, before: Row, last: Row, row: Row): number {
  row[0] = i
  let least = i
  for (let j = 1; j <= b.length; j += 1) {
    const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
    let cost = Math.min(at(last, j - 1) + (same ? 0 : 1), at(last, j) + 1, at(row, j - 1) + 1)
    if (i > 1 && j > 1 && isSwapped(a, b, i, j)) cost = Math.min(cost, at(before, j - 2) + 1)
    row[j] = cost
    least = Math.min(least, cost)
  }
  return least
}

function at(row: Row, index: number): number {
  return row[index] ?? 0
}

function isSwapped(a: string, b: string, i: number, j: number): boolean {
  return a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
}
