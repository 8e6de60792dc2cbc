// The reading faces, each name set in its own.
import type { ReadingFont } from '../../../src-shared/domain/settings.ts'
import { type MessageKey, t } from '../../i18n/index.ts'
import { Segmented } from '../../ui/Segmented.tsx'

export interface FontChoiceProps {
  readonly selected: ReadingFont
  readonly onSelect: (font: ReadingFont) => void
}

const FONTS: readonly { readonly id: ReadingFont; readonly label: MessageKey }[] = [
  { id: 'literata', label: 'settings.fontLiterata' },
  { id: 'source-serif', label: 'settings.fontSourceSerif' },
  { id: 'inter', label: 'settings.fontInter' },
  { id: 'jetbrains-mono', label: 'settings.fontJetbrainsMono' },
  { id: 'atkinson', label: 'settings.fontAtkinson' },
  { id: 'opendyslexic', label: 'settings.fontOpendyslexic' },
]

export function FontChoice({ selected, onSelect }: FontChoiceProps) {
  return (
    <Segmented
      look="list"
      className="font-choice"
      label={t('settings.font')}
      selected={selected}
      onSelect={onSelect}
      choices={FONTS.map(({ id, label }) => ({ id, label: t(label), className: `font-${id}` }))}
    />
  )
}
