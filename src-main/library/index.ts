// The door of the library: installing, opening, reading and removing bundles, and building one from files.
export { buildBundle } from './build-bundle.ts'
export { refuse } from './jobs/refusal.ts'
export type { SourceFolder } from './jobs/source-groups.ts'
export { openStaging, type Staging } from './jobs/staging.ts'
export type { DocumentText } from './reading.ts'
export { type Library, type LibraryOptions, openLibrary } from './library.ts'
