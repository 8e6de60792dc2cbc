// What the typing benchmark types: always the same, and nothing that a keyboard could not.
import { describe, expect, it } from 'vitest'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { pickQueries } from '../../../bench/typing/queries.ts'

const html = '<p id="b1">The keeper of the tower wrote every evening about lanterns, 12 ships and Æther.</p>'
const sample = [{ bundleId: BundleId.parse('b'), id: DocumentId.parse('d'), title: 'Tower', html }]

describe('pickQueries', () => {
  it('gives as many queries as are asked for, and the same again', () => {
    const queries = pickQueries(sample, 25)
    expect(queries).toHaveLength(25)
    expect(pickQueries(sample, 25)).toEqual(queries)
  })

  it('gives words, misspelt words, pairs and phrases of Latin letters', () => {
    const queries = pickQueries(sample, 50)
    for (const query of queries) expect(query).toMatch(/^(?:[a-z]+(?: [a-z]+)?|"[a-z]+ [a-z]+")$/)
    expect(queries.some((query) => query.startsWith('"'))).toBe(true)
    expect(queries.some((query) => /^[a-z]+ [a-z]+$/.test(query))).toBe(true)
  })
})
