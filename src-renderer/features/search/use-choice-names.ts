// What the choices of the filters are called, from all that the window knows.
import { useMemo } from 'react'
import { useSlice } from '../../stores/use-stores.ts'
import { type ChoiceNames, toChoiceNames } from './facet-groups.ts'

export function useChoiceNames(): ChoiceNames {
  const facets = useSlice('search', (state) => state.facets)
  const library = useSlice('library', (state) => state.bundles)
  const open = useSlice('reader', (state) => state.bundle)
  return useMemo(() => toChoiceNames(facets, library, open), [facets, library, open])
}
