// Everything about importing that is not tied to a screen: dropping anywhere on the window, the browser's own pickers
// where the host has none, the progress of the running import, and its report.
import { useEffect, useRef, useState } from 'react'
import type { BundleId } from '../../../src-shared/domain/ids.ts'
import type { ImportReport } from '../../../src-shared/domain/import-job.ts'
import { t } from '../../i18n/index.ts'
import { isBusy } from '../../stores/import-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { toPicked } from './dropped-files.ts'
import { ImportFailed } from './ImportFailed.tsx'
import { ImportProgressCard } from './ImportProgressCard.tsx'
import { ImportReportDialog } from './ImportReportDialog.tsx'
import { useFileDrop } from './use-file-drop.ts'
import './import.css'

/** How long no key may have been pressed before a report is shown, in milliseconds. */
const REST = 700

export interface ImportCenterProps {
  readonly onOpen: (bundleId: BundleId) => void
}

export function ImportCenter({ onOpen }: ImportCenterProps) {
  const { imports, shell } = useStores()
  const state = useSlice('imports', (each) => each)
  const report = useRested(state.kind === 'finished' ? state.report : null)
  const isOver = useFileDrop((files) => {
    if (isBusy(imports.getState())) shell.toast({ text: t('import.busy') })
    else if (files.length === 0) shell.toast({ text: t('import.dropUnreadable') })
    else void imports.importFiles(files)
  })
  return (
    <>
      <BrowserPickers />
      {isOver ? <DropHint /> : null}
      <ImportProgressCard state={state} onCancel={imports.cancel} />
      <ImportReportDialog
        report={report}
        onClose={imports.dismiss}
        onOpen={(bundleId) => {
          imports.dismiss()
          onOpen(bundleId)
        }}
      />
      <ImportFailed failure={state.kind === 'failed' ? state.failure : null} onClose={imports.dismiss} />
    </>
  )
}

/** The report, once nobody is typing: what somebody writes elsewhere should not go into a dialogue that comes up. */
function useRested(report: ImportReport | null): ImportReport | null {
  const [rested, setRested] = useState<ImportReport | null>(null)
  useEffect(() => {
    if (report === null) return undefined
    const wait = () =>
      setTimeout(() => {
        setRested(report)
      }, REST)
    let timer = wait()
    const onKeyDown = (): void => {
      clearTimeout(timer)
      timer = wait()
    }
    addEventListener('keydown', onKeyDown, true)
    return () => {
      clearTimeout(timer)
      removeEventListener('keydown', onKeyDown, true)
    }
  }, [report])
  return report === rested ? report : null
}

function DropHint() {
  return (
    <div className="drop-hint" aria-hidden="true">
      <div className="drop-hint-card">
        <strong>{t('import.drop')}</strong>
        <span>{t('import.dropText')}</span>
      </div>
    </div>
  )
}

/** The pickers stay in the page so that a menu, a key or a button can open them. */
function BrowserPickers() {
  const { imports } = useStores()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (folder.current !== null) folder.current.webkitdirectory = true
  }, [])
  useEffect(
    () =>
      imports.attachPicker((what) => {
        const input = what === 'files' ? files.current : folder.current
        input?.click()
      }),
    [imports],
  )
  const onPicked = (input: HTMLInputElement): void => {
    const picked = toPicked(Array.from(input.files ?? []))
    input.value = ''
    void imports.importFiles(picked)
  }
  return (
    <div hidden>
      <input
        ref={files}
        type="file"
        multiple
        data-testid="pick-files"
        onChange={(event) => {
          onPicked(event.currentTarget)
        }}
      />
      <input
        ref={folder}
        type="file"
        multiple
        data-testid="pick-folder"
        onChange={(event) => {
          onPicked(event.currentTarget)
        }}
      />
    </div>
  )
}
