// The colour and style that a new highlight gets.
import { t } from '../../i18n/index.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Segmented } from '../../ui/Segmented.tsx'

const COLORS = [
  { id: 'yellow', label: 'settings.colorYellow' },
  { id: 'green', label: 'settings.colorGreen' },
  { id: 'blue', label: 'settings.colorBlue' },
  { id: 'pink', label: 'settings.colorPink' },
  { id: 'orange', label: 'settings.colorOrange' },
  { id: 'purple', label: 'settings.colorPurple' },
] as const

const STYLES = [
  { id: 'solid', label: 'settings.styleSolid' },
  { id: 'underline', label: 'settings.styleUnderline' },
  { id: 'strikethrough', label: 'settings.styleStrikethrough' },
  { id: 'outline', label: 'settings.styleOutline' },
] as const

export function HighlightChoice() {
  const { settings } = useStores()
  const { color, style } = useSlice('settings', (state) => ({
    color: state.settings.highlightColor,
    style: state.settings.highlightStyle,
  }))
  return (
    <>
      <Segmented
        look="swatches"
        label={t('settings.color')}
        selected={color}
        onSelect={(highlightColor) => void settings.update({ highlightColor })}
        choices={COLORS.map(({ id, label }) => ({
          id,
          label: t(label),
          className: `color-swatch color-${id}`,
          content: <span title={t(label)} />,
        }))}
      />
      <Segmented
        label={t('settings.style')}
        selected={style}
        onSelect={(highlightStyle) => void settings.update({ highlightStyle })}
        choices={STYLES.map(({ id, label }) => ({ id, label: t(label) }))}
      />
    </>
  )
}
