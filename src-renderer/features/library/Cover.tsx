// The typographic cover of a bundle. It repeats what stands beside it, so it is hidden from screen readers.
import type { BundleMetadata } from '../../../src-shared/domain/bundle.ts'
import { classes } from '../../ui/classes.ts'
import { toCoverDesign } from './cover.ts'

export interface CoverProps {
  readonly metadata: BundleMetadata
  readonly size: 'large' | 'small'
}

export function Cover({ metadata, size }: CoverProps) {
  const { color, ornament } = toCoverDesign(metadata.id)
  const { title, author } = metadata
  return (
    <div
      aria-hidden="true"
      lang={metadata.language}
      dir="auto"
      className={classes('cover', `cover-${size}`, `cover-color-${color}`, `cover-${ornament}`)}
    >
      {size === 'small' ? null : (
        <>
          <span className={classes('cover-title', title.length > 48 && 'is-long')}>{title}</span>
          <span className="cover-author">{author.join(', ')}</span>
        </>
      )}
    </div>
  )
}
