// One annotation in a list: its passage, note, tags and date. A press goes to its place; the note is edited where it
// stands.
import { Bookmark, MessageSquarePlus, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Annotation, PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import { formatRecency, t } from '../../i18n/index.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { classes } from '../../ui/classes.ts'
import { Swatch } from '../../ui/HighlightLook.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { goTo, remove } from './annotation-actions.ts'
import { NoteForm } from './NoteForm.tsx'

export function AnnotationCard({ placed }: { readonly placed: PlacedAnnotation }) {
  const stores = useStores()
  const { annotation, anchoring } = placed
  const [isEditing, setIsEditing] = useState(false)
  const isActive = useSlice('annotations', (state) => state.active === annotation.id)
  const unsaved = useSlice('annotations', (state) => state.unsaved.get(annotation.id))
  const isOrphan = anchoring.kind === 'orphaned'
  const quote = toQuote(annotation)
  return (
    <div
      className={classes('annotation-card', isActive && 'is-active', isOrphan && 'is-orphan')}
      data-annotation={annotation.id}
    >
      <button
        type="button"
        className="annotation-open"
        aria-label={isOrphan ? undefined : t('annotations.open', { quote })}
        aria-disabled={isOrphan}
        onClick={() => void goTo(stores, placed)}
      >
        <Kind annotation={annotation} />
        <span className={classes('annotation-quote', `quote-${annotation.style}`)}>{quote}</span>
      </button>
      {isOrphan ? <Passage annotation={annotation} /> : null}
      {isEditing || unsaved !== undefined ? (
        <NoteForm
          initial={unsaved ?? annotation.body}
          isUnsaved={unsaved !== undefined}
          save={(body) =>
            stores.annotations.edit(annotation.bundleId, [annotation.id], toPatch(annotation, body))
          }
          onClose={() => setIsEditing(false)}
        />
      ) : (
        <Note body={annotation.body} onEdit={() => setIsEditing(true)} />
      )}
      <Foot placed={placed} onEdit={() => setIsEditing(true)} />
    </div>
  )
}

function Foot({ placed, onEdit }: { readonly placed: PlacedAnnotation; readonly onEdit: () => void }) {
  const stores = useStores()
  const { tags, modified, body } = placed.annotation
  return (
    <div className="annotation-foot">
      {tags.map((tag) => (
        <span key={tag} className="annotation-tag">
          {tag}
        </span>
      ))}
      <time dateTime={modified}>{formatRecency(modified)}</time>
      <span className="annotation-tools">
        <IconButton
          size="small"
          label={body === '' ? t('annotations.addNote') : t('annotations.editNote')}
          icon={<Icon of={body === '' ? MessageSquarePlus : Pencil} size={14} />}
          onPress={onEdit}
        />
        <IconButton
          size="small"
          label={t('annotations.delete')}
          icon={<Icon of={Trash2} size={14} />}
          onPress={() => void remove(stores, placed)}
        />
      </span>
    </div>
  )
}

function Kind({ annotation }: { readonly annotation: Annotation }) {
  if (annotation.kind === 'bookmark') return <Icon of={Bookmark} size={14} className="annotation-bookmark" />
  return <Swatch color={annotation.color} size="small" />
}

function Note({ body, onEdit }: { readonly body: string; readonly onEdit: () => void }) {
  if (body === '') return null
  return (
    <div className="annotation-note" onDoubleClick={onEdit}>
      <Markdown text={body} />
    </div>
  )
}

/** An orphan stays readable: the block it was made on, and where that stood. */
function Passage({ annotation }: { readonly annotation: Annotation }) {
  const { text, headings } = annotation.passage
  return (
    <details className="annotation-passage">
      <summary>
        {t('annotations.orphanPassage')} {[annotation.documentTitle, ...headings].join(' › ')}
      </summary>
      <p>{text}</p>
    </details>
  )
}

/** The passage in one line; a note or bookmark on no words is named by what stands there. */
function toQuote({ selectors, passage }: Annotation): string {
  const quote = selectors.quote.exact.replace(/\s+/g, ' ').trim()
  return (quote === '' ? passage.text.replace(/\s+/g, ' ').trim() : quote).slice(0, 600)
}

function toPatch({ kind }: Annotation, body: string): Pick<Annotation, 'kind' | 'body'> {
  const asNote = body === '' ? 'highlight' : 'note'
  return { body, kind: kind === 'bookmark' ? kind : asNote }
}
