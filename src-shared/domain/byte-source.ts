// Bytes that are read by position, wherever they lie: in memory, in a file, in an archive. It caches nothing.

/** Whoever opened it closes it; nothing can be read after that. */
export interface ByteSource {
  /** How many bytes there are. */
  readonly size: number
  /**
   * Exactly `length` bytes from `position` on, read at once. They are not to be changed.
   * @throws RangeError when they are not all within the source; LecternError when they cannot be read
   */
  read(position: number, length: number): Uint8Array
  close(): void
}

/** Bytes in memory as a source; what it gives are views. */
export function fromMemory(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(position, length) {
      if (!(position >= 0 && length >= 0 && position + length <= bytes.length))
        throw new RangeError(`There are no ${length} bytes at ${position}`)
      return bytes.subarray(position, position + length)
    },
    close: () => undefined,
  }
}
