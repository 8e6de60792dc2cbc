// Editions are semantic versions of a bundle's content; this orders them and finds the next one. Pure.
import { Edition } from '../../src-shared/domain/ids.ts'

/** The first edition of something imported. */
export const FIRST_EDITION: Edition = Edition.parse('1.0.0')

/** Orders editions by Semantic Versioning 2.0.0, section 11: negative when `a` is the older. */
export function compareEditions(a: Edition, b: Edition): number {
  const left = parse(a)
  const right = parse(b)
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.labels.length === 0 || right.labels.length === 0) return right.labels.length - left.labels.length
  return compareLabels(left.labels, right.labels)
}

/** The edition after this one: the next patch, or the release that a pre-release was for. */
export function toNextEdition(edition: Edition): Edition {
  const { numbers, labels } = parse(edition)
  const [major = 0, minor = 0, patch = 0] = numbers
  return Edition.parse(`${major}.${minor}.${labels.length > 0 ? patch : patch + 1}`)
}

function parse(edition: Edition): { numbers: number[]; labels: string[] } {
  const dash = edition.indexOf('-')
  const release = dash < 0 ? edition : edition.slice(0, dash)
  return {
    numbers: release.split('.').map(Number),
    labels: dash < 0 ? [] : edition.slice(dash + 1).split('.'),
  }
}

function compareLabels(left: readonly string[], right: readonly string[]): number {
  for (const [index, label] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (label === other) continue
    const [first, second] = [toNumber(label), toNumber(other)]
    if (first !== null && second !== null) return first - second
    if (first !== null || second !== null) return first !== null ? -1 : 1
    return label < other ? -1 : 1
  }
  return left.length - right.length
}

function toNumber(label: string): number | null {
  return /^\d+$/.test(label) ? Number(label) : null
}
