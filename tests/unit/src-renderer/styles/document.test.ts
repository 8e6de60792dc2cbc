import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HighlightColor } from '../../../../src-shared/domain/annotation.ts'

const folder = join(import.meta.dirname, '../../../../src-renderer/styles')
const tokens = readFileSync(join(folder, 'tokens.css'), 'utf8')
const css = ['document.css', 'document-marks.css']
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n')

type Color = readonly [number, number, number]

function readTheme(name: string): Map<string, Color> {
  const start = tokens.indexOf(`:root[data-theme='${name}']`)
  const block = tokens.slice(tokens.indexOf('{', start) + 1, tokens.indexOf('}', start))
  const pairs = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)]
  return new Map(
    pairs.map(([, token = '', hex = '']) => [
      token,
      [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Color,
    ]),
  )
}

/** Relative luminance and contrast after WCAG 2.2. */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const channel = value / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: Color, other: Color): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** What a rule lays over the ground: a token and its share. */
function readVeil(selector: string): { token: string; share: number } {
  const rule = css.slice(css.indexOf(`${selector} {`))
  const match = /background(?:-color)?: color-mix\(in srgb, var\(--([\w-]+)\) (\d+)%, transparent\)/.exec(
    rule.slice(0, rule.indexOf('}')),
  )
  if (match === null) throw new Error(`${selector} lays no veil over the text.`)
  return { token: match[1] ?? '', share: Number(match[2]) / 100 }
}

function lay(veil: Color, share: number, ground: Color): Color {
  return [0, 1, 2].map((at) => share * veil[at]! + (1 - share) * ground[at]!) as unknown as Color
}

describe.each(['light', 'sepia', 'dark', 'black'])('text in theme %s', (name) => {
  const theme = readTheme(name)
  const get = (token: string): Color => theme.get(token) ?? [NaN, NaN, NaN]
  const grounds = ['paper', ...HighlightColor.options.map((color) => `highlight-${color}`)]

  it.each(['::selection', '::highlight(draft)', '::highlight(search)', '::highlight(flash)'])(
    'keeps 4.5:1 under %s, on any highlight',
    (selector) => {
      const { token, share } = readVeil(selector)
      for (const ground of grounds) {
        const laid = lay(get(token), share, get(ground))
        expect([ground, contrast(get('ink'), laid) >= 4.5]).toEqual([ground, true])
      }
    },
  )

  it.each(['::highlight(draft)', '::highlight(search)', '::highlight(flash)'])(
    'can be seen under %s',
    (selector) => {
      const { token, share } = readVeil(selector)
      expect(contrast(lay(get(token), share, get('paper')), get('paper'))).toBeGreaterThan(1.12)
    },
  )
})
