// The tools that come up beside selected text: colours, styles, note, copy, search. They do not take the focus, so the
// selection can still be extended; Tab moves into them.
import { Copy, MessageSquareText, Quote, Search } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { Toolbar } from 'react-aria-components'
import { useStore } from 'zustand'
import { t } from '../../i18n/index.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { StyleChoice, Swatch } from '../../ui/HighlightLook.tsx'
import { Floating } from './Floating.tsx'
import { COLORS, STYLES } from './looks.ts'
import {
  copyText,
  dismissSelection,
  highlightSelection,
  noteOnSelection,
  toCitation,
  type ReaderContext,
} from './reader-actions.ts'

export interface SelectionToolsProps {
  readonly context: ReaderContext
  readonly onSearch: (text: string) => void
}

export function SelectionTools({ context, onSearch }: SelectionToolsProps) {
  const range = useStore(context.ui, (state) => state.selection)
  const style = useSlice('settings', (state) => state.settings.highlightStyle)
  const element = useRef<HTMLDivElement>(null)
  useEscape(element, context)
  if (range === null) return null
  const { stores, view } = context
  return (
    <Floating context={context} range={range} side="above">
      <div ref={element}>
        <Toolbar aria-label={t('reader.selectionTools')} className="selection-tools">
          <div className="selection-colors">
            {COLORS.map(({ id, label }) => (
              <IconButton
                key={id}
                size="small"
                label={t('reader.highlightIn', { color: label })}
                icon={<Swatch color={id} />}
                onPress={() => {
                  void stores.settings.update({ highlightColor: id })
                  highlightSelection(context, { color: id, style })
                }}
              />
            ))}
          </div>
          <span className="tools-divider" />
          <StyleChoice
            label={t('reader.style')}
            choices={STYLES}
            selected={style}
            onSelect={(highlightStyle) => void stores.settings.update({ highlightStyle })}
          />
          <span className="tools-divider" />
          <TextTools context={context} onSearch={onSearch} text={() => view.text(range)} />
        </Toolbar>
      </div>
    </Floating>
  )
}

/**
 * Escape within the tools puts them away. It is heard at the window because an open tooltip keeps the key to itself,
 * at the document, and goes with the tools all the same.
 */
function useEscape(element: RefObject<HTMLElement | null>, context: ReaderContext): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isWithin = event.target instanceof Node && element.current?.contains(event.target) === true
      if (event.key !== 'Escape' || !isWithin) return
      event.preventDefault()
      event.stopPropagation()
      dismissSelection(context)
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => {
      window.removeEventListener('keydown', onKeyDown, true)
    }
  }, [element, context])
}

function TextTools({ context, onSearch, text }: SelectionToolsProps & { readonly text: () => string }) {
  const { ui } = context
  return (
    <div className="selection-text">
      <IconButton
        size="small"
        label={t('reader.addNote')}
        keys="N"
        icon={<Icon of={MessageSquareText} size={16} />}
        onPress={() => noteOnSelection(context)}
      />
      <IconButton
        size="small"
        label={t('reader.copy')}
        icon={<Icon of={Copy} size={16} />}
        onPress={() => {
          copyText(context, text(), t('reader.copied'))
        }}
      />
      <IconButton
        size="small"
        label={t('reader.copyCitation')}
        icon={<Icon of={Quote} size={16} />}
        onPress={() => {
          const range = ui.getState().selection
          if (range !== null)
            copyText(context, toCitation(context, range, text()), t('reader.copiedCitation'))
        }}
      />
      <IconButton
        size="small"
        label={t('reader.searchThis')}
        icon={<Icon of={Search} size={16} />}
        onPress={() => {
          const words = text().replace(/\s+/g, ' ').slice(0, 200)
          ui.setState({ selection: null })
          onSearch(words)
        }}
      />
    </div>
  )
}
