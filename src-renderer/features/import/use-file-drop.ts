// Files dragged over the window and dropped on it. Anything else that is dragged, such as text, is left alone; a file
// that is dropped anywhere never replaces the window.
import { useEffect, useEffectEvent } from 'react'
import type { PickedFile } from '../../stores/import-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { readDropped } from './dropped-files.ts'

/** True while files are held over the window. `onDrop` is called with what was dropped, folders read through. */
export function useFileDrop(onDrop: (files: readonly PickedFile[]) => void): boolean {
  const { shell } = useStores()
  const isOver = useSlice('shell', (state) => state.isFileOver)
  const drop = useEffectEvent(onDrop)
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth += 1
      shell.setFileOver(true)
    }
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    }
    const leave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) shell.setFileOver(false)
    }
    const finish = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.dataTransfer === null) return
      event.preventDefault()
      depth = 0
      shell.setFileOver(false)
      void readDropped(event.dataTransfer).then(drop)
    }
    const listeners = { dragenter: enter, dragover: over, dragleave: leave, drop: finish }
    const names = ['dragenter', 'dragover', 'dragleave', 'drop'] as const
    names.forEach((name) => {
      window.addEventListener(name, listeners[name])
    })
    return () => {
      names.forEach((name) => {
        window.removeEventListener(name, listeners[name])
      })
    }
  }, [shell])
  return isOver
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}
