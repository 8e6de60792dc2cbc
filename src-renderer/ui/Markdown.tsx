// A note as it reads: Markdown, set small. The renderer is fetched when the first note is shown; until then, and if
// it cannot be had, the text stands as it was typed.
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { renderMarkdown } from './render-markdown.ts'
import { classes } from './classes.ts'
import './markdown.css'

export interface MarkdownProps {
  readonly text: string
  /** A link was pressed. It is never followed by itself. */
  readonly onLink?: (href: string) => void
  readonly className?: string
}

export function Markdown({ text, onLink, className }: MarkdownProps) {
  const place = useRef<HTMLDivElement>(null)
  const render = useRenderer()
  useEffect(() => {
    if (render !== null) place.current?.replaceChildren(render(text))
  }, [render, text])
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null) return
    event.preventDefault()
    event.stopPropagation()
    onLink?.(link.getAttribute('href') ?? '')
  }
  if (render === null) return <div className={classes('markdown markdown-plain', className)}>{text}</div>
  return <div ref={place} className={classes('markdown', className)} onClick={onClick} onAuxClick={onClick} />
}

type Renderer = typeof renderMarkdown

let loaded: Renderer | null = null

function useRenderer(): Renderer | null {
  const [render, setRender] = useState<Renderer | null>(() => loaded)
  useEffect(() => {
    if (loaded !== null) return
    let isWanted = true
    void import('./render-markdown.ts').then((module) => {
      loaded = module.renderMarkdown
      if (isWanted) setRender(() => module.renderMarkdown)
    })
    return () => {
      isWanted = false
    }
  }, [])
  return render
}
