// What happens when a page crashes, hangs, or cannot load its preload: the person is told in plain words and can go on.
import type { BrowserWindow, Dialog } from 'electron'
import { messages } from '../messages.ts'

interface FailureOptions {
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showErrorBox'>
  readonly quit: () => void
}

/** Answers crashes and hangs of one window for as long as it lives. */
export function watchFailures(window: BrowserWindow, { dialog, quit }: FailureOptions): void {
  const contents = window.webContents
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    console.error(`The page ended: ${reason}`)
    void askAfterCrash().then((isReload) => {
      if (isReload && !window.isDestroyed()) contents.reload()
      else quit()
    })
  })
  let asking = false
  contents.on('unresponsive', () => {
    if (asking) return
    asking = true
    void askWhileHanging().then((isReload) => {
      asking = false
      if (isReload && !window.isDestroyed()) contents.forcefullyCrashRenderer()
    })
  })
  contents.on('preload-error', (_event, path, error) => {
    console.error(`Preload ${path}:`, error)
    dialog.showErrorBox(messages.product, messages.incomplete)
  })

  async function askAfterCrash(): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: messages.crashed,
      detail: messages.crashedDetail,
      buttons: [messages.dialogs.reload, messages.dialogs.quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response === 0
  }

  /** Ending the page leads to the question above, and from there to a reload. */
  async function askWhileHanging(): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: messages.unresponsive,
      detail: messages.unresponsiveDetail,
      buttons: [messages.dialogs.wait, messages.dialogs.reload],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response === 1
  }
}
