// A line for every file of an import: its path, and what became of it in a sentence.
import { Check, CircleSlash, Image, type LucideIcon, Minus, Package, Wrench } from 'lucide-react'
import type { ImportReportItem } from '../../../src-shared/domain/import-job.ts'
import { t } from '../../i18n/index.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import type { Outcome } from './report.ts'

const ICONS: Readonly<Record<Outcome, LucideIcon>> = {
  imported: Check,
  repaired: Wrench,
  refused: CircleSlash,
  installed: Package,
  resource: Image,
  ignored: Minus,
}

/** Height of a row with three lines, in pixels: a short report needs no more room than its rows. */
const TALLEST = 73

export function ReportList({ items }: { readonly items: readonly ImportReportItem[] }) {
  return (
    <VirtualList
      role="list"
      tabIndex={0}
      aria-label={t('import.list')}
      className="report-list"
      style={{ blockSize: `min(${items.length * TALLEST}px, 24rem, 55vh)` }}
      count={items.length}
      estimateSize={() => 48}
      rowKey={(index) => `${index}:${items[index]?.path ?? ''}`}
      renderRow={(index) => {
        const item = items[index]
        return item === undefined ? null : <ReportRow item={item} position={index + 1} total={items.length} />
      }}
    />
  )
}

interface ReportRowProps {
  readonly item: ImportReportItem
  readonly position: number
  readonly total: number
}

function ReportRow({ item, position, total }: ReportRowProps) {
  const sentences = toSentences(item)
  return (
    <div
      role="listitem"
      aria-posinset={position}
      aria-setsize={total}
      className={classes('report-row', `report-${item.outcome}`)}
    >
      <Icon of={ICONS[item.outcome]} size={16} />
      <div className="report-text">
        <p className="report-path" dir="auto">
          {item.path}
        </p>
        {sentences.map((sentence) => (
          <p key={sentence} className="report-reason">
            {sentence}
          </p>
        ))}
      </div>
    </div>
  )
}

function toSentences(item: ImportReportItem): readonly string[] {
  switch (item.outcome) {
    case 'imported':
      return [toWords(item.words)]
    case 'repaired':
      return [toWords(item.words), ...item.repairs]
    case 'installed':
      return [t('import.installed')]
    case 'resource':
      return [t('import.resource')]
    case 'ignored':
      return [item.reason]
    case 'refused':
      return [item.reason, item.remedy]
  }
}

function toWords(words: number): string {
  return t('import.words', { count: words })
}
