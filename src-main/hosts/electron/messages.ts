// Every word that the host itself shows: menus, the system's dialogues, and failures before there is an interface.
// The interface has its own catalogue; these cannot wait for it.

export const messages = {
  product: 'Lectern',
  about: 'About Lectern',
  copyright: 'MIT licence. An offline reader: nothing you read or write leaves this machine.',
  menus: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    go: 'Go',
    window: 'Window',
    help: 'Help',
  },
  items: {
    library: 'Library',
    importFiles: 'Import Files…',
    importFolder: 'Import Folder…',
    settings: 'Settings…',
    undo: 'Undo',
    redo: 'Redo',
    search: 'Search the Library',
    sidebar: 'Sidebar',
    larger: 'Larger Text',
    smaller: 'Smaller Text',
    resetSize: 'Default Text Size',
    back: 'Back',
    forward: 'Forward',
    shortcuts: 'Keyboard Shortcuts',
  },
  dialogs: {
    pickFiles: 'Import files',
    pickFolder: 'Import a folder',
    import: 'Import',
    readable: 'Documents and bundles',
    everything: 'All files',
    save: 'Save',
    reload: 'Reload',
    wait: 'Wait',
    quit: 'Quit',
  },
  crashed: 'The window stopped working.',
  crashedDetail:
    'What you highlighted and wrote is on the disk. Reload to go on reading; if it happens again with the same document, please report it.',
  unresponsive: 'The window does not answer.',
  unresponsiveDetail:
    'It may be busy with a very large document. What you highlighted and wrote is on the disk.',
  cannotStart: 'Lectern cannot start',
  incomplete:
    'The application is incomplete: its interface is missing. Install it again, or run “npm run build”.',
  fault: 'Something went wrong inside Lectern. What you highlighted and wrote is on the disk.',
  notClosed:
    'Not everything could be written when Lectern closed. Your highlights and notes are on the disk; the last reading position may not be.',
  damagedIncluded: (names: readonly string[]): string =>
    `Not opened, because it is not what this application was built with: ${names.join(', ')}. Install Lectern again to mend it.`,
} as const
