// The bars step back while one reads: when the text has moved for a while and nobody has touched the bars. They come
// forward when the pointer or the focus comes to them. How that looks is in shell.css.
import type { Stores } from '../stores/stores.ts'

/** How long the pointer must have been away from the bars, in milliseconds. */
const AWAY = 2_500

/** Follows reading until the returned function is called. */
export function connectQuiet({ shell, reader }: Pick<Stores, 'shell' | 'reader'>, page: Window): () => void {
  let touched = 0
  const touch = (): void => {
    touched = page.performance.now()
    shell.setQuiet(false)
  }
  const stop = reader.subscribe((state, before) => {
    if (state.document !== before.document) shell.setQuiet(false)
    else if (state.progress !== before.progress && page.performance.now() - touched > AWAY)
      shell.setQuiet(true)
  })
  const names = ['pointermove', 'pointerdown', 'focusin'] as const
  names.forEach((name) => {
    page.addEventListener(name, touch, { passive: true })
  })
  return () => {
    stop()
    names.forEach((name) => {
      page.removeEventListener(name, touch)
    })
  }
}
