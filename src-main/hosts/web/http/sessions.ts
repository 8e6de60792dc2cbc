// Who may talk to the host: one-time launch codes that become sessions. Only hashes are kept, nothing is written to
// the disk, and all of it ends with the process.
import { createHash, randomBytes } from 'node:crypto'

/** What became of a code. `replayed` also ends the session that the code had been given for. */
export type Redeemed =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'refused'; readonly ended: string | null }

export interface Sessions {
  /** The cookie's name: unlike a port, it tells apart several hosts on one machine. */
  readonly cookieName: string
  /** A code that is good once, for five minutes. 256 random bits, URL-safe. */
  issueCode(): string
  /**
   * Exchanges a code for a session token. A code that comes a second time was seen by someone it was not meant for,
   * so the session it gave is ended (as RFC 6749, section 4.1.2 asks); `ended` is the key of that session.
   */
  redeem(code: string): Redeemed
  /** The key of a living session, for telling sessions apart without holding their tokens; null when there is none. */
  find(token: string | undefined): string | null
}

const CODE_LIFETIME_MS = 5 * 60_000
/** The oldest session ends when one more begins. */
const MAX_SESSIONS = 32
const MAX_CODES = 256

/** Sessions of one host. `now` in milliseconds, for tests. */
export function openSessions(now: () => number = Date.now): Sessions {
  const codes = new Map<string, { expires: number; session: string | null }>()
  const sessions = new Set<string>()
  return {
    cookieName: `lectern-${randomBytes(6).toString('hex')}`,
    issueCode() {
      const code = makeSecret()
      codes.set(hash(code), { expires: now() + CODE_LIFETIME_MS, session: null })
      dropOldest(codes, MAX_CODES)
      return code
    },
    redeem(code) {
      const issued = codes.get(hash(code))
      if (issued === undefined) return { kind: 'refused', ended: null }
      if (issued.session !== null) {
        const ended = sessions.delete(issued.session) ? issued.session : null
        return { kind: 'refused', ended }
      }
      if (now() > issued.expires) return { kind: 'refused', ended: null }
      const token = makeSecret()
      issued.session = hash(token)
      sessions.add(issued.session)
      dropOldest(sessions, MAX_SESSIONS)
      return { kind: 'session', token }
    },
    find(token) {
      if (token === undefined) return null
      const key = hash(token)
      return sessions.has(key) ? key : null
    },
  }
}

/** The value of one cookie in a `Cookie` header. */
export function findCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Secrets are looked up by their hash, so the time of a look-up tells nothing about them. */
function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function dropOldest(all: Map<string, unknown> | Set<string>, most: number): void {
  for (const key of all.keys()) {
    if (all.size <= most) return
    all.delete(key)
  }
}
