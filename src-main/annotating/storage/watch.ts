// Follows a folder: says when something in it may have changed. It may say so too often, never too rarely for long:
// where the system reports nothing (network disks), it says so every few seconds.
import type { FSWatcher } from 'node:fs'
import { watch } from 'node:fs'

export interface WatchOptions {
  readonly folder: string
  /** Whether a change of this name is worth reporting; null when the system does not say which name it was. */
  readonly isRelevant: (name: string | null) => boolean
  /** Called once for changes close together. */
  readonly onChange: () => void
}

/** Milliseconds that reports are gathered for. */
const GATHER = 40
/** Milliseconds between looks where the system reports nothing, and where it does. */
const POLL = { alone: 1_000, beside: 5_000 } as const

/** Keeps no process alive. */
export class FolderWatch {
  readonly #options: WatchOptions
  #watcher: FSWatcher | null = null
  #poll: NodeJS.Timeout | null = null
  #gather: NodeJS.Timeout | null = null

  constructor(options: WatchOptions) {
    this.#options = options
  }

  start(): void {
    const { folder, isRelevant } = this.#options
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (isRelevant(name)) this.#report()
      })
      watcher.on('error', () => {
        watcher.close()
        this.#pollEvery(POLL.alone)
      })
      this.#watcher = watcher
      this.#pollEvery(POLL.beside)
    } catch {
      this.#pollEvery(POLL.alone)
    }
  }

  stop(): void {
    this.#watcher?.close()
    this.#watcher = null
    if (this.#poll !== null) clearInterval(this.#poll)
    if (this.#gather !== null) clearTimeout(this.#gather)
    this.#poll = this.#gather = null
  }

  #pollEvery(interval: number): void {
    if (this.#poll !== null) clearInterval(this.#poll)
    this.#poll = setInterval(() => {
      this.#options.onChange()
    }, interval)
    this.#poll.unref()
  }

  #report(): void {
    if (this.#gather !== null) return
    this.#gather = setTimeout(() => {
      this.#gather = null
      this.#options.onChange()
    }, GATHER)
    this.#gather.unref()
  }
}
