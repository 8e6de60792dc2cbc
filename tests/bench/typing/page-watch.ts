// What runs in the page while keys are pressed: for each key, when it was pressed and when its results were painted.

/** A key whose results were painted; times in milliseconds since the page was opened. */
export interface PaintedKey {
  readonly text: string
  readonly pressed: number
  readonly painted: number
}

/** What the page has seen since it was last asked. `superseded` were pressed and never answered by themselves. */
export interface TypingSeen {
  readonly painted: PaintedKey[]
  readonly superseded: number
}

/**
 * Watches the page, from its beginning; `window.takeTyping()` gives what was seen. It is sent to the page as text, so it
 * names nothing outside itself.
 *
 * A key counts from the time stamp of its `keydown` event, which is when the browser was handed it, to the first task
 * after the first frame that was begun once the element with the answer to exactly that text was in the page: by then
 * the page's thread has styled, laid out and painted it. What the compositor does after that is not in it, and waiting
 * for the frame is.
 */
export function watchTyping(): void {
  if (window.top !== window) return
  let seen: { painted: PaintedKey[]; superseded: number } = { painted: [], superseded: 0 }
  const waiting: { text: string; pressed: number }[] = []
  let pressed = 0
  addEventListener('keydown', (event) => (pressed = event.timeStamp), true)
  addEventListener(
    'input',
    ({ target }) => {
      const text = target instanceof HTMLInputElement ? target.value : ''
      if (text !== '') waiting.push({ text, pressed })
      else seen.superseded += waiting.splice(0).length
    },
    true,
  )
  const frames = new MessageChannel()
  const painting: { text: string; pressed: number }[] = []
  frames.port1.onmessage = () => {
    const painted = performance.now()
    for (const key of painting.splice(0)) seen.painted.push({ ...key, painted })
  }
  new MutationObserver(() => {
    const text = document.querySelector('[data-answers]')?.getAttribute('data-answers')
    const at = waiting.findLastIndex((key) => key.text === text)
    if (at < 0) return
    const answered = waiting.splice(0, at + 1).slice(-1)
    seen.superseded += at
    requestAnimationFrame(() => {
      painting.push(...answered)
      frames.port2.postMessage(null)
    })
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-answers'],
  })
  const take = (): TypingSeen => {
    const taken = seen
    seen = { painted: [], superseded: 0 }
    return taken
  }
  Reflect.set(window, 'takeTyping', take)
}
