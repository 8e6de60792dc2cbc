// A map of the document's highlights, search hits and matches along the scroll bar. For the eye alone: everything in it
// is in the annotations panel and the lists of results too.
import { useMemo } from 'react'
import { useSlice } from '../../stores/use-stores.ts'
import { toFoundTicks, toMapTicks } from './highlight-map.ts'
import './highlight-map.css'

export function HighlightMap() {
  const document = useSlice('reader', (state) => state.document)
  const marks = useSlice('reader', (state) => state.marks)
  const bundle = useSlice('annotations', (state) => state.bundle)
  // In an object: a slice that is an array is compared element by element, and these may be a million.
  const { matches } = useSlice('find', (state) => ({ matches: state.matches }))
  const ticks = useMemo(
    () =>
      document === null
        ? []
        : [...toMapTicks(document, bundle, marks), ...toFoundTicks(document.length, matches)],
    [document, bundle, marks, matches],
  )
  if (ticks.length === 0) return null
  return (
    <div className="highlight-map" aria-hidden="true">
      {ticks.map(({ at, color }) => (
        <span key={`${at}-${color}`} className={`map-tick map-tick-${color}`} style={{ top: `${at}%` }} />
      ))}
    </div>
  )
}
