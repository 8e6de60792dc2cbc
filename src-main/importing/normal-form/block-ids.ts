// Ids of blocks: which of the source's are kept, and the slugs of headings.
// Whether an id is unique is for the tree to say, not for this module.

/** Longest id that is kept or made, in UTF-16 units; below the limit of `BlockId`. */
const LONGEST = 100
const ID = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.:-]*$/u

/**
 * Names by which scripts reach into every page. An element with such an id could stand in for the real thing
 * (DOM clobbering); documents run no scripts, but the reader's own code looks at their DOM.
 */
const TRAPS = new Set(
  (
    'constructor prototype tostring valueof hasownproperty isprototypeof propertyisenumerable tolocalestring ' +
    'document window self top parent frames length name location history navigator origin event closed opener ' +
    'status external screen performance crypto caches css node element text range selection highlight ' +
    'body head title forms images links scripts anchors applets embeds plugins all cookie domain url referrer ' +
    'children childnodes firstchild lastchild parentnode parentelement nextsibling previoussibling attributes ' +
    'nodename nodetype nodevalue textcontent innerhtml outerhtml innertext classlist style dataset id tagname ' +
    'getelementbyid queryselector queryselectorall createelement createrange getselection defaultview ' +
    'documentelement activeelement action method target submit reset elements value'
  ).split(' '),
)

/** The id as it may stand in a normalised document; null when it cannot. `s-` goes before a name that is a trap. */
export function toSafeId(id: string): string | null {
  if (id.length > LONGEST || !ID.test(id)) return null
  return isFreeOfTraps(id) ? id : `s-${id}`
}

/** Whether an id names nothing that every page has. */
export function isFreeOfTraps(id: string): boolean {
  return !TRAPS.has(id.toLowerCase()) && !id.startsWith('__')
}

/**
 * The id that a heading gets by its text, the way GitHub makes them: lower-case, letters, digits, `-` and `_`,
 * spaces as `-`. Empty when the text holds nothing of that.
 */
export function buildSlug(text: string): string {
  const slug = text
    .slice(0, 4 * LONGEST)
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
    .slice(0, LONGEST)
    .toWellFormed()
    .replace('\ufffd', '')
  return ID.test(slug) ? slug : slug.replace(/^[-\p{M}]+/u, '')
}
