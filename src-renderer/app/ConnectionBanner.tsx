// Says that the host does not answer, for as long as it does not.
import { Unplug } from 'lucide-react'
import { t } from '../i18n/index.ts'
import { useSlice } from '../stores/use-stores.ts'
import { Icon } from '../ui/Icon.tsx'

export function ConnectionBanner() {
  const isLost = useSlice('shell', (state) => state.connection === 'lost')
  return (
    <div role="alert" className="connection">
      {isLost ? (
        <p>
          <Icon of={Unplug} size={16} />
          {t('shell.connectionLost')}
        </p>
      ) : null}
    </div>
  )
}
