// English: library.
export const library = {} as const
