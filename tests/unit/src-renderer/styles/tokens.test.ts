import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COVER_COLORS } from '../../../../src-renderer/features/library/cover.ts'

const css = await readFile(join(import.meta.dirname, '../../../../src-renderer/styles/tokens.css'), 'utf8')

function readTheme(selector: string): Map<string, string> {
  const start = css.indexOf(selector)
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

/** Relative luminance after WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const SURFACES = ['paper', 'desk', 'raised', 'hover']
const COLORS = ['yellow', 'green', 'blue', 'pink', 'orange', 'purple']

/** Text colour and ground, where text of the one stands on the other. */
const TEXT: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-muted', 'accent', 'danger'].flatMap((ink) =>
    SURFACES.map((ground) => [ink, ground] as const),
  ),
  ['ink', 'pressed'],
  ['ink', 'chosen'],
  ['ink', 'warning-soft'],
  ['danger', 'danger-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-selected', 'selected'],
  ['ink', 'selected'],
  ['mark-ink', 'mark'],
  ...COLORS.map((color) => ['ink', `highlight-${color}`] as const),
]

/** Lines and icons that carry meaning. */
const GRAPHICS: readonly (readonly [string, string])[] = [
  ['line-strong', 'paper'],
  ['line-strong', 'raised'],
  ['success', 'raised'],
  ['warning', 'raised'],
  ...COLORS.map((color) => [`highlight-line-${color}`, 'paper'] as const),
]

describe.each(['light', 'sepia', 'dark', 'black'])('theme %s', (name) => {
  const theme = readTheme(`:root[data-theme='${name}']`)
  const get = (token: string): string => theme.get(token) ?? `missing ${token}`

  it.each(TEXT)('has %s readable on %s', (ink, ground) => {
    expect(contrast(get(ink), get(ground))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(GRAPHICS)('has %s visible on %s', (line, ground) => {
    expect(contrast(get(line), get(ground))).toBeGreaterThanOrEqual(3)
  })

  it('defines what the other themes define', () => {
    expect([...theme.keys()].toSorted()).toEqual(
      [...readTheme(":root[data-theme='light']").keys()].toSorted(),
    )
  })

  it('is what its swatch shows', () => {
    const shared = readTheme(':root {')
    expect(shared.get(`swatch-${name}-paper`)).toBe(get('paper'))
    expect(shared.get(`swatch-${name}-ink`)).toBe(get('ink'))
  })
})

describe('covers', () => {
  it('have a title that can be read on each colour', () => {
    const shared = readTheme(':root {')
    for (let color = 0; color < COVER_COLORS; color += 1) {
      const [ground = '', ink = ''] = [shared.get(`cover-${color}`), shared.get(`cover-${color}-ink`)]
      expect(contrast(ground, ink)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
