// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWebTransport } from '../../../../src-renderer/client/web-transport.ts'

/** A socket that the test opens, answers and closes by hand. */
class FakeSocket extends EventTarget {
  readonly sent: { id: number; name: string; input: unknown }[] = []
  send(message: string): void {
    this.sent.push(JSON.parse(message))
  }
  close(): void {
    this.dispatchEvent(new Event('close'))
  }
  open(): void {
    this.dispatchEvent(new Event('open'))
  }
  receive(message: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
  }
}

let sockets: FakeSocket[]
const connect = () =>
  createWebTransport({
    url: 'ws://127.0.0.1:1/rpc',
    openSocket: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
  })

beforeEach(() => {
  sockets = []
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the web transport', () => {
  it('sends calls made before the socket is open, and matches answers in any order', async () => {
    const transport = connect()
    const [first, second] = [transport.call('a', 1), transport.call('b', 2)]
    expect(sockets[0]?.sent).toEqual([])
    sockets[0]?.open()
    expect(sockets[0]?.sent.map(({ name, input }) => [name, input])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
    const [idA, idB] = sockets[0]?.sent.map(({ id }) => id) ?? []
    sockets[0]?.receive({ id: idB, envelope: { ok: true, value: 'B' } })
    sockets[0]?.receive({ id: idA, envelope: { ok: true, value: 'A' } })
    expect(await Promise.all([first, second])).toEqual([
      { ok: true, value: 'A' },
      { ok: true, value: 'B' },
    ])
  })

  it('delivers events until told not to', () => {
    const transport = connect()
    const heard = vi.fn()
    const stop = transport.subscribe(heard)
    sockets[0]?.open()
    sockets[0]?.receive({ event: 'library.changed', payload: {} })
    stop()
    sockets[0]?.receive({ event: 'library.changed', payload: {} })
    expect(heard.mock.calls).toEqual([['library.changed', {}]])
  })

  it('refuses what is waiting when the host goes, and everything until it is back', async () => {
    const transport = connect()
    const states: string[] = []
    transport.onState((state) => states.push(state))
    sockets[0]?.open()
    const waiting = transport.call('annotations.create', {})
    sockets[0]?.close()
    await expect(waiting).rejects.toMatchObject({ details: { reason: 'host-gone' } })
    await expect(transport.call('library.list', {})).rejects.toMatchObject({ code: 'NOT_SAVED' })
    expect(transport.state()).toBe('gone')
    vi.advanceTimersByTime(250)
    sockets[1]?.open()
    expect(sockets[1]?.sent).toEqual([])
    expect(states).toEqual(['connected', 'gone', 'connected'])
    const answered = transport.call('library.list', {})
    sockets[1]?.receive({ id: sockets[1].sent[0]?.id, envelope: { ok: true, value: 1 } })
    expect(await answered).toEqual({ ok: true, value: 1 })
  })

  it('tries again with longer and longer pauses', () => {
    connect()
    const pauses = [250, 500, 1_000, 2_000, 4_000, 4_000]
    for (const [index, pause] of pauses.entries()) {
      sockets[index]?.close()
      vi.advanceTimersByTime(pause - 1)
      expect(sockets).toHaveLength(index + 1)
      vi.advanceTimersByTime(1)
      expect(sockets).toHaveLength(index + 2)
    }
  })

  it('ends for good when it is closed', async () => {
    const transport = connect()
    sockets[0]?.open()
    transport.close()
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
    await expect(transport.call('a', {})).rejects.toMatchObject({ code: 'NOT_SAVED' })
  })

  it('ignores what is neither an answer nor an event', () => {
    const transport = connect()
    const heard = vi.fn()
    transport.subscribe(heard)
    sockets[0]?.open()
    for (const message of [null, 1, 'x', [], {}, { id: 99, envelope: { ok: true, value: 1 } }])
      sockets[0]?.receive(message)
    expect(heard).not.toHaveBeenCalled()
  })
})
