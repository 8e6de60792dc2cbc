// Values of options: each parsed from the text on the command line, or refused with what should stand there instead.
// Refusals are usage errors; commander names the option in front of them.

import { InvalidArgumentError } from 'commander'
import { BundleId, Edition, Language } from '../../src-shared/domain/ids.ts'

/** A bundle's id. */
export function parseId(text: string): BundleId {
  const result = BundleId.safeParse(text)
  if (result.success) return result.data
  const mended = text
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
  throw new InvalidArgumentError(
    `An id is 1 to 64 letters, digits, hyphens and underscores.${didYouMean(mended, BundleId)}`,
  )
}

/** An edition, three numbers and perhaps a label. */
export function parseEdition(text: string): Edition {
  const result = Edition.safeParse(text)
  if (result.success) return result.data
  const [, major = '', minor = '0', patch = '0'] =
    /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/i.exec(text.trim()) ?? []
  throw new InvalidArgumentError(
    `An edition is three numbers, such as 1.2.0.${didYouMean(`${major}.${minor}.${patch}`, Edition)}`,
  )
}

/** A language as a BCP 47 tag, or `und`. Names of languages are refused, with the tag they stand for. */
export function parseLanguage(text: string): Language {
  const tag = findTag(text)
  if (tag !== null && tag === text) return tag
  throw new InvalidArgumentError(
    `A language is a tag such as en, de or pt-BR.${didYouMean(tag ?? findTagByName(text), Language)}`,
  )
}

/** Text that says something, without the spaces around it. */
export function parseText(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') throw new InvalidArgumentError('It must not be empty.')
  return trimmed
}

/** A path as it was given. The empty one would mean the current folder, which nobody asks for by an unset variable. */
export function parsePath(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.')
  return text
}

/** Adds to what the option was given before. */
export function collectText(text: string, before: readonly string[] = []): string[] {
  return [...before, parseText(text)]
}

/** A whole number from `least` to `most`. */
export function parseNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

function didYouMean(
  text: string | null,
  schema: { safeParse(value: unknown): { success: boolean } },
): string {
  return text !== null && schema.safeParse(text).success ? ` Did you mean ${text}?` : ''
}

// A primary subtag of four letters or more is well-formed, but no language has one: it is a name.
function findTag(text: string): Language | null {
  const tag = text.trim().replaceAll('_', '-')
  try {
    Intl.getCanonicalLocales(tag)
  } catch {
    return null
  }
  const result = Language.safeParse(tag)
  return result.success && /^[A-Za-z]{2,3}(?:-|$)/.test(tag) ? result.data : null
}

function findTagByName(text: string): string | null {
  const wanted = text.trim().toLowerCase()
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(0x61 + index))
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  const tags = letters.flatMap((first) => letters.map((second) => first + second))
  return tags.find((tag) => names.of(tag)?.toLowerCase() === wanted) ?? null
}
