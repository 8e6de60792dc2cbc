// The report of an import, counted, ordered and put into a sentence: what needs attention comes first. Pure.
import { t } from '../../i18n/index.ts'
import type { ImportReport, ImportReportItem } from '../../../src-shared/domain/import-job.ts'

export type Outcome = ImportReportItem['outcome']

/** The order in which outcomes are told. */
export const OUTCOMES = [
  'refused',
  'repaired',
  'imported',
  'installed',
  'ignored',
  'resource',
] as const satisfies readonly Outcome[]

export interface OutcomeCount {
  readonly outcome: Outcome
  readonly count: number
}

/** How many files came to what, in the order of telling; outcomes that did not occur are left out. */
export function countOutcomes({ items }: Pick<ImportReport, 'items'>): readonly OutcomeCount[] {
  return OUTCOMES.map((outcome) => ({
    outcome,
    count: items.filter((item) => item.outcome === outcome).length,
  })).filter(({ count }) => count > 0)
}

/** How the import ended, in a sentence: what was added before it was cancelled stays. */
export function toEnding({ cancelled, bundles, items }: ImportReport): string {
  if (!cancelled) return t('import.summary', { count: items.length })
  return bundles.length === 0 ? t('import.cancelled') : t('import.cancelledPart', { count: bundles.length })
}

/** The items of one outcome, or all of them, those that need attention first, else in the order of the report. */
export function selectItems(
  { items }: Pick<ImportReport, 'items'>,
  outcome: Outcome | 'all',
): readonly ImportReportItem[] {
  if (outcome !== 'all') return items.filter((item) => item.outcome === outcome)
  return OUTCOMES.flatMap((each) => items.filter((item) => item.outcome === each))
}
