// Keeps every page where it is: no navigation but to the interface itself, no new window, no embedded browser, and no
// answer to anything that a server could ask (certificates, passwords). Opening a link outside is not decided here;
// it is the procedure `host.openExternal`, after the person agreed.
import type { App, WebContents } from 'electron'
import { isOurPage } from './origin.ts'

/** What a document's frame may hold: nothing yet, or the document that the interface writes into it. */
const FRAME_PAGES = new Set(['about:blank', 'about:srcdoc'])

/** Guards every page that is made from now on; must be called before the first window. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents)
  })
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault()
    answer(false)
  })
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault()
    answer()
  })
  app.on('login', (event, _contents, _details, _info, answer) => {
    event.preventDefault()
    answer()
  })
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame ? isOurPage(event.url) : FRAME_PAGES.has(event.url)
    if (!allowed) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault()
    answer('')
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
