// Going to a percentage of the document or to a section of the bundle, by typing a little of it.
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { formatPercent, t } from '../../i18n/index.ts'
import type { OpenRequest } from '../../stores/reader-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { classes } from '../../ui/classes.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { findTargets, type GoToTarget } from './go-to.ts'
import './contents.css'

export interface GoToDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onOpen: (request: OpenRequest) => void
}

export function GoToDialog({ isOpen, onClose, onOpen }: GoToDialogProps) {
  return (
    <Dialog
      title={t('contents.goToTitle')}
      closeLabel={t('common.close')}
      isOpen={isOpen}
      onClose={onClose}
      size="small"
    >
      <GoTo onClose={onClose} onOpen={onOpen} />
    </Dialog>
  )
}

function GoTo({ onClose, onOpen }: Pick<GoToDialogProps, 'onClose' | 'onOpen'>) {
  const id = useId()
  const { reader } = useStores()
  const bundle = useSlice('reader', (state) => state.bundle)
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const targets = useMemo(() => findTargets(bundle?.contents ?? [], text), [bundle, text])
  const choose = (target: GoToTarget | undefined): void => {
    if (target === undefined || bundle === null) return
    onClose()
    if (target.kind === 'percent') reader.goTo(target.share)
    else onOpen({ bundleId: bundle.summary.metadata.id, ...target.request })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setActive(Math.max(0, Math.min(targets.length - 1, active + step)))
    else if (event.key === 'Enter') choose(targets[active])
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="go-to">
      <SearchField
        size="large"
        autoFocus
        label={t('contents.goToLabel')}
        clearLabel={t('common.clear')}
        placeholder={t('contents.goToPlaceholder')}
        value={text}
        onChange={(value) => {
          setText(value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        controls={`${id}-list`}
        activeDescendant={targets.length === 0 ? undefined : `${id}-${active}`}
      />
      <p className="go-to-hint">{t('contents.goToHint')}</p>
      <ul id={`${id}-list`} role="listbox" aria-label={t('contents.goToTitle')} className="go-to-list">
        {targets.map((target, index) => (
          <Target
            key={target.key}
            id={`${id}-${index}`}
            target={target}
            isActive={index === active}
            onChoose={() => {
              choose(target)
            }}
          />
        ))}
      </ul>
    </div>
  )
}

interface TargetProps {
  readonly id: string
  readonly target: GoToTarget
  readonly isActive: boolean
  readonly onChoose: () => void
}

function Target({ id, target, isActive, onChoose }: TargetProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes('go-to-row', isActive && 'is-active')}
      onClick={onChoose}
    >
      {target.kind === 'percent' ? (
        t('contents.goToPercent', { percent: formatPercent(target.share) })
      ) : (
        <>
          <span>{target.title}</span>
          <span className="go-to-parent">{target.parent}</span>
        </>
      )}
    </li>
  )
}
