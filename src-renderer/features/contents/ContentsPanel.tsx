// The contents panel of the sidebar: a filter over the tree of the open bundle.
import { ChevronsDownUp, ChevronsUpDown, ListTree, TextSearch } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { OpenedBundle } from '../../../src-shared/domain/bundle.ts'
import { t } from '../../i18n/index.ts'
import type { OpenRequest } from '../../stores/reader-store.ts'
import { useSlice } from '../../stores/use-stores.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { ContentsTree } from './ContentsTree.tsx'
import { filterNodes, flatten, selectShown, toInitialExpansion } from './contents-tree.ts'
import { useCurrentNode } from './use-current-node.ts'
import './contents.css'

export interface ContentsPanelProps {
  readonly onOpen: (request: OpenRequest) => void
}

export function ContentsPanel({ onOpen }: ContentsPanelProps) {
  const bundle = useSlice('reader', (state) => state.bundle)
  if (bundle === null) {
    return (
      <EmptyState icon={<Icon of={ListTree} size={24} />} title={t('contents.noneOpen')}>
        {t('contents.noneOpenText')}
      </EmptyState>
    )
  }
  const { id, edition } = bundle.summary.metadata
  return <BundleContents key={`${id}@${edition}`} bundle={bundle} onOpen={onOpen} />
}

function BundleContents({ bundle, onOpen }: { readonly bundle: OpenedBundle } & ContentsPanelProps) {
  const nodes = useMemo(() => flatten(bundle.contents), [bundle])
  const [expanded, setExpanded] = useState(() => toInitialExpansion(nodes))
  const [filter, setFilter] = useState('')
  const tree = useRef<HTMLDivElement>(null)
  const current = useCurrentNode(nodes, setExpanded)
  const rows = useMemo(() => toRows(nodes, expanded, filter), [nodes, expanded, filter])
  const field = useFocusRequest()
  const onToggle = useCallback((key: string, isExpanded: boolean) => {
    setExpanded((before) => toggled(before, key, isExpanded))
  }, [])
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || rows.nodes.length === 0) return
    event.preventDefault()
    tree.current?.focus()
  }
  return (
    <div className="contents">
      <div className="panel-head">
        <SearchField
          label={t('contents.filter')}
          clearLabel={t('contents.clearFilter')}
          placeholder={t('contents.filter')}
          value={filter}
          onChange={setFilter}
          onKeyDown={onFieldKey}
          inputRef={field}
        />
        <ExpandButton
          isOpen={expanded.size > 0}
          onPress={() => setExpanded(expanded.size > 0 ? new Set() : allParents(nodes))}
        />
      </div>
      <p className="visually-hidden" role="status">
        {filter === '' ? '' : t('contents.matches', { count: rows.matches?.size ?? 0 })}
      </p>
      {rows.nodes.length === 0 ? (
        <NoRows isFiltered={filter !== ''} />
      ) : (
        <ContentsTree
          label={t('contents.tree', { title: bundle.summary.metadata.title })}
          rows={rows.nodes}
          matches={rows.matches}
          expanded={rows.expanded}
          current={current}
          treeRef={tree}
          onToggle={onToggle}
          onOpen={({ entry }) => {
            const { documentId, blockId } = entry
            onOpen({
              bundleId: bundle.summary.metadata.id,
              documentId,
              ...(blockId === undefined ? { start: 0, lineOffset: 0 } : { fragment: blockId }),
            })
          }}
        />
      )}
    </div>
  )
}

function ExpandButton({ isOpen, onPress }: { readonly isOpen: boolean; readonly onPress: () => void }) {
  return (
    <IconButton
      size="small"
      label={isOpen ? t('contents.collapseAll') : t('contents.expandAll')}
      icon={<Icon of={isOpen ? ChevronsDownUp : ChevronsUpDown} size={16} />}
      onPress={onPress}
    />
  )
}

function NoRows({ isFiltered }: { readonly isFiltered: boolean }) {
  if (!isFiltered)
    return <EmptyState icon={<Icon of={ListTree} size={24} />} title={t('contents.noHeadings')} />
  return (
    <EmptyState icon={<Icon of={TextSearch} size={24} />} title={t('contents.noMatch')}>
      {t('contents.noMatchText')}
    </EmptyState>
  )
}

type Nodes = ReturnType<typeof flatten>

/** While a filter is typed, what it keeps is shown open. */
function toRows(nodes: Nodes, expanded: ReadonlySet<string>, filter: string) {
  if (filter.trim() === '') return { nodes: selectShown(nodes, expanded), expanded, matches: null }
  const kept = filterNodes(nodes, filter)
  return { ...kept, expanded: allParents(kept.nodes) }
}

function allParents(nodes: Nodes): ReadonlySet<string> {
  return new Set(nodes.filter(({ hasChildren }) => hasChildren).map(({ key }) => key))
}

function toggled(expanded: ReadonlySet<string>, key: string, isExpanded: boolean): ReadonlySet<string> {
  const next = new Set(expanded)
  if (isExpanded) next.add(key)
  else next.delete(key)
  return next
}

/** Puts the focus into the filter when the shell asks for it. */
function useFocusRequest() {
  const field = useRef<HTMLInputElement>(null)
  const request = useSlice('shell', (state) => state.focusRequest)
  useEffect(() => {
    if (request?.target === 'contents') field.current?.focus()
  }, [request])
  return field
}
