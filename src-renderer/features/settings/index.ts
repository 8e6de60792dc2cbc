// The door of the settings feature: the appearance popover and the settings dialogue.
export { AppearancePopover } from './AppearancePopover.tsx'
export { SettingsDialog } from './SettingsDialog.tsx'
