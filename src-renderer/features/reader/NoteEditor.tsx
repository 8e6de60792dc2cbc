// The note of an annotation: written in Markdown, read as it looks, saved by itself.
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { SaveNote } from './note-saver.ts'
import { SaveStatus } from './SaveStatus.tsx'
import { useNoteSaving } from './use-note-saving.ts'

export interface NoteEditorProps {
  /** What is on the disk, and what is in the field to begin with. */
  readonly saved: string
  readonly initial: string
  /** Opened to write: the field has the focus. */
  readonly writing: boolean
  readonly save: SaveNote
  readonly onDone: () => void
  readonly onLink: (href: string) => void
}

type Mode = 'write' | 'preview'

export function NoteEditor({ saved, initial, writing, save, onDone, onLink }: NoteEditorProps) {
  const [mode, setMode] = useState<Mode>(writing || initial === '' ? 'write' : 'preview')
  const note = useNoteSaving(saved, initial, save)
  const area = useRef<HTMLTextAreaElement>(null)
  const wantsFocus = useRef(writing)
  useEffect(() => {
    if (mode !== 'write' || !wantsFocus.current) return
    const field = area.current
    field?.focus({ preventScroll: true })
    field?.setSelectionRange(field.value.length, field.value.length)
  }, [mode])
  const select = (next: Mode): void => {
    wantsFocus.current = next === 'write'
    setMode(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    note.flush()
    onDone()
  }
  return (
    <div className="note-editor">
      {mode === 'write' ? (
        <textarea
          ref={area}
          className="note-area"
          aria-label={t('reader.note')}
          placeholder={t('reader.notePlaceholder')}
          value={note.text}
          onChange={(event) => {
            note.setText(event.target.value)
          }}
          onBlur={note.flush}
          onKeyDown={onKeyDown}
        />
      ) : (
        <NotePreview text={note.text} onLink={onLink} onEdit={() => select('write')} />
      )}
      <div className="note-foot">
        <Segmented
          label={t('reader.note')}
          hideLabel
          choices={[
            { id: 'write', label: t('reader.noteEdit') },
            { id: 'preview', label: t('reader.notePreview') },
          ]}
          selected={mode}
          onSelect={select}
        />
        <SaveStatus state={note.state} onRetry={note.flush} />
      </div>
    </div>
  )
}

function NotePreview({
  text,
  onLink,
  onEdit,
}: Pick<NoteEditorProps, 'onLink'> & { readonly text: string; readonly onEdit: () => void }) {
  return (
    <div className="note-preview" onDoubleClick={onEdit}>
      {text.trim() === '' ? (
        <p className="note-empty">{t('reader.noteEmptyPreview')}</p>
      ) : (
        <Markdown text={text} onLink={onLink} />
      )}
    </div>
  )
}
