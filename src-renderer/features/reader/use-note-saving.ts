// A note that saves itself: a moment after the last key, when the field is left, and when it goes away. One save at a
// time; what is typed meanwhile is saved after it. What could not be saved stays in the field.
import { useCallback, useEffect, useState } from 'react'
import type { SaveState } from '../../stores/annotations-store.ts'
import { createNoteSaver, type NoteSaver, type SaveNote } from './note-saver.ts'

export interface NoteSaving {
  readonly text: string
  readonly state: SaveState
  readonly setText: (text: string) => void
  /** Saves now what has not been saved. */
  readonly flush: () => void
}

/**
 * @param saved what is on the disk
 * @param initial what is in the field: the same, or what could not be saved before, which is then tried again
 * @param save keeps the text; called with the newest text only
 */
export function useNoteSaving(saved: string, initial: string, save: SaveNote): NoteSaving {
  const [text, setText] = useState(initial)
  const [state, setState] = useState<SaveState>({ kind: 'idle' })
  const [saver] = useState<NoteSaver>(() => createNoteSaver(saved, setState))
  useEffect(() => {
    saver.saveWith(save)
  }, [saver, save])
  useEffect(() => {
    saver.change(initial)
    return saver.flush
    // What is typed later does not begin anew.
  }, [saver, initial])
  const change = useCallback(
    (next: string) => {
      setText(next)
      saver.change(next)
    },
    [saver],
  )
  return { text, state, setText: change, flush: saver.flush }
}
