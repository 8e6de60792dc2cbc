// Saves a text that is being typed: after a pause, one write at a time, always the newest text. It knows no screen.
import type { Change, SaveState } from '../../stores/annotations-store.ts'

export type SaveNote = (body: string) => Promise<Change>

export interface NoteSaver {
  readonly change: (text: string) => void
  /** Saves now; does nothing when the newest text is saved or on its way. */
  readonly flush: () => void
  /** Sets how the text is saved from now on. */
  readonly saveWith: (save: SaveNote) => void
}

/** How long a pause in typing is, in milliseconds. */
const PAUSE = 700

/** @param saved what is on the disk already */
export function createNoteSaver(saved: string, onState: (state: SaveState) => void): NoteSaver {
  const note: { saved: string; text: string; isSaving: boolean; save: SaveNote | null } = {
    saved,
    text: saved,
    isSaving: false,
    save: null,
  }
  let timer: ReturnType<typeof setTimeout> | undefined

  async function write(): Promise<void> {
    clearTimeout(timer)
    if (note.isSaving || note.save === null || note.text === note.saved) return
    note.isSaving = true
    onState({ kind: 'saving' })
    const body = note.text
    const change = await note.save(body)
    note.isSaving = false
    if (change.kind === 'failed') {
      onState({ kind: 'failed', failure: change.failure })
      return
    }
    note.saved = body
    if (note.text === body) onState({ kind: 'saved' })
    else await write()
  }

  return {
    change(text) {
      note.text = text
      clearTimeout(timer)
      timer = setTimeout(() => void write(), PAUSE)
    },
    flush: () => void write(),
    saveWith(save) {
      note.save = save
    },
  }
}
