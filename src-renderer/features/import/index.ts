// The door of the import feature.
export { ImportCenter } from './ImportCenter.tsx'
