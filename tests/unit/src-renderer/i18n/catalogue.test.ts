import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../../../src-renderer/i18n/en/index.ts'
import { formatRecency, formatSize, type MessageKey, t } from '../../../../src-renderer/i18n/index.ts'

const root = join(import.meta.dirname, '../../../../src-renderer')
const PLURAL = /_(zero|one|two|few|many|other)$/

async function readSources(): Promise<string> {
  const texts: string[] = []
  for await (const path of glob('{app,features,ui,stores}/**/*.{ts,tsx}', { cwd: root })) {
    texts.push(await readFile(join(root, path), 'utf8'))
  }
  return texts.join('\n')
}

const keys = Object.entries(en).flatMap(([feature, messages]) =>
  Object.keys(messages).map((name) => `${feature}.${name.replace(PLURAL, '')}`),
)

describe('message catalogue', () => {
  it('has every key that a screen asks for', async () => {
    const sources = await readSources()
    const asked = [...sources.matchAll(/\bt\(\s*'([a-z]+\.\w+)'/gi)].map((match) => match[1] ?? '')
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter((key) => !keys.includes(key))).toEqual([])
  })

  it('has no message that no screen shows', async () => {
    const sources = await readSources()
    const templates = [...sources.matchAll(/`([a-z]+\.\w*)\$\{/gi)].map((match) => match[1] ?? '')
    const unused = keys.filter(
      (key) => !sources.includes(`'${key}'`) && !templates.some((template) => key.startsWith(template)),
    )
    expect(unused).toEqual([])
  })

  it('has both forms of every plural, in every one a count or a reason to have none', () => {
    for (const messages of Object.values(en)) {
      const names = Object.keys(messages)
      for (const name of names.filter((each) => PLURAL.test(each))) {
        const base = name.replace(PLURAL, '')
        expect(names).toEqual(expect.arrayContaining([`${base}_one`, `${base}_other`]))
      }
    }
  })

  it('has no empty message and no stray spaces', () => {
    for (const messages of Object.values(en)) {
      for (const [name, text] of Object.entries<string>(messages)) {
        expect([name, text.trim().length > 0 && !/ {2}/.test(text)]).toEqual([name, true])
      }
    }
  })

  it('fills in parameters as they are, without escaping them', () => {
    expect(t('library.removed', { title: 'A & B <c>' })).toBe('Removed “A & B <c>”.')
  })

  it('chooses the plural by the count', () => {
    expect(t('library.bundles', { count: 1 })).toBe('1 bundle')
    expect(t('library.bundles', { count: 3_000 })).toBe('3,000 bundles')
  })

  it('never shows a bare key', () => {
    for (const key of keys) expect(t(key as MessageKey, { count: 2 })).not.toBe(key)
  })
})

describe('formats', () => {
  it('writes sizes in powers of ten', () => {
    expect([0, 999, 1_000, 1_540_000, 12_300_000_000].map((size) => formatSize(size))).toEqual([
      '0 byte',
      '999 byte',
      '1 kB',
      '1.5 MB',
      '12 GB',
    ])
  })

  it('says how long ago in days, then as a date', () => {
    const now = new Date('2026-05-20T12:00:00')
    expect(formatRecency('2026-05-20T08:00:00', now)).toBe('today')
    expect(formatRecency('2026-05-19T23:00:00', now)).toBe('yesterday')
    expect(formatRecency('2026-05-15T23:00:00', now)).toBe('5 days ago')
    expect(formatRecency('2026-01-02T23:00:00', now)).toBe('Jan 2, 2026')
  })
})
