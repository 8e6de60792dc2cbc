// The tree itself: the ARIA tree pattern over a virtual list, so that ten thousand entries cost what thirty do. The
// focus stays on the tree and an id names the active row, since rows come and go with the scrolling.
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx'
import { type ContentsNode, findTyped, toTreeMove } from './contents-tree.ts'

export interface ContentsTreeProps {
  readonly label: string
  readonly rows: readonly ContentsNode[]
  /** Keys of the rows that match the filter; null without one. */
  readonly matches: ReadonlySet<string> | null
  readonly expanded: ReadonlySet<string>
  /** Key of the row that is being read. */
  readonly current: string | null
  readonly treeRef: RefObject<HTMLDivElement | null>
  readonly onToggle: (key: string, isExpanded: boolean) => void
  readonly onOpen: (node: ContentsNode) => void
}

const ROW = 28

export function ContentsTree(props: ContentsTreeProps) {
  const { label, rows, expanded, current, treeRef } = props
  const id = useId()
  const list = useRef<VirtualListHandle>(null)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const active = Math.max(
    0,
    rows.findIndex(({ key }) => key === (activeKey ?? current)),
  )
  useFollow(
    list,
    treeRef,
    rows.findIndex(({ key }) => key === current),
  )
  const onKeyDown = useTreeKeys(props, active, (index) => {
    setActiveKey(rows[index]?.key ?? null)
    list.current?.scrollToRow(index)
  })
  return (
    <VirtualList
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={`${id}-${rows[active]?.key ?? ''}`}
      className="contents-tree"
      scrollerRef={treeRef}
      handle={list}
      count={rows.length}
      estimateSize={() => ROW}
      rowKey={(index) => rows[index]?.key ?? String(index)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        setActiveKey(null)
      }}
      renderRow={(index) => {
        const node = rows[index]
        return node === undefined ? null : (
          <Row
            node={node}
            id={`${id}-${node.key}`}
            isExpanded={expanded.has(node.key)}
            isCurrent={node.key === current}
            isActive={index === active}
            isFaint={props.matches?.has(node.key) === false}
            onToggle={props.onToggle}
            onOpen={props.onOpen}
          />
        )
      }}
    />
  )
}

interface RowProps extends Pick<ContentsTreeProps, 'onToggle' | 'onOpen'> {
  readonly node: ContentsNode
  readonly id: string
  readonly isExpanded: boolean
  readonly isCurrent: boolean
  readonly isActive: boolean
  readonly isFaint: boolean
}

function Row({ node, id, isExpanded, isCurrent, isActive, isFaint, onToggle, onOpen }: RowProps) {
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={node.level}
      aria-setsize={node.siblings}
      aria-posinset={node.position}
      aria-selected={isCurrent}
      {...(node.hasChildren ? { 'aria-expanded': isExpanded } : {})}
      {...(isCurrent ? { 'aria-current': 'location' as const } : {})}
      className={classes(
        'contents-row',
        isCurrent && 'is-current',
        isActive && 'is-active',
        isFaint && 'is-faint',
      )}
      style={{ paddingInlineStart: `${(Math.min(node.level, 8) - 1) * 14 + 4}px` }}
      title={node.entry.title}
      onClick={() => {
        onOpen(node)
      }}
    >
      <span
        className={classes('contents-twist', isExpanded && 'is-open', !node.hasChildren && 'is-leaf')}
        aria-hidden="true"
        onClick={(event) => {
          if (!node.hasChildren) return
          event.stopPropagation()
          onToggle(node.key, !isExpanded)
        }}
      >
        {node.hasChildren ? <Icon of={ChevronRight} size={14} isDirectional={!isExpanded} /> : null}
      </span>
      <span className="contents-title">{node.entry.title}</span>
    </div>
  )
}

/** Keeps the row that is being read in view, unless the person is in the tree. */
function useFollow(
  list: RefObject<VirtualListHandle | null>,
  tree: RefObject<HTMLDivElement | null>,
  index: number,
): void {
  useEffect(() => {
    if (index === -1 || tree.current?.matches(':focus-within, :hover') === true) return
    list.current?.scrollToRow(index)
  }, [list, tree, index])
}

/** How long letters count as one word, in milliseconds. */
const TYPING = 700

function useTreeKeys(
  { rows, expanded, onToggle, onOpen }: ContentsTreeProps,
  active: number,
  goTo: (index: number) => void,
): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 })
  const onType = (event: KeyboardEvent): boolean => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === ' ')
      return false
    const text = event.timeStamp - typed.current.at < TYPING ? typed.current.text + event.key : event.key
    typed.current = { text, at: event.timeStamp }
    const found = findTyped(rows, text.length === 1 ? active : active - 1, text)
    if (found !== -1) goTo(found)
    return found !== -1
  }
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const node = rows[active]
    const move = toTreeMove(rows, active, expanded, toLogicalKey(event))
    if (move?.kind === 'go') goTo(move.index)
    else if (move !== null) onToggle(move.key, move.kind === 'expand')
    else if ((event.key === 'Enter' || event.key === ' ') && node !== undefined) onOpen(node)
    else if (!onType(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** In a right-to-left interface the arrow that points into the tree is the left one. */
function toLogicalKey({ key, currentTarget }: KeyboardEvent): string {
  if (getComputedStyle(currentTarget).direction !== 'rtl') return key
  if (key === 'ArrowLeft') return 'ArrowRight'
  return key === 'ArrowRight' ? 'ArrowLeft' : key
}
