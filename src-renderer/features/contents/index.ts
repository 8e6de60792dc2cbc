// The door of the contents feature: the sidebar's panel, and the dialogue that goes to a percentage or section.
export { ContentsPanel } from './ContentsPanel.tsx'
export { GoToDialog } from './GoToDialog.tsx'
