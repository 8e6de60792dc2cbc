// Lunr as it comes. Lectern corrects a method of Lunr's in memory when its index is loaded (lunr-corrected.ts), for the
// whole process; a baseline must not have that, so this is a second copy of the module that nobody else has.
import { createRequire } from 'node:module'
import type lunr from 'lunr'

const require = createRequire(import.meta.url)
const path = require.resolve('lunr')
const known = require.cache[path]
Reflect.deleteProperty(require.cache, path)

/** Uncorrected Lunr. */
export const stockLunr = require(path) as typeof lunr

Reflect.deleteProperty(require.cache, path)
if (known) require.cache[path] = known
