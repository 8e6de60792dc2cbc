import { describe, expect, it } from 'vitest'
import { parseLink } from '../../../../../src-renderer/features/reader/links.ts'

describe('parseLink', () => {
  it.each([
    ['#part', { kind: 'fragment', id: 'part' }],
    ['#%C3%BCber', { kind: 'fragment', id: 'über' }],
    ['#100%', { kind: 'fragment', id: '100%' }],
    ['two.html', { kind: 'document', documentId: 'two', fragment: null }],
    ['./two.html#', { kind: 'document', documentId: 'two', fragment: null }],
    ['two.html#part', { kind: 'document', documentId: 'two', fragment: 'part' }],
    ['https://example.org/a?b#c', { kind: 'external', scheme: 'https', host: 'example.org' }],
    ['http://example.org:8080/', { kind: 'external', scheme: 'http', host: 'example.org:8080' }],
    [
      'mailto:someone@example.org?subject=x',
      { kind: 'external', scheme: 'mailto', host: 'someone@example.org' },
    ],
  ])('%s', (href, target) => {
    expect(parseLink(href)).toMatchObject(target)
  })

  it('shows a host that imitates another by its letters for what it is', () => {
    expect(parseLink('https://аpple.com/')).toMatchObject({ host: 'xn--pple-43d.com' })
    expect(parseLink('https://example.org@evil.example/')).toMatchObject({ host: 'evil.example' })
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'lectern://x',
    'ftp://example.org/',
    '../two.html',
    'a/b.html',
    'two.htm',
    '//example.org/x',
    '/bundles/x',
    'https://',
    '',
    `https://example.org/${'x'.repeat(5000)}`,
  ])('refuses %.40s', (href) => {
    expect(parseLink(href).kind).toBe('refused')
  })
})
