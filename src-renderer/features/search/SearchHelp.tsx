// The syntax of the search, explained by example.
import { CircleHelp } from 'lucide-react'
import { t } from '../../i18n/index.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'

export function SearchHelp() {
  return (
    <Popover
      label={t('search.helpTitle')}
      className="search-help"
      trigger={<IconButton size="small" label={t('search.help')} icon={<Icon of={CircleHelp} size={16} />} />}
    >
      <h2>{t('search.helpTitle')}</h2>
      <dl>
        <dt>
          <code>supply chain</code>
        </dt>
        <dd>{t('search.helpWords')}</dd>
        <dt>
          <code>&quot;supply chain&quot;</code>
        </dt>
        <dd>{t('search.helpPhrase')}</dd>
        <dt>
          <code>supply -chain</code>
        </dt>
        <dd>{t('search.helpNot')}</dd>
        <dt>
          <code>suppl*</code>
        </dt>
        <dd>{t('search.helpPrefix')}</dd>
        <dt>
          <code>suply~</code>
        </dt>
        <dd>{t('search.helpNear')}</dd>
        <dt>
          <code>title:supply</code>
        </dt>
        <dd>{t('search.helpField')}</dd>
      </dl>
      <p>{t('search.helpKeys')}</p>
    </Popover>
  )
}
