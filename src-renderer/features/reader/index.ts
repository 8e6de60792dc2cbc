// The door of the reader feature: the document in its frame with everything that belongs to reading it.
export { Reader, type ReaderProps } from './Reader.tsx'
