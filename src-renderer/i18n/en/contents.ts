// English: contents.
export const contents = {} as const
