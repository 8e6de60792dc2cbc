// How what is typed is to be understood: four switches.
import { CaseSensitive, type LucideIcon, Regex, WholeWord } from 'lucide-react'
import type { ReactNode } from 'react'
import { type MessageKey, t } from '../../i18n/index.ts'
import type { FindOptions as Options } from '../../stores/find-store.ts'
import { useSlice, useStores } from '../../stores/use-stores.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'

/** With Alt, by where the key stands: what Alt prints differs between systems. */
export const OPTION_KEYS: Readonly<Record<string, keyof Options | undefined>> = {
  KeyC: 'matchCase',
  KeyW: 'wholeWords',
  KeyA: 'matchAccents',
  KeyR: 'isPattern',
}

const OPTIONS: readonly {
  readonly id: keyof Options
  readonly label: MessageKey
  readonly keys: string
  readonly icon: ReactNode
}[] = [
  { id: 'matchCase', label: 'find.matchCase', keys: 'Alt+C', icon: toIcon(CaseSensitive) },
  { id: 'wholeWords', label: 'find.wholeWords', keys: 'Alt+W', icon: toIcon(WholeWord) },
  {
    id: 'matchAccents',
    label: 'find.matchAccents',
    keys: 'Alt+A',
    icon: (
      <span className="find-letter" aria-hidden="true">
        é
      </span>
    ),
  },
  { id: 'isPattern', label: 'find.pattern', keys: 'Alt+R', icon: toIcon(Regex) },
]

export function FindOptions() {
  const { find } = useStores()
  const options = useSlice('find', (state) => state.options)
  return (
    <div className="find-options">
      {OPTIONS.map(({ id, label, keys, icon }) => (
        <IconButton
          key={id}
          label={t(label)}
          keys={keys}
          icon={icon}
          isPressed={options[id]}
          isDisabled={id === 'matchAccents' && options.isPattern}
          onPress={() => {
            find.setOption(id, !options[id])
          }}
        />
      ))}
    </div>
  )
}

function toIcon(icon: LucideIcon) {
  return <Icon of={icon} />
}
