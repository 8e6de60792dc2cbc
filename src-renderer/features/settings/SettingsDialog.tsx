// The settings that are no matter of looks: the person's name, new highlights, links, and what this copy of Lectern is.
import { useEffect, useEffectEvent, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { About } from './About.tsx'
import { HighlightChoice } from './HighlightChoice.tsx'
import './settings.css'

export interface SettingsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onShortcuts: () => void
}

export function SettingsDialog({ isOpen, onClose, onShortcuts }: SettingsDialogProps) {
  return (
    <Dialog
      title={t('settings.title')}
      closeLabel={t('common.close')}
      isOpen={isOpen}
      onClose={onClose}
      footer={<Button onPress={onShortcuts}>{t('settings.shortcuts')}</Button>}
    >
      <div className="settings">
        <section aria-labelledby="settings-notes">
          <h3 id="settings-notes">{t('settings.sectionNotes')}</h3>
          <AuthorField />
          <HighlightChoice />
        </section>
        <section aria-labelledby="settings-links">
          <h3 id="settings-links">{t('settings.sectionLinks')}</h3>
          <LinkChoice />
        </section>
        <section aria-labelledby="settings-about">
          <h3 id="settings-about">{t('settings.sectionAbout')}</h3>
          <About />
        </section>
      </div>
    </Dialog>
  )
}

/** Saved when the field is left or the dialogue closed, not with every letter. */
function AuthorField() {
  const { settings } = useStores()
  const saved = useSlice('settings', (state) => state.settings.author)
  const [author, setAuthor] = useState(saved)
  const save = useEffectEvent(() => {
    if (author.trim() !== saved) void settings.update({ author: author.trim() })
  })
  useEffect(() => () => save(), [])
  return (
    <TextField
      label={t('settings.author')}
      description={t('settings.authorDescription')}
      value={author}
      maxLength={200}
      autoComplete="off"
      onChange={setAuthor}
      onBlur={() => {
        if (author.trim() !== saved) void settings.update({ author: author.trim() })
      }}
    />
  )
}

function LinkChoice() {
  const { settings } = useStores()
  const selected = useSlice('settings', (state) => state.settings.externalLinks)
  return (
    <div className="setting">
      <Segmented
        label={t('settings.links')}
        selected={selected}
        onSelect={(externalLinks) => void settings.update({ externalLinks })}
        choices={[
          { id: 'ask', label: t('settings.linksAsk') },
          { id: 'never', label: t('settings.linksNever') },
        ]}
      />
      <p className="field-description">{t('settings.linksDescription')}</p>
    </div>
  )
}
