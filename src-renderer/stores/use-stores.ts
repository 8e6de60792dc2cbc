// How components reach the stores: one context, and a hook for a narrow slice of one store. No state lives here.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { useShallow } from 'zustand/react/shallow'
import type { Stores } from './stores.ts'

const StoresContext = createContext<Stores | null>(null)

/** Gives the stores to everything below: `<StoresProvider value={stores}>`. */
export const StoresProvider = StoresContext.Provider

/** All stores, for their actions. Throws outside the provider. */
export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (stores === null) throw new Error('useStores needs a StoresProvider above it.')
  return stores
}

type StateOf<S> = S extends StoreApi<infer T> ? T : never
type StoreName = Exclude<keyof Stores, 'client'>
type Slices = { readonly [N in StoreName]: StoreApi<StateOf<Stores[N]>> }

/**
 * A slice of one store's state, e.g. `useSlice('reader', (state) => state.document)`. The component renders again when
 * the slice changes: by identity, or for an object or array made on the spot, when one of its members does.
 */
export function useSlice<N extends StoreName, T>(name: N, select: (state: StateOf<Stores[N]>) => T): T {
  const slices: Slices = useStores()
  const store = slices[name]
  const pick = useShallow(select)
  return useSyncExternalStore(store.subscribe, () => pick(store.getState()))
}
