// Names of files that are offered to the person: readable, the same on every system, and never a surprise.

/** Longest name in characters, without the extension. */
const LONGEST = 80
/** Names that Windows keeps for devices, with or without an extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** Control and formatting characters: they could hide or turn round part of a name. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
const FORBIDDEN = /[<>:"/\\|?*]/g

/**
 * A file name made from text of any kind.
 * @param text a title, perhaps from outside
 * @param extension with its dot
 * @returns at most 80 characters and the extension; never empty, hidden, or a device's name
 */
export function toFileName(text: string, extension: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
  const short = Array.from(plain).slice(0, LONGEST).join('')
  const trimmed = short.replace(/^[\s.]+|[\s.]+$/g, '')
  if (trimmed === '') return `notes${extension}`
  return DEVICES.test(trimmed) ? `_${trimmed}${extension}` : `${trimmed}${extension}`
}
