// English: search.
export const search = {} as const
