// The door of publishing: documents → bundle → documents. docs/formats/bundle.md describes the bytes.

export type { Bundle } from './open-bundle.ts'
export { openBundle } from './open-bundle.ts'
export { findSourceDate } from './source-date.ts'
export type { BundleProblem, Verification } from './verify-bundle.ts'
export { verifyBundle } from './verify-bundle.ts'
export type { BundleContent } from './write-bundle.ts'
export { checkContent, writeBundle } from './write-bundle.ts'
export { type FileRange, openRange } from './container/file-source.ts'
export { checkWritable, replaceFile, type WrittenFile } from './container/replace-file.ts'
