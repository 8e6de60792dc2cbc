// English: the reading view.
export const reader = {} as const
