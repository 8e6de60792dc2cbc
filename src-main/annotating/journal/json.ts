// JSON from a disk that others can write to. It refuses the keys that could reach an object's prototype.

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** Deepest nesting that is accepted; what Lectern writes stays below ten. */
const DEPTH = 64

/** The parsed value; undefined when the text is not JSON, nests too deep, or uses a forbidden key at any depth. */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return isSafe(value, DEPTH) ? value : undefined
}

/** Whether no object in `value` has a forbidden key. Linear. */
export function isSafe(value: unknown, depth = DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  if (Array.isArray(value)) return value.every((item) => isSafe(item, depth - 1))
  return Object.entries(value).every(([key, item]) => !FORBIDDEN.has(key) && isSafe(item, depth - 1))
}
