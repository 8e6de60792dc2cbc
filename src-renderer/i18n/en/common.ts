// English: words that several screens share.
export const common = {
  close: 'Close',
  cancel: 'Cancel',
  clear: 'Clear',
  remove: 'Remove',
  retry: 'Try again',
  undo: 'Undo',
  reset: 'Reset',
  loading: 'Loading…',
  untitled: 'Untitled',
} as const
