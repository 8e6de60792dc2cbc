// The bar: what is looked for and how, where one is among the matches, and the ways on. The focus stays in its field.
import { ChevronDown, ChevronUp, List, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { countRanges } from '../../anchoring/packed-ranges.ts'
import { t } from '../../i18n/index.ts'
import type { FindStore } from '../../stores/find-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { FindOptions, OPTION_KEYS } from './FindOptions.tsx'
import { FindStatus } from './FindStatus.tsx'
import { MATCH_LIST, toMatchId } from './MatchList.tsx'

export interface FindKeys {
  readonly next: string | undefined
  readonly previous: string | undefined
  readonly close: string | undefined
}

export function FindBar({ keys }: { readonly keys: FindKeys }) {
  const { find } = useStores()
  const { text, active, isListOpen, isInvalid, hasMatches } = useSlice('find', (state) => ({
    text: state.text,
    active: state.active,
    isListOpen: state.isListOpen,
    isInvalid: state.status.kind === 'invalid',
    hasMatches: countRanges(state.matches) > 0,
  }))
  const field = useFocusRequest()
  const isListed = isListOpen && hasMatches
  return (
    <div role="search" aria-label={t('find.bar')} className="find-bar">
      <SearchField
        className="find-field"
        label={t('find.box')}
        clearLabel={t('find.clear')}
        placeholder={t('find.placeholder')}
        value={text}
        isInvalid={isInvalid}
        onChange={find.type}
        onKeyDown={(event) => {
          onFieldKey(find, event)
        }}
        inputRef={field}
        controls={isListed ? MATCH_LIST : undefined}
        activeDescendant={isListed && active !== -1 ? toMatchId(active) : undefined}
      />
      <FindOptions />
      <FindStatus />
      <div className="find-steps">
        <IconButton
          label={t('find.previous')}
          keys={keys.previous}
          icon={<Icon of={ChevronUp} />}
          isDisabled={!hasMatches}
          onPress={() => {
            find.step(-1)
          }}
        />
        <IconButton
          label={t('find.next')}
          keys={keys.next}
          icon={<Icon of={ChevronDown} />}
          isDisabled={!hasMatches}
          onPress={() => {
            find.step(1)
          }}
        />
        <IconButton
          label={t('find.list')}
          icon={<Icon of={List} />}
          isPressed={isListOpen}
          onPress={find.toggleList}
        />
        <IconButton label={t('find.close')} keys={keys.close} icon={<Icon of={X} />} onPress={find.close} />
      </div>
    </div>
  )
}

/** Enter and the arrows go through the matches, Escape closes, Alt with a letter sets an option. */
function onFieldKey(find: FindStore, event: KeyboardEvent): void {
  if (event.nativeEvent.isComposing) return
  const option = event.altKey && !event.ctrlKey && !event.metaKey ? OPTION_KEYS[event.code] : undefined
  if (option !== undefined) find.setOption(option, !find.getState().options[option])
  else if (event.key === 'Escape') find.close()
  else if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1)
  else if (event.key === 'ArrowDown') find.step(1)
  else if (event.key === 'ArrowUp') find.step(-1)
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** Puts the focus into the field, with its text selected, whenever it is asked for. */
function useFocusRequest(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null)
  const turn = useSlice('find', (state) => state.focusTurn)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [turn])
  return field
}
