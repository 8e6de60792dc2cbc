// Joins class names. Not a styling system: the rules are in the style sheets beside the components.

/** The names that are set, with a space between them. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
