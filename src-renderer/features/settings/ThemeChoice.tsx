// The themes as swatches: a little page of each, with its own paper and ink.
import type { Theme } from '../../../src-shared/domain/settings.ts'
import { t } from '../../i18n/index.ts'
import { Segmented } from '../../ui/Segmented.tsx'

export interface ThemeChoiceProps {
  readonly selected: Theme
  readonly onSelect: (theme: Theme) => void
}

const THEMES = [
  { id: 'auto', label: 'settings.themeAuto' },
  { id: 'light', label: 'settings.themeLight' },
  { id: 'sepia', label: 'settings.themeSepia' },
  { id: 'dark', label: 'settings.themeDark' },
  { id: 'black', label: 'settings.themeBlack' },
] as const

export function ThemeChoice({ selected, onSelect }: ThemeChoiceProps) {
  return (
    <Segmented
      look="swatches"
      className="theme-choice"
      label={t('settings.theme')}
      selected={selected}
      onSelect={onSelect}
      choices={THEMES.map(({ id, label }) => ({
        id,
        label: t(label),
        className: `theme-swatch theme-${id}`,
        content: (
          <span className="theme-page" title={t(label)}>
            Aa
          </span>
        ),
      }))}
    />
  )
}
