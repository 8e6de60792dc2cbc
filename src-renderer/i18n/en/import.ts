// English: import.
export const importing = {} as const
