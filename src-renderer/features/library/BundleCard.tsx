// A bundle among the covers: its cover, its title, and one line about it.
import { MoreHorizontal, NotebookPen } from 'lucide-react'
import { Button as PressArea } from 'react-aria-components'
import type { BundleSummary } from '../../../src-shared/domain/bundle.ts'
import { formatPercent, formatRecency, t } from '../../i18n/index.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Cover } from './Cover.tsx'

export interface BundleProps {
  readonly bundle: BundleSummary
  readonly onOpen: (bundle: BundleSummary) => void
  readonly onRemove: (bundle: BundleSummary) => void
}

export function BundleCard({ bundle, onOpen, onRemove }: BundleProps) {
  const { metadata, lastRead, documents, notes } = bundle
  return (
    <li className="bundle-card">
      <PressArea
        className="bundle-press"
        aria-label={t('library.openBundle', { title: metadata.title })}
        onPress={() => {
          onOpen(bundle)
        }}
      >
        <Cover metadata={metadata} size="large" />
        <BundleProgress bundle={bundle} />
      </PressArea>
      <div className="bundle-text">
        <h2 className="bundle-title" lang={metadata.language} dir="auto" title={metadata.title}>
          {metadata.title}
        </h2>
        <BundleMenu bundle={bundle} onOpen={onOpen} onRemove={onRemove} />
      </div>
      <p className="bundle-meta">
        {lastRead === null
          ? t('library.documents', { count: documents })
          : t('library.lastRead', { when: formatRecency(lastRead) })}
        {notes === 0 ? null : (
          <span className="bundle-notes" title={t('library.notes', { count: notes })}>
            <Icon of={NotebookPen} size={14} />
            <span aria-hidden="true">{notes}</span>
            <span className="visually-hidden">{t('library.notes', { count: notes })}</span>
          </span>
        )}
      </p>
    </li>
  )
}

/** A fine line under the cover; its room stays empty for what was never read. */
export function BundleProgress({ bundle }: Pick<BundleProps, 'bundle'>) {
  if (bundle.lastRead === null) return <span className="bundle-progress is-unread" />
  const percent = formatPercent(bundle.progress)
  return (
    <span className="bundle-progress" role="img" aria-label={t('library.progress', { percent })}>
      <span style={{ inlineSize: percent }} />
    </span>
  )
}

export function BundleMenu({ bundle, onOpen, onRemove }: BundleProps) {
  const { title } = bundle.metadata
  return (
    <Menu
      label={t('library.actions', { title })}
      trigger={
        <IconButton
          size="small"
          className="bundle-more"
          label={t('library.actions', { title })}
          icon={<Icon of={MoreHorizontal} size={16} />}
        />
      }
      groups={[
        { id: 'open', entries: [{ id: 'open', label: t('library.open') }] },
        { id: 'remove', entries: [{ id: 'remove', label: t('library.remove'), isDanger: true }] },
      ]}
      onAction={(id) => {
        if (id === 'open') onOpen(bundle)
        else onRemove(bundle)
      }}
    />
  )
}
