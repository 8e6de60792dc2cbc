// The bar at the foot of the reader: previous and next document, the section, the place in the document, what is left.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { formatPercent, t } from '../i18n/index.ts'
import { useSlice, useStores } from '../stores/use-stores.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Slider } from '../ui/Slider.tsx'
import { useCommand } from './control.ts'

export function BottomBar() {
  const { reader } = useStores()
  const isOpen = useSlice('reader', (state) => state.document !== null)
  const { progression, section, minutesLeft } = useSlice('reader', (state) => state.progress)
  const neighbours = useNeighbours()
  const previous = useCommand('previous-document')
  const next = useCommand('next-document')
  const percent = formatPercent(Math.round(progression * 100) / 100)
  return (
    <footer className="bottom-bar" aria-label={t('shell.footer')}>
      <IconButton
        {...previous}
        size="small"
        label={t('shell.previousDocument')}
        icon={<Icon of={ChevronLeft} size={16} isDirectional />}
        isDisabled={!neighbours.hasPrevious}
      />
      <IconButton
        {...next}
        size="small"
        label={t('shell.nextDocument')}
        icon={<Icon of={ChevronRight} size={16} isDirectional />}
        isDisabled={!neighbours.hasNext}
      />
      <span className="bottom-section" dir="auto" title={section}>
        {section}
      </span>
      <Slider
        isBare
        className="bottom-slider"
        label={t('shell.progressSlider')}
        value={Math.round(progression * 1000) / 1000}
        min={0}
        max={1}
        step={0.001}
        format={formatPercent}
        isDisabled={!isOpen}
        onChange={(progression) => {
          reader.goTo(progression)
        }}
      />
      <span className="bottom-numbers">
        <span>{percent}</span>
        <span className="bottom-left">
          {minutesLeft === 0 ? t('shell.atEnd') : t('shell.minutesLeft', { count: minutesLeft })}
        </span>
      </span>
    </footer>
  )
}

function useNeighbours(): { readonly hasPrevious: boolean; readonly hasNext: boolean } {
  return useSlice('reader', ({ bundle, document }) => {
    const documents = bundle?.documents ?? []
    const at = documents.findIndex(({ id }) => id === document?.documentId)
    return { hasPrevious: at > 0, hasNext: at !== -1 && at < documents.length - 1 }
  })
}
