// One hit as a row of the list: its document above it when it is the first of it, where in the document, and the words
// around what matched. A hit in an annotation looks like one. Nothing here knows of stores.
import { Bookmark, FileText, Highlighter, StickyNote, Unlink } from 'lucide-react'
import { memo } from 'react'
import { OWN_LAYER } from '../../../src-shared/domain/ids.ts'
import type { NoteMatch, SearchHit } from '../../../src-shared/domain/search.ts'
import { formatNumber, t } from '../../i18n/index.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { withoutMarkup } from './note-snippet.ts'
import { splitSnippet } from './result-rows.ts'

export interface HitPlaceProps {
  readonly id: string
  /** Place among all hits, from 0. */
  readonly index: number
  readonly total: number
  readonly isActive: boolean
}

export interface ResultHitProps extends HitPlaceProps {
  readonly hit: SearchHit
  /** The document is named above the hit. */
  readonly isFirst: boolean
  /** Hits in the document; absent when it is not known. */
  readonly count: number | undefined
  /** The hits are of several bundles, so that each document says which it is in. */
  readonly hasBundles: boolean
  readonly onOpen: (index: number, hit: SearchHit) => void
}

/** Rendered again only when something of it changes: a list renders its rows at every step of scrolling. */
export const ResultHit = memo(function ResultHit(props: ResultHitProps) {
  const { id, index, total, isActive, hit, isFirst, count, hasBundles, onOpen } = props
  const { note } = hit
  return (
    <>
      {isFirst ? <DocumentName hit={hit} count={count} hasBundles={hasBundles} /> : null}
      <div
        id={id}
        role="option"
        aria-selected={isActive}
        aria-setsize={total}
        aria-posinset={index + 1}
        className={classes('result-hit', note !== undefined && toNoteClass(note), isActive && 'is-active')}
        onClick={() => {
          onOpen(index, hit)
        }}
      >
        <span className="visually-hidden">{t('search.hitIn', { title: hit.documentTitle })}</span>
        {note === undefined ? (
          <Trail headings={hit.headings} />
        ) : (
          <NoteHead note={note} headings={hit.headings} />
        )}
        <Snippet hit={hit} />
        {note === undefined ? null : <NoteFoot note={note} />}
      </div>
    </>
  )
})

/** The place of a hit that is on its way. */
export function WaitingHit({ id, index, total, isActive }: HitPlaceProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-setsize={total}
      aria-posinset={index + 1}
      className={classes('result-hit', 'is-waiting', isActive && 'is-active')}
    >
      <span className="visually-hidden">{t('common.loading')}</span>
      <span className="result-blank" />
      <span className="result-blank" />
      <span className="result-blank" />
    </div>
  )
}

function DocumentName({ hit, count, hasBundles }: Pick<ResultHitProps, 'hit' | 'count' | 'hasBundles'>) {
  const { documentTitle, bundleTitle } = hit
  return (
    <div className="result-document" aria-hidden="true">
      <Icon of={FileText} size={14} />
      <span className="result-document-title" title={documentTitle}>
        {documentTitle}
      </span>
      {count === undefined ? null : <span className="result-count">{formatNumber(count)}</span>}
      {hasBundles && bundleTitle !== documentTitle ? (
        <span className="result-bundle" title={bundleTitle}>
          {bundleTitle}
        </span>
      ) : null}
    </div>
  )
}

function Trail({ headings }: Pick<SearchHit, 'headings'>) {
  return headings.length === 0 ? null : <p className="result-trail">{headings.join(' › ')}</p>
}

const KIND_ICONS = { highlight: Highlighter, note: StickyNote, bookmark: Bookmark } as const

/** The edge of an annotation has its colour; a bookmark has none. */
function toNoteClass({ kind, color }: NoteMatch): string {
  return classes('is-note', kind !== 'bookmark' && `swatch-${color}`)
}

function NoteHead({ note, headings }: { readonly note: NoteMatch } & Pick<SearchHit, 'headings'>) {
  const { kind, color, style } = note
  return (
    <p className="result-note-head">
      {kind === 'bookmark' ? null : (
        <span aria-hidden="true" className={classes('note-look', `swatch-${color}`, `note-look-${style}`)}>
          ab
        </span>
      )}
      <Icon of={KIND_ICONS[kind]} size={14} />
      <span className="result-kind">{t(`search.kind_${kind}`)}</span>
      {kind === 'bookmark' ? null : (
        <span className="visually-hidden">
          {t('search.noteLook', { color: t(`reader.${color}`), style: t(`reader.${style}`) })}
        </span>
      )}
      {headings.length === 0 ? null : <span className="result-trail">{headings.join(' › ')}</span>}
    </p>
  )
}

function NoteFoot({ note }: { readonly note: NoteMatch }) {
  const { tags, author, layerId, orphaned } = note
  const isMine = layerId === OWN_LAYER
  if (tags.length === 0 && isMine && !orphaned) return null
  return (
    <p className="result-note-foot">
      {tags.map((tag) => (
        <span key={tag} className="result-tag">
          {tag}
        </span>
      ))}
      {isMine ? null : (
        <span className="result-author">{t('search.by', { author: author === '' ? layerId : author })}</span>
      )}
      {orphaned ? (
        <span className="result-orphaned">
          <Icon of={Unlink} size={14} />
          {t('search.orphaned')}
        </span>
      ) : null}
    </p>
  )
}

function Snippet({ hit: { snippet, note } }: Pick<ResultHitProps, 'hit'>) {
  if (snippet.text === '' || note?.part === 'tags') return null
  const { text, marks } = note?.part === 'body' ? withoutMarkup(snippet) : snippet
  return (
    <p className={classes('result-snippet', note?.part === 'quote' && 'is-quote')} dir="auto">
      {splitSnippet(text, marks).map((piece, index) =>
        piece.isMark ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
      )}
    </p>
  )
}
