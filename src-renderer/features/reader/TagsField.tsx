// The tags of an annotation: each can be taken off, new ones are typed; Enter or a comma ends one. Tags in use elsewhere
// are offered.
import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { Icon } from '../../ui/Icon.tsx'

export interface TagsFieldProps {
  readonly tags: readonly string[]
  readonly known: readonly string[]
  readonly onChange: (tags: readonly string[]) => void
}

/** What the service accepts as one tag. */
const LONGEST = 64

export function TagsField({ tags, known, onChange }: TagsFieldProps) {
  const [text, setText] = useState('')
  const listId = useId()
  const add = (typed: string): void => {
    const fresh = typed
      .split(',')
      .map((tag) => tag.trim().slice(0, LONGEST))
      .filter((tag) => tag !== '' && !tags.includes(tag))
    setText('')
    if (fresh.length > 0) onChange([...tags, ...new Set(fresh)])
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add(text)
    } else if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1))
  }
  return (
    <div className="tags-field" role="group" aria-label={t('reader.tags')}>
      {tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
          <button
            type="button"
            aria-label={t('reader.removeTag', { tag })}
            onClick={() => {
              onChange(tags.filter((each) => each !== tag))
            }}
          >
            <Icon of={X} size={14} />
          </button>
        </span>
      ))}
      <input
        className="tags-input"
        aria-label={t('reader.addTag')}
        placeholder={t('reader.addTag')}
        list={listId}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          add(text)
        }}
      />
      <datalist id={listId}>
        {known
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </div>
  )
}
