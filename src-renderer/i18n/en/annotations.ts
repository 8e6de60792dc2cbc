// English: highlights, notes and bookmarks.
export const annotations = {} as const
