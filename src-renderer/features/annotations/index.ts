// The door of the annotations feature: the sidebar's panels of highlights, notes and bookmarks.
export { AnnotationsPanel } from './AnnotationsPanel.tsx'
export { BookmarksPanel } from './BookmarksPanel.tsx'
