// The one place where the interface turns a string of its own into markup: constants of the source code, never data.
// Documents and notes go through DOMPurify, which has its own policy.

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML(markup: string): string },
  ): { createHTML(markup: string): string }
}

type TrustedScope = typeof globalThis & { readonly trustedTypes: PolicyFactory }

let policy: { createHTML(markup: string): string } | undefined

/**
 * Markup that may be given to the DOM. Where the browser knows Trusted Types the value is a `TrustedHTML`, which
 * passes for a string wherever it is assigned. `markup` must be a literal of the source code.
 */
export function toTrustedMarkup(markup: string): string {
  const scope = globalThis
  if (!hasTrustedTypes(scope)) return markup
  policy ??= scope.trustedTypes.createPolicy('lectern', { createHTML: (text) => text })
  return policy.createHTML(markup)
}

function hasTrustedTypes(scope: typeof globalThis): scope is TrustedScope {
  return 'trustedTypes' in scope
}
