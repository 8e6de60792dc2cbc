// The menu at the end of the top bar: what is not wanted often enough for a button.
import {
  FileUp,
  FolderUp,
  Keyboard,
  type LucideIcon,
  MapPin,
  Menu as MenuIcon,
  ScissorsLineDashed,
  Settings,
  TextSearch,
} from 'lucide-react'
import { t } from '../i18n/index.ts'
import { useSlice, useStores } from '../stores/use-stores.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { useControl } from './control.ts'
import { type CommandId, COMMANDS, isCommandId, keysOf } from './key-map.ts'
import { hasSetApart } from './set-apart.ts'

/** No command: it has no keys, and few documents have any. */
const SET_APART = 'set-apart'

export function AppMenu() {
  const { run, isMac } = useControl()
  const { shell } = useStores()
  const isReading = useSlice('shell', (state) => state.route === 'reader')
  const isSetApart = useSlice('reader', ({ document }) => hasSetApart(document?.setApart ?? []))
  const toEntry = (id: CommandId, icon: LucideIcon): MenuEntry => ({
    id,
    label: t(COMMANDS[id].label),
    icon: <Icon of={icon} size={16} />,
    keys: keysOf(id, isMac),
  })
  const setApart: MenuEntry = {
    id: SET_APART,
    label: t('shell.setApart'),
    icon: <Icon of={ScissorsLineDashed} size={16} />,
  }
  return (
    <Menu
      label={t('shell.menu')}
      trigger={<IconButton label={t('shell.menu')} icon={<Icon of={MenuIcon} />} />}
      groups={[
        { id: 'import', entries: [toEntry('import-files', FileUp), toEntry('import-folder', FolderUp)] },
        ...(isReading
          ? [
              {
                id: 'reading',
                entries: [
                  toEntry('find', TextSearch),
                  toEntry('go-to', MapPin),
                  ...(isSetApart ? [setApart] : []),
                ],
              },
            ]
          : []),
        { id: 'window', entries: [toEntry('settings', Settings), toEntry('shortcuts', Keyboard)] },
      ]}
      onAction={(id) => {
        if (isCommandId(id)) run(id)
        else if (id === SET_APART) shell.openDialog('set-apart')
      }}
    />
  )
}
