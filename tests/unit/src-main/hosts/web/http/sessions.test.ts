import { describe, expect, it } from 'vitest'
import { findCookie, openSessions } from '../../../../../../src-main/hosts/web/http/sessions.ts'

function redeemNew(sessions: ReturnType<typeof openSessions>): { code: string; token: string } {
  const code = sessions.issueCode()
  const redeemed = sessions.redeem(code)
  if (redeemed.kind !== 'session') throw new Error('The code was refused.')
  return { code, token: redeemed.token }
}

describe('sessions', () => {
  it('gives a session for a code, and none for anything else', () => {
    const sessions = openSessions()
    const { token, code } = redeemNew(sessions)
    expect(sessions.find(token)).not.toBeNull()
    for (const wrong of [undefined, '', code, `${token}x`, token.slice(1)])
      expect(sessions.find(wrong)).toBeNull()
    expect(sessions.redeem('made up')).toEqual({ kind: 'refused', ended: null })
  })

  it('ends the session of a code that comes twice', () => {
    const sessions = openSessions()
    const { code, token } = redeemNew(sessions)
    const key = sessions.find(token)
    expect(sessions.redeem(code)).toEqual({ kind: 'refused', ended: key })
    expect(sessions.find(token)).toBeNull()
    expect(sessions.redeem(code)).toEqual({ kind: 'refused', ended: null })
  })

  it('refuses a code after five minutes', () => {
    let now = 0
    const sessions = openSessions(() => now)
    const [early, late] = [sessions.issueCode(), sessions.issueCode()]
    now = 5 * 60_000
    expect(sessions.redeem(early).kind).toBe('session')
    now += 1
    expect(sessions.redeem(late).kind).toBe('refused')
  })

  it('keeps sessions apart, and ends the oldest of too many', () => {
    const sessions = openSessions()
    const tokens = Array.from({ length: 33 }, () => redeemNew(sessions).token)
    expect(sessions.find(tokens[0])).toBeNull()
    const keys = tokens.slice(1).map((token) => sessions.find(token))
    expect(new Set(keys).size).toBe(32)
    expect(keys).not.toContain(null)
  })

  it('names its cookie after the instance', () => {
    expect(openSessions().cookieName).not.toBe(openSessions().cookieName)
  })
})

describe('findCookie', () => {
  it.each([
    ['a=1; lectern-x=two; b=3', 'two'],
    ['lectern-x=two', 'two'],
    ['lectern-xy=two', undefined],
    ['x=lectern-x=two', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('in %j finds %j', (header, value) => {
    expect(findCookie(header, 'lectern-x')).toBe(value)
  })
})
