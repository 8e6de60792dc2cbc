// What the command line writes on, and text made safe for it. A title from a bundle must not move the cursor, change
// colours, or show as something else.

/** A place to write to. `isTerminal` says that a person is looking. */
export interface Output {
  readonly isTerminal: boolean
  /** Settles when the text has been handed over. */
  write(text: string): Promise<void>
}

/** All that a command sees of the process it runs in. */
export interface CliIo {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: NodeJS.ProcessEnv
  /** Given when the person asks to stop. */
  readonly signal: AbortSignal
}

const CLEAR_LINE = '\r\u001b[K'
const PROGRESS_INTERVAL = 60
const PROGRESS_WIDTH = 78

/** Text from outside on one line, without control characters and without those that reverse its direction. */
export function toPrintable(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
}

/** One line on the terminal that is written over again and again, and gone in the end. Nothing where no terminal is. */
export interface ProgressLine {
  /** Shows the text; calls in quick succession are left out. */
  show(text: string): void
  clear(): Promise<void>
}

export function openProgress(output: Output): ProgressLine {
  let last = -Infinity
  let shown = false
  return {
    show(text) {
      const now = performance.now()
      if (!output.isTerminal || now - last < PROGRESS_INTERVAL) return
      last = now
      shown = true
      void output.write(CLEAR_LINE + toPrintable(text).slice(0, PROGRESS_WIDTH))
    },
    async clear() {
      if (shown) await output.write(CLEAR_LINE)
      shown = false
    },
  }
}

/** A count with its unit, in words: `1 document`, `12,345 words`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

/** Bytes for a person, in units of 1,000. */
export function toSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  for (; value >= 1_000 && unit < units.length - 1; unit += 1) value /= 1_000
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit] ?? ''}`
}
