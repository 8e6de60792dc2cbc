// The offline guard: every session cancels whatever is not the interface's own, and counts it. It never looks at what
// a request is for; there is no list of exceptions.
import type { Session } from 'electron'
import { isOurs, ORIGIN } from './origin.ts'

export interface NetworkGuard {
  /** Requests cancelled since the start, over all sessions. */
  readonly cancelled: () => number
  /** Puts a session under guard. Once for each session. */
  readonly guard: (session: Session) => void
}

export interface NetworkGuardOptions {
  /** Whether the developer tools may load their own files (`devtools://`), which are part of Electron. */
  readonly devTools: boolean
  /** The socket of a development server on this machine, while the interface is worked on. */
  readonly socket?: string | undefined
}

/** Nothing has been cancelled yet. */
export function createNetworkGuard({ devTools, socket }: NetworkGuardOptions): NetworkGuard {
  let count = 0
  const isAllowed = (url: string): boolean =>
    isLocal(url) ||
    (devTools && url.startsWith('devtools://')) ||
    (socket !== undefined && url.startsWith(`${socket}/`))
  return {
    cancelled: () => count,
    guard(session) {
      session.webRequest.onBeforeRequest((details, answer) => {
        const cancel = !isAllowed(details.url)
        if (cancel) count += 1
        answer({ cancel })
      })
      session.setCertificateVerifyProc((_request, answer) => {
        answer(REFUSED)
      })
      session.on('will-download', (event) => {
        event.preventDefault()
      })
      refuseDictionaries(session)
      void session.setProxy({ mode: 'direct' })
    },
  }
}

/** Chromium's code for a certificate that is not accepted. No certificate is: nothing of Lectern's comes over TLS. */
const REFUSED = -2

/** `blob:` addresses carry the origin that made them; `data:` addresses carry their content. */
function isLocal(url: string): boolean {
  return (
    isOurs(url) || url.startsWith('data:') || (url.startsWith('blob:') && isOurs(url.slice('blob:'.length)))
  )
}

/** Chromium fetches spelling dictionaries from a server unless it is told of another: here, of none. */
function refuseDictionaries(session: Session): void {
  session.setSpellCheckerDictionaryDownloadURL(`${ORIGIN}/no-dictionaries/`)
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
}
