// The door of finding in the document.
export { createFinder } from './finder.ts'
export { Finding } from './Finding.tsx'
export { startFindThread } from './start-thread.ts'
