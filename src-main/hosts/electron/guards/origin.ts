// The one origin that Lectern's interface has in Electron, and the questions that every guard asks about an address.
// Comparing strings is not enough (`lectern-app://app.evil/`), so each answer comes from the parsed address.

export const SCHEME = 'lectern-app'
const HOST = 'app'

/** Origin of the interface, as a frame reports it. */
export const ORIGIN = `${SCHEME}://${HOST}`

/** The page that every window shows. */
export const START_URL = `${ORIGIN}/`

/** Whether an address (or an origin) belongs to the interface: its page, its files, a bundle's pictures. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
}

/** Whether an address is the interface's page itself, the only one that a window may show. */
export function isOurPage(address: string): boolean {
  return isOurs(address) && URL.parse(address)?.pathname === '/'
}
