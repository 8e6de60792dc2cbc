// What the import set apart from the open document, word for word, to read and to copy. It changes nothing.
import { t } from '../i18n/index.ts'
import { useSlice } from '../stores/use-stores.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { groupSetApart } from './set-apart.ts'
import './set-apart.css'

export interface SetApartDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function SetApartDialog({ isOpen, onClose }: SetApartDialogProps) {
  const document = useSlice('reader', (state) => state.document)
  if (document === null) return null
  const { language, direction, setApart } = document
  return (
    <Dialog title={t('shell.setApartTitle')} closeLabel={t('common.close')} isOpen={isOpen} onClose={onClose}>
      <p className="field-description">{t('shell.setApartText')}</p>
      {groupSetApart(setApart).map(({ where, title, passages }) => (
        <section key={where} className="set-apart" aria-labelledby={`set-apart-${where}`}>
          <h3 id={`set-apart-${where}`}>{t(title)}</h3>
          <ul lang={language} dir={direction}>
            {passages.map((text, index) => (
              // The same words may have been set apart more than once.
              <li key={index}>{text}</li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
