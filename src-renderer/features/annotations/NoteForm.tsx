// A note edited in the list: written, then saved or left as it was. What cannot be saved stays in the field.
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Change } from '../../stores/annotations-store.ts'
import { t } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'

export interface NoteFormProps {
  readonly initial: string
  /** The text is one that could not be saved before. */
  readonly isUnsaved: boolean
  readonly save: (body: string) => Promise<Change>
  readonly onClose: () => void
}

export function NoteForm({ initial, isUnsaved, save, onClose }: NoteFormProps) {
  const [text, setText] = useState(initial)
  const [reason, setReason] = useState(isUnsaved ? t('annotations.unsavedText') : '')
  const [isSaving, setIsSaving] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isUnsaved) return
    area.current?.focus()
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length)
  }, [isUnsaved])
  const submit = async (): Promise<void> => {
    setIsSaving(true)
    const change = await save(text)
    setIsSaving(false)
    if (change.kind === 'failed') setReason(change.failure.message)
    else onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit()
    } else if (event.key === 'Escape' && !isUnsaved) {
      event.stopPropagation()
      onClose()
    }
  }
  return (
    <div className="note-form">
      <textarea
        ref={area}
        aria-label={t('annotations.editNote')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
        }}
        onKeyDown={onKeyDown}
      />
      {reason === '' ? null : (
        <p className="note-form-reason" role="alert">
          {t('annotations.unsaved')}: {reason}
        </p>
      )}
      <div className="note-form-foot">
        {isUnsaved ? null : (
          <Button variant="quiet" onPress={onClose}>
            {t('annotations.cancel')}
          </Button>
        )}
        <Button variant="primary" isDisabled={isSaving} onPress={() => void submit()}>
          {isUnsaved ? t('annotations.saveAgain') : t('annotations.save')}
        </Button>
      </div>
    </div>
  )
}
