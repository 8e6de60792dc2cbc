// The syntax of the search, explained by examples that can be tried at a press.
import { CircleHelp } from 'lucide-react'
import { type MessageKey, t } from '../../i18n/index.ts'
import { useStores } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'

/** The examples are part of the language of the search, not of the interface. */
const EXAMPLES: readonly (readonly [string, MessageKey])[] = [
  ['supply chain', 'search.helpWords'],
  ['"supply chain"', 'search.helpPhrase'],
  ['supply -chain', 'search.helpNot'],
  ['suppl*', 'search.helpPrefix'],
  ['suply~', 'search.helpNear'],
  ['title:supply', 'search.helpTitleField'],
  ['supply in:dossier', 'search.helpIn'],
  ['tag:question', 'search.helpTag'],
  ['color:green', 'search.helpColor'],
]

/** @param onTried called when an example is searched for */
export function SearchHelp({ onTried }: { readonly onTried: () => void }) {
  const { search } = useStores()
  return (
    <Popover
      label={t('search.helpTitle')}
      className="search-help"
      trigger={<IconButton size="small" label={t('search.help')} icon={<Icon of={CircleHelp} size={16} />} />}
    >
      {(close) => (
        <>
          <h2>{t('search.helpTitle')}</h2>
          <dl>
            {EXAMPLES.map(([text, meaning]) => (
              <div key={text}>
                <dt>
                  <button
                    type="button"
                    className="help-example"
                    aria-label={t('search.try', { text })}
                    onClick={() => {
                      close()
                      search.run({ text })
                      onTried()
                    }}
                  >
                    {text}
                  </button>
                </dt>
                <dd>{t(meaning)}</dd>
              </div>
            ))}
          </dl>
          <p>{t('search.helpKeys')}</p>
        </>
      )}
    </Popover>
  )
}
