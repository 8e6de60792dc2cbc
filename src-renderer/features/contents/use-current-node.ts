// Which entry of the contents is being read, kept visible as the reading goes on.
import { type Dispatch, type SetStateAction, useEffect, useMemo } from 'react'
import { useSlice } from '../../stores/use-stores.ts'
import { ancestorsOf, type ContentsNode, findCurrent } from './contents-tree.ts'

/** The key of the entry being read, or null. What is above it is expanded when it changes. */
export function useCurrentNode(
  nodes: readonly ContentsNode[],
  setExpanded: Dispatch<SetStateAction<ReadonlySet<string>>>,
): string | null {
  const document = useSlice('reader', (state) => state.document)
  const heading = useSlice('reader', (state) => state.currentHeading)
  const current = useMemo(() => {
    if (document === null) return null
    const { documentId, headings } = document
    return findCurrent(nodes, { documentId, headings, current: heading })?.key ?? null
  }, [nodes, document, heading])
  useEffect(() => {
    if (current === null) return
    setExpanded((before) => {
      const missing = ancestorsOf(current).filter((key) => !before.has(key))
      return missing.length === 0 ? before : new Set([...before, ...missing])
    })
  }, [current, setExpanded])
  return current
}
