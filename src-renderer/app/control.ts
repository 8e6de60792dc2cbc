// How the shell's components reach the commands and the navigation of their window.
import { createContext, useContext } from 'react'
import { type CommandId, keysOf } from './key-map.ts'
import type { WindowControl } from './window.ts'

const ControlContext = createContext<WindowControl | null>(null)

export const ControlProvider = ControlContext.Provider

/** Throws outside the provider. */
export function useControl(): WindowControl {
  const control = useContext(ControlContext)
  if (control === null) throw new Error('useControl needs a ControlProvider above it.')
  return control
}

/** What a button for a command needs: its keys as they are printed, and what a press does. */
export function useCommand(id: CommandId): {
  readonly keys: string | undefined
  readonly onPress: () => void
} {
  const { run, isMac } = useControl()
  return {
    keys: keysOf(id, isMac),
    onPress: () => {
      run(id)
    },
  }
}
