// Sets of documents while a query runs: a byte for each, 1 for those that are in the set. Nothing is looked up here.

/** Whether any of the first `length` documents is in a set. */
export function hasAny(
  { documents, length }: { readonly documents: Uint32Array; readonly length: number },
  wanted: Uint8Array,
): boolean {
  for (let at = 0; at < length; at += 1) if (wanted[documents[at] ?? 0] === 1) return true
  return false
}

/** Leaves in `b`, which is changed and given back, what is in both; all of it when there is no `a`. */
export function intersect(a: Uint8Array | null | undefined, b: Uint8Array): Uint8Array {
  if (!a) return b
  for (let at = 0; at < b.length; at += 1) b[at] = (a[at] ?? 0) & (b[at] ?? 0)
  return b
}

/** Adds to `b`, which is changed and given back, what is in `a`. */
export function unite(a: Uint8Array | null, b: Uint8Array): Uint8Array {
  if (a === null) return b
  for (let at = 0; at < b.length; at += 1) b[at] = (a[at] ?? 0) | (b[at] ?? 0)
  return b
}

/** What is in all of the required sets and not in the prohibited one; null when there are none. @param count of documents */
export function findAllowed(
  required: readonly (Uint8Array | undefined)[],
  prohibited: Uint8Array | null,
  count: number,
): Uint8Array | null {
  let allowed: Uint8Array | null = null
  for (const each of required) if (each) allowed = intersect(allowed, each.slice())
  if (prohibited === null) return allowed
  const all = allowed ?? new Uint8Array(count).fill(1)
  for (let at = 0; at < count; at += 1) if (prohibited[at] === 1) all[at] = 0
  return all
}

/** Sets places that were used to zero again: each by itself when they are few. */
export function clear(values: Uint8Array | Float64Array, used: Uint32Array): void {
  if (used.length > values.length / 16) values.fill(0)
  else for (const place of used) values[place] = 0
}
