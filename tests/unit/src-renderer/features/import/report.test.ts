import { describe, expect, it } from 'vitest'
import { ImportReport } from '../../../../../src-shared/domain/import-job.ts'
import { countOutcomes, selectItems, toEnding } from '../../../../../src-renderer/features/import/report.ts'

const report = ImportReport.parse({
  bundles: ['b'],
  cancelled: false,
  items: [
    { outcome: 'imported', path: 'a.txt', documentId: 'a', words: 3 },
    { outcome: 'resource', path: 'a.png' },
    {
      outcome: 'refused',
      path: 'x.exe',
      code: 'FILE_NOT_TEXT',
      reason: 'It is binary.',
      remedy: 'Leave it out.',
    },
    { outcome: 'imported', path: 'b.txt', documentId: 'b', words: 4 },
  ],
})

describe('import report', () => {
  it('counts what occurred, what needs attention first', () => {
    expect(countOutcomes(report)).toEqual([
      { outcome: 'refused', count: 1 },
      { outcome: 'imported', count: 2 },
      { outcome: 'resource', count: 1 },
    ])
  })

  it('says of a cancelled import that nothing was added only when nothing was', () => {
    const bundles = ImportReport.shape.bundles.parse(['b', 'c'])
    expect(toEnding(report)).toBe('4 files looked at.')
    expect(toEnding({ ...report, cancelled: true, bundles: [] })).toBe(
      'The import was cancelled. Nothing was added.',
    )
    expect(toEnding({ ...report, cancelled: true })).toBe(
      'The import was cancelled. 1 bundle was finished by then and is in the library.',
    )
    expect(toEnding({ ...report, cancelled: true, bundles })).toBe(
      'The import was cancelled. 2 bundles were finished by then and are in the library.',
    )
  })

  it('lists every file once', () => {
    expect(selectItems(report, 'all').map(({ path }) => path)).toEqual(['x.exe', 'a.txt', 'b.txt', 'a.png'])
    expect(selectItems(report, 'imported').map(({ path }) => path)).toEqual(['a.txt', 'b.txt'])
  })
})
