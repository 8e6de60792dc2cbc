// JSON that comes from outside: bounded, and free of the keys that reach into an object's prototype.
// It checks form, not meaning: what the value must look like is for a schema to say afterwards.

import { LecternError } from '../contract/errors.ts'

/** `length` is the longest text in UTF-16 units; `depth` counts nested arrays and objects. */
export interface JsonLimits {
  readonly length: number
  readonly depth: number
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Parses JSON from outside. A leading byte-order mark is skipped.
 * @param name what to call it in an error, e.g. the path of the file
 * @throws LecternError `INVALID_INPUT` when it is too long or too deep, is not JSON, or has a forbidden key anywhere
 */
export function parseOutsideJson(text: string, name: string, limits: JsonLimits): unknown {
  if (text.length > limits.length)
    throw refused(`${name} is longer than ${limits.length} characters, more than is accepted.`)
  let value: unknown
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (cause) {
    throw refused(`${name} is not valid JSON.`, cause)
  }
  checkKeys(value, name, limits.depth)
  return value
}

// Goes no deeper into the call stack than `depth`, whatever the value.
function checkKeys(value: unknown, name: string, depth: number, level = 1): void {
  if (typeof value !== 'object' || value === null) return
  if (level > depth) throw refused(`${name} is nested deeper than ${depth} levels.`)
  if (Array.isArray(value)) {
    for (const child of value) checkKeys(child, name, depth, level + 1)
    return
  }
  for (const key in value) if (FORBIDDEN.has(key)) throw refused(`${name} has the forbidden key “${key}”.`)
  for (const child of Object.values(value)) checkKeys(child, name, depth, level + 1)
}

function refused(message: string, cause?: unknown): LecternError {
  return new LecternError('INVALID_INPUT', message, cause === undefined ? {} : { cause })
}
