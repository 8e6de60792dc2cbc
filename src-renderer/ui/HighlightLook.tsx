// The colours and styles of highlights, as something to choose from. What choosing means is the owner's affair.
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Segmented } from './Segmented.tsx'
import './highlight-look.css'

export interface LookChoice<K extends string> {
  readonly id: K
  readonly label: string
}

export interface LookProps<K extends string> {
  readonly label: string
  readonly choices: readonly LookChoice<K>[]
  readonly selected: K
  readonly onSelect: (id: K) => void
}

/** A row of colours of which one is taken. The ids are the names of the tokens `--highlight-<id>`. */
export function ColorChoice<K extends string>({ choices, ...rest }: LookProps<K>) {
  return (
    <Segmented
      {...rest}
      hideLabel
      look="swatches"
      className="color-choice"
      choices={choices.map(({ id, label }) => ({ id, label, content: <Swatch color={id} /> }))}
    />
  )
}

/** A row of styles of which one is taken: each is drawn as it looks. */
export function StyleChoice<K extends string>({ choices, ...rest }: LookProps<K>) {
  return (
    <Segmented
      {...rest}
      hideLabel
      className="style-choice"
      choices={choices.map(({ id, label }) => ({ id, label, content: <StyleSample style={id} /> }))}
    />
  )
}

/** A dot in the colour of a highlight. */
export function Swatch({
  color,
  size = 'medium',
}: {
  readonly color: string
  readonly size?: 'small' | 'medium'
}) {
  return <span aria-hidden="true" className={classes('swatch', `swatch-${color}`, `swatch-${size}`)} />
}

/** Two letters in a style of highlighting. */
export function StyleSample({ style }: { readonly style: string }): ReactNode {
  return (
    <span aria-hidden="true" className={classes('style-sample', `style-sample-${style}`)}>
      Aa
    </span>
  )
}
