// The library as a list: one row a bundle, with everything there is to know about it at a glance.
import type { ReactNode } from 'react'
import { Button as PressArea } from 'react-aria-components'
import type { BundleSummary } from '../../../src-shared/domain/bundle.ts'
import { formatNumber, formatPercent, formatRecency, formatSize, t } from '../../i18n/index.ts'
import { BundleMenu, type BundleProps } from './BundleCard.tsx'
import { Cover } from './Cover.tsx'

export interface BundleTableProps extends Pick<BundleProps, 'onOpen' | 'onRemove'> {
  readonly bundles: readonly BundleSummary[]
}

export function BundleTable({ bundles, onOpen, onRemove }: BundleTableProps) {
  return (
    <table className="bundle-table">
      <thead>
        <tr>
          <th scope="col">{t('library.columnTitle')}</th>
          <th scope="col" className="at-medium">
            {t('library.columnAuthor')}
          </th>
          <th scope="col" className="is-number">
            {t('library.columnDocuments')}
          </th>
          <th scope="col" className="is-number at-wide">
            {t('library.columnSize')}
          </th>
          <th scope="col" className="at-wide">
            {t('library.columnEdition')}
          </th>
          <th scope="col" className="is-number">
            {t('library.columnProgress')}
          </th>
          <th scope="col" className="at-medium">
            {t('library.columnRead')}
          </th>
          <th scope="col" className="is-number">
            {t('library.columnNotes')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('library.columnActions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {bundles.map((bundle) => (
          <BundleRow key={bundle.metadata.id} bundle={bundle} onOpen={onOpen} onRemove={onRemove} />
        ))}
      </tbody>
    </table>
  )
}

function BundleRow({ bundle, onOpen, onRemove }: BundleProps) {
  const { metadata, lastRead, documents, notes, size, progress } = bundle
  return (
    <tr
      onDoubleClick={() => {
        onOpen(bundle)
      }}
    >
      <th scope="row">
        <PressArea
          className="bundle-press bundle-row-title"
          aria-label={t('library.openBundle', { title: metadata.title })}
          onPress={() => {
            onOpen(bundle)
          }}
        >
          <Cover metadata={metadata} size="small" />
          <span lang={metadata.language} dir="auto">
            {metadata.title}
          </span>
        </PressArea>
      </th>
      <td className="at-medium">{orDash(metadata.author.join(', '))}</td>
      <td className="is-number">{formatNumber(documents)}</td>
      <td className="is-number at-wide">{formatSize(size)}</td>
      <td className="at-wide">{metadata.edition}</td>
      <td className="is-number">{lastRead === null ? orDash('') : formatPercent(progress)}</td>
      <td className="at-medium">{lastRead === null ? t('library.neverRead') : formatRecency(lastRead)}</td>
      <td className="is-number">{notes === 0 ? orDash('') : formatNumber(notes)}</td>
      <td>
        <BundleMenu bundle={bundle} onOpen={onOpen} onRemove={onRemove} />
      </td>
    </tr>
  )
}

function orDash(text: string): ReactNode {
  return text === '' ? <span aria-hidden="true">–</span> : text
}
