import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOurPage, isOurs } from '../../../../../../src-main/hosts/electron/guards/origin.ts'

test('the page, its files and pictures of bundles are ours; only the page is a page', () => {
  expect(isOurPage('lectern-app://app/')).toBe(true)
  expect(isOurPage('lectern-app://app/?q#h')).toBe(true)
  expect(isOurPage('lectern-app://app/assets/x.js')).toBe(false)
  expect(isOurs('lectern-app://app/assets/x.js')).toBe(true)
  expect(isOurs('lectern-app://app')).toBe(true)
})

test.each([
  'lectern-app://app.evil.test/',
  'lectern-app://app@evil.test/',
  'lectern-app://user@app/',
  'lectern-app://app:80/',
  'lectern-app:app/',
  'lectern-app:///app/',
  'lectern-apps://app/',
  'https://app/',
  'file:///app/',
  'about:srcdoc',
  'null',
  '',
])('%j is not ours', (address) => {
  expect(isOurs(address)).toBe(false)
})

test('no text after another scheme is ever ours', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('http:', 'https:', 'file:', 'data:', 'blob:'),
      fc.string(),
      (scheme, rest) => {
        expect(isOurs(`${scheme}${rest}`)).toBe(false)
      },
    ),
  )
})
