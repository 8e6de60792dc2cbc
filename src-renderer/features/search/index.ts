// The door of the search feature.
export { SearchPanel } from './SearchPanel.tsx'
