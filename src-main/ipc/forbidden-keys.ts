// Keys that no outside value may carry, because they reach the prototype of the object they are copied to.
// It looks at plain data only (what JSON or a structured clone can hold) and changes nothing.

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** Deepest nesting that is accepted; the contract's own values stay below twelve. */
export const MAX_DEPTH = 64

/**
 * Finds a key that is refused, or nesting beyond `MAX_DEPTH`.
 * @returns the path to the first offence (`patch.__proto__`), or null. Linear in the size of the value, no recursion.
 */
export function findForbiddenKey(value: unknown): string | null {
  const open: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth >= MAX_DEPTH) return `${next.path} (nested too deeply)`
    for (const [key, child] of Object.entries(next.value)) {
      const path = next.path === '' ? key : `${next.path}.${key}`
      if (FORBIDDEN.has(key)) return path
      if (typeof child === 'object' && child !== null)
        open.push({ value: child, path, depth: next.depth + 1 })
    }
  }
  return null
}
