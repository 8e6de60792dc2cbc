// The door of the library feature.
export { LibraryView } from './LibraryView.tsx'
