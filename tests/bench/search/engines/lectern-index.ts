// Lectern's index as it answers Lunr's queries: the one place that the bench knows it by.
export {
  buildLunrIndex,
  type LunrDocument,
  type LunrHit,
  type LunrIndex,
  openLunrIndex,
} from '../../../../src-main/indexing/lunr-index.ts'

/** Whether `workers` makes a difference. */
export const hasWorkers = true
