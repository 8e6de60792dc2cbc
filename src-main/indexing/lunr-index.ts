// The door of Lunr indexes in the binary form: documents → index, and index → Lunr's answers.
export { buildLunrIndex, type LunrBuildOptions, type LunrDocument } from './building/lunr-build.ts'
export { type LunrHit, type LunrIndex, openLunrIndex, type TermMatch } from './open-lunr-index.ts'
