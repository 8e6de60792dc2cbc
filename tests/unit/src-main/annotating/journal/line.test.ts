import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../../../src-main/annotating/journal/line.ts'
import {
  formatEntry,
  formatHeader,
  isAfter,
  parseEntry,
  parseHeader,
} from '../../../../../src-main/annotating/journal/line.ts'
import { BUNDLE, buildTestAnnotation } from '../stock.ts'

const WRITER = '0123456789abcdef'
const text = fc.string({ unit: 'binary', maxLength: 200 })

function lineOf(body: string): string {
  const operation: Operation = {
    kind: 'put',
    bundleId: BUNDLE,
    annotations: [buildTestAnnotation(1, { body })],
  }
  return formatEntry([7, WRITER], operation)
}

describe('a journal line', () => {
  it('reads back what was written, any text included, and is one line of JSON', () => {
    fc.assert(
      fc.property(text, (body) => {
        const line = lineOf(body)
        expect(line.indexOf('\n')).toBe(line.length - 1)
        expect(JSON.parse(line)).toHaveProperty('seq', 7)
        const entry = parseEntry(line.slice(0, -1), WRITER)
        expect(entry?.stamp).toEqual([7, WRITER])
        expect(entry?.operation).toHaveProperty('annotations.0.body', body)
      }),
    )
  })

  it('is refused when any part of it is changed or missing', () => {
    const line = lineOf('The harbour').slice(0, -1)
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.constantFrom('x', '0', '"', ' '), (at, put) => {
        fc.pre(line[at] !== put)
        expect(parseEntry(line.slice(0, at) + put + line.slice(at + 1), WRITER)).toBeNull()
        expect(parseEntry(line.slice(0, at), WRITER)).toBeNull()
      }),
    )
  })

  it('is refused when it names another writer or another bundle than it stands for', () => {
    expect(parseEntry(lineOf('').slice(0, -1), 'fedcba9876543210')).toBeNull()
    const foreign = buildTestAnnotation(1, { bundleId: 'other' as typeof BUNDLE })
    const line = formatEntry([1, WRITER], { kind: 'put', bundleId: BUNDLE, annotations: [foreign] })
    expect(parseEntry(line.slice(0, -1), WRITER)).toBeNull()
  })

  it.each(['__proto__', 'constructor', 'prototype'])(
    'is refused when it has a key %s at any depth',
    (key) => {
      const fields: unknown = JSON.parse(`{"extra":{"deep":[{"${key}":{"polluted":true}}]}}`)
      const operation = {
        kind: 'set',
        bundleId: BUNDLE,
        changes: [{ ids: [buildTestAnnotation(1).id], fields }],
      } as Operation
      expect(parseEntry(formatEntry([1, WRITER], operation).slice(0, -1), WRITER)).toBeNull()
    },
  )

  it('is refused when it would change an id or a bundle, or set a field to another form', () => {
    for (const fields of [{ id: buildTestAnnotation(2).id }, { bundleId: 'other' }, { deleted: 'yes' }]) {
      const operation = {
        kind: 'set',
        bundleId: BUNDLE,
        changes: [{ ids: [buildTestAnnotation(1).id], fields }],
      }
      const line = formatEntry([1, WRITER], operation as unknown as Operation)
      expect(parseEntry(line.slice(0, -1), WRITER)).toBeNull()
    }
  })

  it('carries fields that this version does not know', () => {
    const annotation = { ...buildTestAnnotation(1), mood: { calm: true } }
    const line = formatEntry([1, WRITER], { kind: 'put', bundleId: BUNDLE, annotations: [annotation] })
    expect(parseEntry(line.slice(0, -1), WRITER)?.operation).toHaveProperty('annotations.0.mood', {
      calm: true,
    })
  })
})

describe('a journal header', () => {
  it('reads back, and is not taken for an operation', () => {
    const header = {
      format: 'lectern-journal' as const,
      version: 1,
      minReader: 1,
      writer: WRITER,
      process: { pid: 1, host: 'here', started: '' },
    }
    const line = formatHeader(header).slice(0, -1)
    expect(parseHeader(line)).toEqual(header)
    expect(parseEntry(line, WRITER)).toBeNull()
    expect(parseHeader(lineOf('').slice(0, -1))).toBeNull()
  })
})

describe('isAfter', () => {
  it('orders stamps totally: by sequence, then by writer', () => {
    const stamp = fc.tuple(fc.nat(3), fc.constantFrom('a', 'b', 'c'))
    fc.assert(
      fc.property(stamp, stamp, stamp, (a, b, c) => {
        expect(isAfter(a, b) && isAfter(b, a)).toBe(false)
        expect(isAfter(a, b) || isAfter(b, a)).toBe(a.join() !== b.join())
        if (isAfter(a, b) && isAfter(b, c)) expect(isAfter(a, c)).toBe(true)
      }),
    )
  })
})
