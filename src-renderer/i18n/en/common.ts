// English: words that several screens share.
export const common = {
  close: 'Close',
  cancel: 'Cancel',
  clear: 'Clear',
  retry: 'Try again',
  undo: 'Undo',
  loading: 'Loading…',
} as const
