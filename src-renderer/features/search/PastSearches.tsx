// Searches of before: those that were given a name, and the latest ones. They stand where hits would be while the box is
// empty; the arrow keys lead from the box into them and back.
import { Bookmark, Ellipsis, History, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { SavedSearch } from '../../../src-shared/domain/settings.ts'
import { type MessageKey, t } from '../../i18n/index.ts'
import {
  deleteSearch,
  forgetSearch,
  forgetSearches,
  rememberSearch,
  saveSearch,
} from '../../stores/past-searches.ts'
import { listChoices } from '../../stores/search-filters.ts'
import type { SearchQuestion } from '../../stores/search-question.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { NameSearchDialog } from './NameSearchDialog.tsx'
import './past-searches.css'

const RUN = '.past-run'

/** Moves the focus from the box to the first search of before; false when there is none. */
export function focusPastSearch(box: HTMLElement): boolean {
  const first = box.closest('.search')?.querySelector<HTMLElement>(RUN)
  first?.focus()
  return first !== null && first !== undefined
}

export function PastSearches() {
  const { shell } = useStores()
  const toBox = (): void => {
    shell.reveal('search', { focus: true })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!(event.target instanceof Element) || !event.target.matches(RUN)) return
    if (step === 0 && event.key !== 'Escape') return
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>(RUN)]
    const at = all.findIndex((each) => each === event.target)
    if (step === 0 || at + step < 0) toBox()
    else all[at + step]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="past-searches" onKeyDown={onKeyDown}>
      <SavedSearches />
      <RecentSearches />
    </div>
  )
}

function RecentSearches() {
  const { settings } = useStores()
  const run = useRun()
  const recent = useSlice('settings', (state) => state.settings.recentSearches)
  if (recent.length === 0) return null
  return (
    <section aria-labelledby="search-recent">
      <h2 id="search-recent">{t('search.recent')}</h2>
      <button
        type="button"
        className="past-clear"
        onClick={() => {
          forgetSearches(settings)
        }}
      >
        {t('search.forgetAll')}
      </button>
      <ul>
        {recent.map((text) => (
          <PastRow key={text} icon={<Icon of={History} size={14} />} name={text} onRun={() => run({ text })}>
            <IconButton
              size="small"
              label={t('search.forget', { text })}
              icon={<Icon of={X} size={14} />}
              onPress={() => {
                forgetSearch(settings, text)
              }}
            />
          </PastRow>
        ))}
      </ul>
    </section>
  )
}

function SavedSearches() {
  const saved = useSlice('settings', (state) => state.settings.savedSearches)
  const [renamed, setRenamed] = useState<SavedSearch | null>(null)
  if (saved.length === 0) return null
  return (
    <section aria-labelledby="search-saved">
      <h2 id="search-saved">{t('search.savedTitle')}</h2>
      <ul>
        {saved.map((search) => (
          <SavedRow key={search.name} saved={search} onRename={setRenamed} />
        ))}
      </ul>
      {renamed === null ? null : (
        <NameSearchDialog
          renamed={renamed}
          onClose={() => {
            setRenamed(null)
          }}
        />
      )}
    </section>
  )
}

interface SavedRowProps {
  readonly saved: SavedSearch
  readonly onRename: (saved: SavedSearch) => void
}

function SavedRow({ saved, onRename }: SavedRowProps) {
  const run = useRun()
  const { name, text, scope, filters } = saved
  return (
    <PastRow
      icon={<Icon of={Bookmark} size={14} />}
      name={name}
      detail={toDetail(saved)}
      onRun={() => {
        run({ text, scope, filters })
      }}
    >
      <SavedMenu saved={saved} onRename={onRename} />
    </PastRow>
  )
}

function SavedMenu({ saved, onRename }: SavedRowProps) {
  const { settings, shell } = useStores()
  const { name } = saved
  const label = t('search.savedMenu', { name })
  const remove = (): void => {
    deleteSearch(settings, name)
    const undo = (): void => {
      saveSearch(settings, saved)
    }
    shell.toast({ text: t('search.deleted', { name }), action: { label: t('common.undo'), run: undo } })
  }
  return (
    <Menu
      label={label}
      trigger={<IconButton size="small" label={label} icon={<Icon of={Ellipsis} size={14} />} />}
      groups={[
        {
          id: 'saved',
          entries: [
            { id: 'rename', label: t('search.renameAction') },
            { id: 'delete', label: t('search.delete'), isDanger: true },
          ],
        },
      ]}
      onAction={(id) => {
        if (id === 'rename') onRename(saved)
        else remove()
      }}
    />
  )
}

interface PastRowProps {
  readonly icon: ReactNode
  readonly name: string
  readonly detail?: string
  readonly onRun: () => void
  readonly children: ReactNode
}

function PastRow({ icon, name, detail = '', onRun, children }: PastRowProps) {
  return (
    <li className="past-row">
      <button type="button" className="past-run" onClick={onRun}>
        {icon}
        <span className="past-name">{name}</span>
        {detail === '' ? null : <span className="past-detail">{detail}</span>}
      </button>
      {children}
    </li>
  )
}

/** Asks a search of before, and gives the box the focus so that the keys lead on from there. */
function useRun(): (question: Partial<SearchQuestion>) => void {
  const { search, settings, shell } = useStores()
  return (question) => {
    search.run(question)
    rememberSearch(settings, search.getState().text)
    shell.reveal('search', { focus: true })
  }
}

const SCOPES: Readonly<Record<SavedSearch['scope'], MessageKey>> = {
  document: 'search.scopeDocument',
  bundle: 'search.scopeBundle',
  everything: 'search.scopeEverything',
}

/** What a saved search asks beside its name, in one line. */
function toDetail({ name, text, scope, filters }: SavedSearch): string {
  const choices = listChoices(filters).length
  return [
    name === text ? '' : text,
    scope === 'everything' ? '' : t(SCOPES[scope]),
    filters.kind === undefined ? '' : t(filters.kind === 'text' ? 'search.kindText' : 'search.kindNotes'),
    choices === 0 ? '' : t('search.filterCount', { count: choices }),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
