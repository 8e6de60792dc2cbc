// What the lists do on the person's behalf: go to an annotation, delete it, take annotations out as a file.
import { toFailure } from '../../../src-shared/contract/errors.ts'
import type {
  AnnotationScope,
  ExportFormat,
  PlacedAnnotation,
  TextFile,
} from '../../../src-shared/domain/annotation.ts'
import { t } from '../../i18n/index.ts'
import { toRange, type ListScope } from '../../stores/annotations-store.ts'
import type { Stores } from '../../stores/stores.ts'

/** Opens the document of an annotation at its passage and draws the eye to it. Orphans have nowhere to go to. */
export async function goTo({ reader, shell }: Stores, placed: PlacedAnnotation): Promise<void> {
  const range = toRange(placed)
  if (range === null) return
  const { bundleId, documentId } = placed.annotation
  shell.closeDrawer()
  const opened = reader.open({ bundleId, documentId, start: range.start, end: range.end })
  shell.show('reader')
  await opened
  reader.view()?.focus()
}

/** Deletes an annotation, and offers to take that back. */
export async function remove(
  { annotations, shell }: Stores,
  { annotation }: PlacedAnnotation,
): Promise<void> {
  const change = await annotations.remove(annotation.bundleId, [annotation.id])
  if (change.kind === 'failed')
    shell.toast({ kind: 'error', text: t('reader.notSavedChange', { reason: change.failure.message }) })
  else
    shell.toast({
      text: t(DELETED[annotation.kind]),
      action: { label: t('common.undo'), run: () => void annotations.undo() },
    })
}

const DELETED = {
  highlight: 'reader.deletedHighlight',
  note: 'reader.deletedNote',
  bookmark: 'reader.deletedBookmark',
} as const

/** Exports what the panel lists and saves it where the person says; says how it went. */
export async function exportList(stores: Stores, scope: ListScope, format: ExportFormat): Promise<void> {
  const { client, shell } = stores
  const which = toScope(stores, scope)
  if (which === null) {
    shell.toast({ text: t('annotations.exportEmpty') })
    return
  }
  try {
    const file = await client.call('annotations.export', { scope: which, format })
    const answer = await client.call('host.saveFile', { file })
    if (answer.kind === 'saved') shell.toast({ text: t('annotations.exported', { path: answer.path }) })
    if (answer.kind === 'browser') {
      download(file)
      shell.toast({ text: t('annotations.exportedBrowser', { name: file.name }) })
    }
  } catch (error) {
    shell.toast({ kind: 'error', text: t('annotations.exportFailed', { reason: toFailure(error).message }) })
  }
}

function toScope({ reader }: Stores, scope: ListScope): AnnotationScope | null {
  if (scope === 'library') return { kind: 'everything' }
  const { document } = reader.getState()
  if (document === null) return null
  const { bundleId, documentId } = document
  return scope === 'bundle' ? { kind: 'bundle', bundleId } : { kind: 'document', bundleId, documentId }
}

/** The host cannot ask where to: the browser's own download does. */
function download(file: TextFile): void {
  const url = URL.createObjectURL(new Blob([file.text], { type: file.mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => {
    URL.revokeObjectURL(url)
  }, 60_000)
}
