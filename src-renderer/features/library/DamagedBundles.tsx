// Installed bundles that could not be opened: each with its sentence, so that nothing is missing without a word.
import { TriangleAlert } from 'lucide-react'
import { t } from '../../i18n/index.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'

export function DamagedBundles() {
  const damaged = useSlice('library', (state) => state.damaged)
  if (damaged.length === 0) return null
  return (
    <section className="damaged" aria-labelledby="damaged-title">
      <h2 id="damaged-title">
        <Icon of={TriangleAlert} size={16} />
        {t('library.damagedTitle')}
      </h2>
      <p>{t('library.damagedText')}</p>
      <ul>
        {damaged.map(({ file, failure }) => (
          <li key={file}>
            <p>{failure.message}</p>
            {failure.message.includes(file) ? null : <p className="damaged-file">{file}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
