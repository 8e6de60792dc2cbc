// What happens in the document's frame, handed on: keys go to the application's keyboard map, clicks to links and
// annotations, selections to the tools. The document itself runs no code.
import { isMac } from './platform.ts'
import {
  closePopover,
  followLink,
  openPopover,
  toAnnotationIds,
  type ReaderContext,
} from './reader-actions.ts'
import { extendSelection, toExtension } from './selection-keys.ts'

/** Listens to the frame until the returned function is called. */
export function connectEvents(context: ReaderContext): () => void {
  const { page } = context.view.frame
  const stop = new AbortController()
  const options = { signal: stop.signal }
  connectPointer(context, page, options)
  connectSelection(context, page, options)
  page.addEventListener('keydown', (event) => onKey(context, event), options)
  page.addEventListener('dragstart', (event) => event.preventDefault(), options)
  page.addEventListener('submit', (event) => event.preventDefault(), options)
  connectFiles(context, page, options)
  return () => {
    stop.abort()
  }
}

/** Files dragged over the text: the shell lays its drop area over the window; none is ever opened in the frame. */
function connectFiles({ stores }: ReaderContext, page: Document, options: { signal: AbortSignal }): void {
  const tell = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    stores.shell.setFileOver(event.type !== 'drop')
  }
  for (const name of ['dragenter', 'dragover', 'drop'] as const) page.addEventListener(name, tell, options)
}

function connectPointer(context: ReaderContext, page: Document, options: { signal: AbortSignal }): void {
  const { view } = context
  const onLink = (event: MouseEvent): boolean => {
    const href = findLink(event.target)
    if (href === null) return false
    event.preventDefault()
    if (event.button <= 1) followLink(context, href)
    return true
  }
  page.addEventListener(
    'click',
    (event) => {
      if (onLink(event) || view.selection() !== null || isControl(event.target)) return
      const ids = toAnnotationIds(context, view.annotationsAt(event.clientX, event.clientY))
      if (ids.length > 0) openPopover(context, ids)
      else closePopover(context)
    },
    options,
  )
  page.addEventListener('auxclick', (event) => void onLink(event), options)
  let isWaiting = false
  page.addEventListener(
    'pointermove',
    (event) => {
      if (isWaiting || event.buttons !== 0) return
      isWaiting = true
      requestAnimationFrame(() => {
        isWaiting = false
        const isOver = view.annotationsAt(event.clientX, event.clientY).length > 0
        page.documentElement.classList.toggle('lectern-over-mark', isOver)
      })
    },
    { ...options, passive: true },
  )
}

/** The tools come up when a selection is complete: not while the button is held, and at once with the keyboard. */
function connectSelection(context: ReaderContext, page: Document, options: { signal: AbortSignal }): void {
  const { view, ui } = context
  let isPressed = false
  const tell = (): void => {
    const selection = isPressed ? null : view.selection()
    const before = ui.getState().selection
    if (selection?.start === before?.start && selection?.end === before?.end) return
    if (selection !== null) closePopover(context, { focus: false })
    ui.setState({ selection })
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  page.addEventListener(
    'selectionchange',
    () => {
      clearTimeout(timer)
      timer = setTimeout(tell, 60)
    },
    options,
  )
  page.addEventListener(
    'pointerdown',
    (event) => {
      isPressed = event.button === 0
      if (isPressed) tell()
    },
    options,
  )
  const release = (): void => {
    if (!isPressed) return
    isPressed = false
    setTimeout(tell, 0)
  }
  for (const name of ['pointerup', 'pointercancel', 'dragend']) page.addEventListener(name, release, options)
  window.addEventListener('pointerup', release, options)
}

function onKey(context: ReaderContext, event: KeyboardEvent): void {
  const { view, stores, ui } = context
  const { popover, selection } = ui.getState()
  if (event.key === 'Escape' && (popover !== null || selection !== null)) {
    event.preventDefault()
    if (popover !== null) closePopover(context)
    else view.clearSelection()
    return
  }
  if (event.key === 'Tab' && !event.shiftKey && selection !== null && focusTools(view.frame.element)) {
    event.preventDefault()
    return
  }
  const extension = toExtension(event, isMac())
  if (extension !== null && extendSelection(view.frame.page.getSelection(), extension)) {
    event.preventDefault()
    return
  }
  stores.shell.onKey(event)
}

/** Moves the focus from the text into the tools beside it. */
function focusTools(frame: HTMLElement): boolean {
  const tool = frame.closest('.reader')?.querySelector<HTMLElement>('.selection-tools button')
  tool?.focus()
  return tool != null
}

/** The `href` of the link an event happened in, as the document has it. */
function findLink(target: EventTarget | null): string | null {
  return toElement(target)?.closest('a[href]')?.getAttribute('href') ?? null
}

function isControl(target: EventTarget | null): boolean {
  return toElement(target)?.closest('button, summary') != null
}

/** Elements of the frame are of another realm, so `instanceof` says nothing about them. */
function toElement(target: EventTarget | null): Element | null {
  return target !== null && isNode(target) ? (isElement(target) ? target : target.parentElement) : null
}

function isNode(target: EventTarget): target is Node {
  return 'nodeType' in target
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}
