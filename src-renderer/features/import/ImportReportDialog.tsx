// The end of an import: how many files came to what, and a line for every one of them, those that were refused first.
import { useState } from 'react'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type { ImportReport } from '../../../src-shared/domain/import-job.ts'
import { formatNumber, type MessageKey, t } from '../../i18n/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { countOutcomes, type Outcome, selectItems, toEnding } from './report.ts'
import { ReportList } from './ReportList.tsx'

export interface ImportReportDialogProps {
  /** Null while there is none to show. */
  readonly report: ImportReport | null
  readonly onClose: () => void
  readonly onOpen: (bundleId: BundleId) => void
}

export function ImportReportDialog({ report, onClose, onOpen }: ImportReportDialogProps) {
  const [shown, setShown] = useState(report)
  if (report !== null && report !== shown) setShown(report)
  if (shown === null) return null
  const [bundleId] = shown.bundles
  return (
    <Dialog
      size="large"
      title={toTitle(shown)}
      closeLabel={t('common.close')}
      isOpen={report !== null}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.close')}</Button>
          {bundleId === undefined ? null : (
            <Button
              variant="primary"
              autoFocus
              onPress={() => {
                onOpen(bundleId)
              }}
            >
              {t('import.openBundle')}
            </Button>
          )}
        </>
      }
    >
      <Report report={shown} />
    </Dialog>
  )
}

function Report({ report }: { readonly report: ImportReport }) {
  const counts = countOutcomes(report)
  const [outcome, setOutcome] = useState<Outcome | 'all'>('all')
  return (
    <div className="report">
      <p>{toEnding(report)}</p>
      {counts.length < 2 ? null : (
        <Segmented
          hideLabel
          look="chips"
          label={t('import.show')}
          selected={outcome}
          onSelect={setOutcome}
          choices={[
            { id: 'all', label: `${t('import.showAll')} ${formatNumber(report.items.length)}` },
            ...counts.map(({ outcome: id, count }) => ({
              id,
              label: `${t(LABELS[id])} ${formatNumber(count)}`,
            })),
          ]}
        />
      )}
      {report.items.length === 0 ? null : <ReportList items={selectItems(report, outcome)} />}
    </div>
  )
}

const LABELS: Readonly<Record<Outcome, MessageKey>> = {
  imported: 'import.countImported',
  repaired: 'import.countRepaired',
  refused: 'import.countRefused',
  installed: 'import.countInstalled',
  resource: 'import.countResource',
  ignored: 'import.countIgnored',
}

function toTitle({ cancelled, bundles }: ImportReport): string {
  if (cancelled) return t('import.reportCancelled')
  return bundles.length === 0 ? t('import.reportNothing') : t('import.reportTitle')
}
