// The popover of one annotation, by its passage: colour, style, note, tags, delete; and the others that lie at the same
// spot. It also holds a note that is not an annotation yet: it becomes one with its first words.
import { Trash2, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import type { TextRange } from '../../anchoring/trim.ts'
import { t } from '../../i18n/index.ts'
import { toRange } from '../../stores/annotations-store.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { ColorChoice, StyleChoice, Swatch } from '../../ui/HighlightLook.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Floating } from './Floating.tsx'
import { COLORS, STYLES } from './looks.ts'
import { NoteEditor } from './NoteEditor.tsx'
import {
  closePopover,
  deleteAnnotation,
  followLink,
  openPopover,
  type ReaderContext,
} from './reader-actions.ts'
import type { PopoverTarget } from './reader-ui.ts'
import { readNote, saveNote } from './save-note.ts'
import { TagsField } from './TagsField.tsx'

export function AnnotationPopover({ context }: { readonly context: ReaderContext }) {
  const target = useStore(context.ui, (state) => state.popover)
  const bundle = useSlice('annotations', (state) => state.bundle)
  if (target === null) return null
  const placed =
    target.kind === 'annotation'
      ? (bundle.find(({ annotation }) => annotation.id === target.id) ?? null)
      : null
  const range = target.kind === 'draft' ? target.range : placed === null ? null : toRange(placed)
  if (range === null) return null
  return <OpenPopover key={target.session} context={context} target={target} placed={placed} range={range} />
}

interface OpenPopoverProps {
  readonly context: ReaderContext
  readonly target: PopoverTarget
  readonly placed: PlacedAnnotation | null
  readonly range: TextRange
}

function OpenPopover({ context, target, placed, range }: OpenPopoverProps) {
  const writing = target.kind === 'draft' || target.writing
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!writing) element.current?.focus({ preventScroll: true })
  }, [writing])
  useCloseOutside(element, context)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    closePopover(context)
  }
  const [body] = useState(() => readNote(context, target, placed))
  return (
    <Floating context={context} range={range} side="below" isKept className="is-popover">
      <div
        ref={element}
        role="dialog"
        tabIndex={-1}
        aria-label={placed === null ? t('reader.newNote') : t('reader.annotation')}
        className="annotation-popover"
        onKeyDown={onKeyDown}
      >
        <Head context={context} placed={placed} />
        <NoteEditor
          saved={body.saved}
          initial={body.written}
          writing={writing}
          save={(text) => saveNote(context, target, placed, range, text)}
          onDone={() => {
            closePopover(context)
          }}
          onLink={(href) => {
            followLink(context, href)
          }}
        />
        {placed === null ? null : <Tags context={context} placed={placed} />}
        {target.kind === 'annotation' && target.others.length > 0 ? (
          <Others context={context} target={target} />
        ) : null}
      </div>
    </Floating>
  )
}

function Head({
  context,
  placed,
}: {
  readonly context: ReaderContext
  readonly placed: PlacedAnnotation | null
}) {
  const { annotations, settings } = context.stores
  const defaults = useSlice('settings', ({ settings: { highlightColor, highlightStyle } }) => ({
    color: highlightColor,
    style: highlightStyle,
  }))
  const annotation = placed?.annotation ?? null
  const look = annotation ?? defaults
  return (
    <div className="popover-head">
      <ColorChoice
        label={t('reader.color')}
        choices={COLORS}
        selected={look.color}
        onSelect={(color) => {
          if (annotation === null) void settings.update({ highlightColor: color })
          else void annotations.edit(annotation.bundleId, [annotation.id], { color })
        }}
      />
      {annotation?.kind === 'bookmark' ? null : (
        <StyleChoice
          label={t('reader.style')}
          choices={STYLES}
          selected={look.style}
          onSelect={(style) => {
            if (annotation === null) void settings.update({ highlightStyle: style })
            else void annotations.edit(annotation.bundleId, [annotation.id], { style })
          }}
        />
      )}
      <span className="popover-space" />
      {placed === null ? null : (
        <IconButton
          size="small"
          label={t('reader.deleteKeys')}
          icon={<Icon of={Trash2} size={16} />}
          onPress={() => void deleteAnnotation(context, placed)}
        />
      )}
      <IconButton
        size="small"
        label={t('common.close')}
        keys="Esc"
        icon={<Icon of={X} size={16} />}
        onPress={() => {
          closePopover(context)
        }}
      />
    </div>
  )
}

function Tags({ context, placed }: { readonly context: ReaderContext; readonly placed: PlacedAnnotation }) {
  const { bundleId, id, tags } = placed.annotation
  const bundle = useSlice('annotations', (state) => state.bundle)
  const known = useMemo(
    () => [...new Set(bundle.flatMap(({ annotation }) => annotation.tags))].sort(),
    [bundle],
  )
  return (
    <TagsField
      tags={tags}
      known={known}
      onChange={(next) => void context.stores.annotations.edit(bundleId, [id], { tags: [...next] })}
    />
  )
}

function Others({
  context,
  target,
}: {
  readonly context: ReaderContext
  readonly target: Extract<PopoverTarget, { kind: 'annotation' }>
}) {
  const bundle = useSlice('annotations', (state) => state.bundle)
  return (
    <div className="popover-others">
      <span>{t('reader.alsoHere')}</span>
      {target.others.map((id) => {
        const other = bundle.find(({ annotation }) => annotation.id === id)?.annotation
        if (other === undefined) return null
        const quote = other.selectors.quote.exact.replace(/\s+/g, ' ').slice(0, 60)
        return (
          <button
            key={id}
            type="button"
            aria-label={t('reader.showOther', {
              kind: t(`reader.${other.style}`),
              color: t(`reader.${other.color}`),
              quote,
            })}
            onClick={() => {
              openPopover(context, [id, target.id, ...target.others.filter((each) => each !== id)])
            }}
          >
            <Swatch color={other.color} size="small" />
            <span>{quote}</span>
          </button>
        )
      })}
    </div>
  )
}

/** A press elsewhere in the window puts the popover away; messages and the popover's own menus do not count. */
function useCloseOutside(element: { readonly current: Element | null }, context: ReaderContext): void {
  useEffect(() => {
    const stop = new AbortController()
    document.addEventListener(
      'pointerdown',
      ({ target }) => {
        if (!(target instanceof Element) || element.current === null) return
        if (element.current.contains(target) || target.closest('.toasts, .dialog-scrim, .popover') !== null)
          return
        closePopover(context, { focus: false })
      },
      { capture: true, signal: stop.signal },
    )
    return () => {
      stop.abort()
    }
  }, [element, context])
}
