// What Electron's preload puts on the page as `window.lectern`, and the two channels it uses besides the contract's
// own names. In a browser it is absent, and the interface reaches its host over a WebSocket.
import type { Envelope } from './errors.ts'

export interface Bridge {
  /** Answers with an envelope. A name that is not in the contract is refused before anything is sent. */
  call(name: string, input: unknown): Promise<Envelope<unknown>>
  /** Delivers every event until the returned function is called. */
  on(listener: (name: string, payload: unknown) => void): () => void
  /**
   * The absolute path of a file or folder that the person dropped or chose, for an `ImportSource`; the empty string
   * for a `File` that a script made. The host accepts no other paths than these and those of its own dialogues.
   */
  pathForFile(file: File): string
}

/** Host to interface: an event's name and payload. */
export const EVENT_CHANNEL = 'lectern:event'

/** Interface to host: the path of a file that the person dropped. Sent by the preload alone. */
export const DROPPED_CHANNEL = 'lectern:dropped'

declare global {
  interface Window {
    readonly lectern?: Bridge
  }
}
