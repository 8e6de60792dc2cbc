// The reading view: the document in its frame, and what floats over it.
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { t } from '../../i18n/index.ts'
import type { SaveState } from '../../stores/annotations-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import type { Stores } from '../../stores/stores.ts'
import { AnnotationPopover } from './AnnotationPopover.tsx'
import { connectView } from './connect-view.ts'
import { DocumentView } from './document-view.ts'
import { createFrame } from './frame.ts'
import { HighlightMap } from './HighlightMap.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import type { ReaderContext } from './reader-actions.ts'
import { ReaderMessage } from './ReaderMessage.tsx'
import { createReaderUi } from './reader-ui.ts'
import { SaveStatus } from './SaveStatus.tsx'
import { SelectionTools } from './SelectionTools.tsx'
import { DOCUMENT_STYLES } from './styles.ts'
import './reader.css'

export interface ReaderProps {
  /** Searches for words that were selected. */
  readonly onSearch: (text: string) => void
}

export function Reader({ onSearch }: ReaderProps) {
  const place = useRef<HTMLDivElement>(null)
  const context = useReaderContext(place)
  return (
    <section className="reader" aria-label={t('reader.region')}>
      <div ref={place} className="reader-place" />
      <HighlightMap />
      <ReaderMessage />
      {context === null ? null : (
        <>
          <SelectionTools context={context} onSearch={onSearch} />
          <AnnotationPopover context={context} />
          <LinkDialog context={context} />
          <Announcement context={context} />
          <Saving context={context} />
        </>
      )}
    </section>
  )
}

/** Puts the frame on the page and ties it to the stores, for as long as the view is mounted. */
function useReaderContext(place: { readonly current: HTMLElement | null }): ReaderContext | null {
  const stores = useStores()
  const [context, setContext] = useState<ReaderContext | null>(null)
  useEffect(() => {
    const stage = { isOpen: true, close: (): void => undefined }
    if (place.current !== null)
      void openFrame(stores, place.current).then((opened) => {
        if (!stage.isOpen) {
          opened.view.close()
          return
        }
        const disconnect = connectView(opened)
        stage.close = () => {
          disconnect()
          opened.view.close()
        }
        setContext(opened)
      })
    return () => {
      stage.isOpen = false
      stage.close()
      setContext(null)
    }
  }, [stores, place])
  return context
}

/** The faces come from the disk; a document does not wait for them longer than this, in milliseconds. */
const PATIENCE = 120

async function openFrame(stores: Stores, place: HTMLElement): Promise<ReaderContext> {
  const frame = await createFrame(place, DOCUMENT_STYLES, t('reader.frameTitle'))
  const { appearance } = stores.settings.getState().settings
  frame.setAppearance({ ...appearance, theme: stores.shell.getState().theme })
  await frame.fontsReady(PATIENCE)
  return { stores, ui: createReaderUi(), view: new DocumentView(frame) }
}

function Announcement({ context }: { readonly context: ReaderContext }) {
  const text = useStore(context.ui, (state) => state.announcement)
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  )
}

/** How long it says that something was saved, in milliseconds. */
const SAVED_FOR = 2_000

/** Changes made without a popover are told about here, at the foot of the text; a failure has a message of its own. */
function Saving({ context }: { readonly context: ReaderContext }) {
  const saving = useSlice('annotations', (state) => state.saving)
  const hasPopover = useStore(context.ui, (state) => state.popover !== null)
  const [seen, setSeen] = useState<SaveState | null>(saving.kind === 'saved' ? saving : null)
  useEffect(() => {
    if (saving.kind !== 'saved') return
    const timer = setTimeout(() => {
      setSeen(saving)
    }, SAVED_FOR)
    return () => {
      clearTimeout(timer)
    }
  }, [saving])
  if (hasPopover || saving.kind === 'failed' || saving === seen) return null
  return (
    <div className="reader-saving">
      <SaveStatus state={saving} />
    </div>
  )
}
