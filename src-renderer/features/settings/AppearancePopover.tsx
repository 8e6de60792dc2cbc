// How documents look, chosen while one sees them change: theme, font, size, line height and line length, for all bundles
// or for the open one alone.
import { ALargeSmall } from 'lucide-react'
import type { Appearance } from '../../../src-shared/domain/settings.ts'
import { t } from '../../i18n/index.ts'
import { hasOwnAppearance, toAppearance } from '../../stores/settings-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { FontChoice } from './FontChoice.tsx'
import { ThemeChoice } from './ThemeChoice.tsx'
import './settings.css'

export function AppearancePopover() {
  return (
    <Popover
      label={t('settings.appearance')}
      className="appearance"
      trigger={<IconButton label={t('settings.appearance')} icon={<Icon of={ALargeSmall} />} />}
    >
      <AppearancePanel />
    </Popover>
  )
}

function AppearancePanel() {
  const { settings } = useStores()
  const isReading = useSlice('shell', (state) => state.route === 'reader')
  const openId = useSlice('reader', (state) => state.bundle?.summary.metadata.id ?? null)
  const bundleId = isReading ? openId : null
  const isOwn = useSlice(
    'settings',
    (state) => bundleId !== null && hasOwnAppearance(state.settings, bundleId),
  )
  const scope = isOwn ? bundleId : null
  const appearance = useSlice('settings', (state) => toAppearance(state.settings, scope))
  const change = (patch: Partial<Appearance>): void => {
    settings.setAppearance(patch, scope)
  }
  return (
    <>
      <ThemeChoice selected={appearance.theme} onSelect={(theme) => change({ theme })} />
      <FontChoice selected={appearance.font} onSelect={(font) => change({ font })} />
      <TextSliders appearance={appearance} onChange={change} />
      <div className="appearance-foot">
        {bundleId === null ? null : (
          <Switch
            isSelected={isOwn}
            onChange={(own) => {
              settings.setOwnAppearance(bundleId, own)
            }}
          >
            {t('settings.onlyThisBundle')}
          </Switch>
        )}
        <Button
          variant="quiet"
          onPress={() => {
            settings.resetAppearance(scope)
          }}
        >
          {isOwn ? t('settings.resetOwn') : t('settings.reset')}
        </Button>
      </div>
    </>
  )
}

interface TextSlidersProps {
  readonly appearance: Appearance
  readonly onChange: (patch: Partial<Appearance>) => void
}

function TextSliders({ appearance, onChange }: TextSlidersProps) {
  return (
    <div className="appearance-sliders">
      <Slider
        label={t('settings.fontSize')}
        value={appearance.fontSize}
        min={12}
        max={36}
        step={1}
        format={(size) => t('settings.fontSizeValue', { size })}
        onChange={(fontSize) => onChange({ fontSize })}
      />
      <Slider
        label={t('settings.lineHeight')}
        value={appearance.lineHeight}
        min={1.2}
        max={2.2}
        step={0.05}
        format={(height) => height.toFixed(2)}
        onChange={(height) => onChange({ lineHeight: Math.round(height * 100) / 100 })}
      />
      <Slider
        label={t('settings.measure')}
        value={appearance.measure}
        min={45}
        max={90}
        step={1}
        format={(count) => t('settings.measureValue', { count })}
        onChange={(measure) => onChange({ measure })}
      />
    </div>
  )
}
