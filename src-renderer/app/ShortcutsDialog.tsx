// All commands with their keys, drawn from the key map.
import { type MessageKey, t } from '../i18n/index.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { formatChord } from './chord.ts'
import { useControl } from './control.ts'
import { chordsOf, COMMAND_IDS, type CommandGroup, COMMANDS } from './key-map.ts'

export interface ShortcutsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const GROUPS: readonly { readonly id: CommandGroup; readonly title: MessageKey }[] = [
  { id: 'search', title: 'shell.groupSearch' },
  { id: 'navigation', title: 'shell.groupNavigation' },
  { id: 'annotate', title: 'shell.groupAnnotate' },
  { id: 'text', title: 'shell.groupText' },
  { id: 'window', title: 'shell.groupWindow' },
]

export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps) {
  const { isMac } = useControl()
  return (
    <Dialog
      size="large"
      title={t('shell.shortcutsTitle')}
      closeLabel={t('common.close')}
      isOpen={isOpen}
      onClose={onClose}
    >
      <p className="field-description">{t('shell.shortcutsHint')}</p>
      <div className="shortcuts">
        {GROUPS.map(({ id, title }) => (
          <section key={id} aria-labelledby={`shortcuts-${id}`}>
            <h3 id={`shortcuts-${id}`}>{t(title)}</h3>
            <dl>
              {COMMAND_IDS.filter(
                (command) => COMMANDS[command].group === id && COMMANDS[command].keys.length > 0,
              ).map((command) => (
                <div key={command} className="shortcut">
                  <dt>{t(COMMANDS[command].label)}</dt>
                  <dd>
                    {chordsOf(command, isMac).map((chord) => (
                      <kbd key={formatChord(chord, isMac)}>{formatChord(chord, isMac)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
