// Asks what a search is to be called: the one on the screen, to keep it, or one that is kept, to rename it.
import { type SubmitEvent, useId, useState } from 'react'
import type { SavedSearch } from '../../../src-shared/domain/settings.ts'
import { t } from '../../i18n/index.ts'
import { isSameName, saveSearch } from '../../stores/past-searches.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

const NAME_LENGTH = 100

export interface NameSearchDialogProps {
  /** The search to rename; absent to keep the one on the screen. */
  readonly renamed?: SavedSearch
  readonly onClose: () => void
}

export function NameSearchDialog({ renamed, onClose }: NameSearchDialogProps) {
  const formId = useId()
  const { name, setName, isTaken, save } = useNaming(renamed)
  const isEmpty = name.trim() === ''
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (isEmpty) return
    save()
    onClose()
  }
  return (
    <Dialog
      isOpen
      size="small"
      title={t(renamed === undefined ? 'search.save' : 'search.rename')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" isDisabled={isEmpty}>
            {t(renamed === undefined ? 'search.saveAction' : 'search.renameAction')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          autoFocus
          label={t('search.name')}
          value={name}
          onChange={setName}
          maxLength={NAME_LENGTH}
          description={t(isTaken ? 'search.nameTaken' : 'search.nameText')}
        />
      </form>
    </Dialog>
  )
}

/** The name as it is typed, whether another search has it, and what keeps the search under it and says so. */
function useNaming(renamed: SavedSearch | undefined) {
  const { search, settings, shell } = useStores()
  const [name, setName] = useState(() =>
    (renamed?.name ?? search.getState().text).trim().slice(0, NAME_LENGTH),
  )
  const isTaken = useSlice('settings', ({ settings: { savedSearches } }) =>
    savedSearches.some((each) => each.name !== renamed?.name && isSameName(each.name, name)),
  )
  const save = (): void => {
    const { text, scope, filters } = renamed ?? search.getState()
    if (saveSearch(settings, { name, text, scope, filters }, renamed?.name))
      shell.toast({ text: t('search.saved', { name: name.trim() }) })
    else shell.toast({ kind: 'error', text: t('search.savedFull') })
  }
  return { name, setName, isTaken, save }
}
