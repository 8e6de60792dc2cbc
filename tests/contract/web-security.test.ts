// What SECURITY asks of the web host, tried from outside: other origins, rebound names, no session, used codes,
// paths that climb, and messages that are too large, broken or hostile.
import { readdir } from 'node:fs/promises'
import { connect as connectTcp } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type WebSocket from 'ws'
import { startWebHost, type WebHost } from '../../src-main/hosts/web/index.ts'
import { ask, type Ask, launch, openSocket, originOf, type Reply } from './web-client.ts'
import { makeWorld, PNG, type World } from './world.ts'

let world: World
let host: WebHost
let dataFolder: string
let cookie: string
let own: Readonly<Record<string, string>>

beforeAll(async () => {
  world = await makeWorld()
  dataFolder = await world.makeDataFolder()
  host = await startWebHost({
    dataFolder,
    included: [world.bundle],
    interfaceFolder: world.interfaceFolder,
    log: () => undefined,
  })
  cookie = await launch(host)
  own = { cookie, origin: originOf(host) }
}, 60_000)

afterAll(async () => {
  await host.close()
  await world.remove()
})

const get = (path: string, headers: Ask['headers'] = { cookie }): Promise<Reply> =>
  ask(host, { path, headers })
const put = (path: string, body: string, headers: Ask['headers'] = own): Promise<Reply> =>
  ask(host, { method: 'PUT', path, headers, body })

describe('the address', () => {
  it('is on the loopback interface alone', async () => {
    expect(host.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter((each) => !each.internal && each.family === 'IPv4')
    for (const { address } of others) {
      const reached = await new Promise((done) => {
        const socket = connectTcp(Number(new URL(host.address).port), address)
        socket.on('connect', () => done(true))
        socket.on('error', () => done(false))
      })
      expect(reached, address).toBe(false)
    }
  })

  it.each([
    ['a rebound name', 'evil.example:PORT'],
    ['another name of this machine', 'localhost:PORT'],
    ['no port', '127.0.0.1'],
    ['another port', '127.0.0.1:1'],
    ['a name that begins alike', '127.0.0.1:PORT.evil.example'],
    ['the address in other digits', '2130706433:PORT'],
  ])('is refused under %s', async (_what, name) => {
    const authority = name.replace('PORT', new URL(host.address).port)
    expect(await get('/', { cookie, host: authority })).toMatchObject({ status: 403 })
    expect(await openSocket(host, { ...own, host: authority })).toBe(403)
  })

  it('does not believe forwarded headers', async () => {
    const authority = new URL(host.address).host
    const forwarded = {
      'x-forwarded-host': authority,
      forwarded: `host=${authority}`,
      'x-original-host': authority,
      'x-forwarded-for': '127.0.0.1',
    }
    expect(await get('/', { cookie, host: 'evil.example', ...forwarded })).toMatchObject({ status: 403 })
    expect(await get('/', { cookie, 'x-forwarded-host': 'evil.example' })).toMatchObject({ status: 200 })
  })

  it('takes paths only, not whole addresses', async () => {
    expect(await get('http://evil.example/')).toMatchObject({ status: 403 })
  })
})

describe('another page', () => {
  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost', ''])(
    'with the origin %j reads nothing, writes nothing and opens no socket',
    async (origin) => {
      expect((await get('/', { cookie, origin })).status).toBe(403)
      expect((await put('/staging/b/a.md', 'x', { cookie, origin })).status).toBe(403)
      expect(await openSocket(host, { cookie, origin })).toBe(403)
    },
  )

  it.each(['cross-site', 'same-site'])('with a request marked %s is refused', async (site) => {
    expect((await get('/', { cookie, 'sec-fetch-site': site })).status).toBe(403)
    expect((await put('/staging/b/a.md', 'x', { ...own, 'sec-fetch-site': site })).status).toBe(403)
    expect(await openSocket(host, { ...own, 'sec-fetch-site': site })).toBe(403)
  })

  it('cannot write or open a socket without an origin', async () => {
    expect((await put('/staging/b/a.md', 'x', { cookie })).status).toBe(403)
    expect(await openSocket(host, { cookie })).toBe(403)
  })

  it('is given no right to read answers', async () => {
    const { headers } = await get('/')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    const preflight = await ask(host, { method: 'OPTIONS', headers: { origin: 'http://evil.example' } })
    expect(preflight.status).toBe(405)
  })
})

describe('the session', () => {
  it.each(['', 'lectern-000000000000=x', 'COOKIE=', 'COOKIE=guess'])(
    'is not had by the cookie %j',
    async (text) => {
      const wrong = text.replace('COOKIE', cookie.split('=')[0] ?? '')
      expect((await get('/', { cookie: wrong })).status).toBe(401)
      expect((await get('/assets/index-1a2b3c.js', { cookie: wrong })).status).toBe(401)
      expect((await put('/staging/b/a.md', 'x', { ...own, cookie: wrong })).status).toBe(401)
      expect(await openSocket(host, { ...own, cookie: wrong })).toBe(401)
    },
  )

  it('comes by a code in a cookie that scripts and other sites cannot use', async () => {
    const { pathname, search } = new URL(host.issueUrl())
    const reply = await get(pathname + search, {})
    expect(reply.status).toBe(303)
    expect(reply.headers.location).toBe('/')
    expect(reply.headers['set-cookie']?.[0]).toMatch(
      /^lectern-[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect(reply.headers['referrer-policy']).toBe('no-referrer')
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  it('ends, sockets and all, when its code comes a second time from someone else', async () => {
    const path = `/${new URL(host.issueUrl()).search}`
    const [stolen = ''] = (await get(path, {})).headers['set-cookie']?.[0]?.split(';') ?? []
    const socket = await openSocket(host, { ...own, cookie: stolen })
    if (typeof socket === 'number') throw new Error('No socket.')
    const closed = new Promise((done) => socket.on('close', done))
    expect(await get(path, {})).toMatchObject({ status: 401 })
    expect(await closed).toBe(1008)
    expect((await get('/', { cookie: stolen })).status).toBe(401)
  })

  it('stays when whoever has it opens the address again', async () => {
    const path = `/${new URL(host.issueUrl()).search}`
    const [mine = ''] = (await get(path, {})).headers['set-cookie']?.[0]?.split(';') ?? []
    expect((await get(path, { cookie: mine })).status).toBe(303)
    expect((await get('/', { cookie: mine })).status).toBe(200)
  })

  it('is not to be had through another site', async () => {
    const path = `/${new URL(host.issueUrl()).search}`
    expect((await get(path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await get(path, {})).status).toBe(303)
  })

  it('is of one host: the cookie of another has another name', async () => {
    const other = await startWebHost({
      dataFolder: await world.makeDataFolder(),
      included: [],
      interfaceFolder: world.interfaceFolder,
    })
    const foreign = await launch(other)
    expect((await get('/', { cookie: foreign })).status).toBe(401)
    expect((await get('/', { cookie: `${foreign}; ${cookie}` })).status).toBe(200)
    await other.close()
  })
})

describe('every answer', () => {
  it.each(['/', '/nothing', '/assets/index-1a2b3c.js', '/bundles/lanterns/1.0.0/resources/plan.png'])(
    'carries the security headers: %s',
    async (path) => {
      for (const headers of [{ cookie }, {}]) {
        const reply = await get(path, headers)
        expect(reply.headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        })
        expect(reply.headers['content-security-policy']).toMatch(/default-src 'none'/)
        expect(reply.headers['permissions-policy']).toContain('camera=()')
      }
    },
  )

  it('gives the page its own policy, with no inline code and one socket', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain(`connect-src 'self' ws://${new URL(host.address).host}`)
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain("worker-src 'self';")
    expect(policy).toMatch(/trusted-types lectern lectern-find dompurify$/)
    expect(policy).not.toContain('unsafe')
  })

  it('lets the browser keep what cannot change, and asks for the rest by its tag', async () => {
    const [page, script] = [await get('/'), await get('/assets/index-1a2b3c.js')]
    expect(script.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    expect(page.headers['cache-control']).toBe('private, no-cache')
    const again = await get('/', { cookie, 'if-none-match': String(page.headers.etag) })
    expect(again).toMatchObject({ status: 304, body: '' })
    const head = await ask(host, { method: 'HEAD', headers: { cookie } })
    expect(head).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': String(page.body.length) },
    })
  })

  it('shows a document’s image, inert', async () => {
    const reply = await get('/bundles/lanterns/1.0.0/resources/plan.png')
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } })
    expect(reply.headers['content-security-policy']).toContain('sandbox')
    expect(Number(reply.headers['content-length'])).toBe(PNG.length)
  })
})

describe('a path that climbs', () => {
  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/..\\..\\package.json',
    '//etc/passwd',
    '/bundles/lanterns/1.0.0/resources/../lectern/edition.json',
    '/bundles/lanterns/1.0.0/resources/%2e%2e/lectern/edition.json',
    '/bundles/lanterns/1.0.0/resources%2f..%2fmanifest.json',
    '/bundles/lanterns/1.0.0/manifest.json',
    '/bundles/lanterns/1.0.0/lectern/edition.json',
    '/bundles/lanterns/9.9.9/resources/plan.png',
    '/bundles/..%2f..%2fx/1.0.0/resources/plan.png',
    '/bundles/__proto__/1.0.0/resources/plan.png',
    '/bundles/lanterns/1.0.0/resources/%zz',
  ])('finds nothing: %s', async (path) => {
    const reply = await get(path)
    expect(reply.status).toBe(404)
    expect(reply.body).not.toContain('"name"')
  })

  it.each([
    '..%2f..%2fescaped.md',
    '%2e%2e/%2e%2e/escaped.md',
    '../../escaped.md',
    'a/../../escaped.md',
    'C%3A%5Cx',
  ])('writes nothing: %s', async (path) => {
    const reply = await put(`/staging/climb/${path}`, 'x')
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.body)).toMatchObject({ ok: false, error: { code: 'NAME_HOSTILE' } })
    const files = await readdir(world.folder, { recursive: true })
    expect(files.filter((file) => file.includes('escaped'))).toEqual([])
  })

  it.each(['/staging/a%2fb/x.md', '/staging/../x/y.md', '/staging/a b/x.md', '/other/x', '/staging/only'])(
    'has no batch: %s',
    async (path) => {
      expect([400, 404]).toContain((await put(encodeURI(path), 'x')).status)
    },
  )
})

describe('requests out of bounds', () => {
  it('have methods, headers and bodies that are refused', async () => {
    for (const method of ['POST', 'DELETE', 'PATCH', 'TRACE'])
      expect((await ask(host, { method, headers: own })).status).toBe(405)
    expect((await get('/', { cookie, 'x-large': 'x'.repeat(20_000) })).status).toBe(431)
  })

  it('do not hang on a request that never ends', async () => {
    const { port } = new URL(host.address)
    const socket = connectTcp(Number(port), '127.0.0.1')
    const closed = new Promise<string>((done) => {
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => done(text))
    })
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
    expect(await closed).toContain('408')
  }, 40_000)
})

describe('the socket', () => {
  const openOwn = async (): Promise<WebSocket> => {
    const socket = await openSocket(host, own)
    if (typeof socket === 'number') throw new Error(`Refused with ${socket}.`)
    return socket
  }
  const closing = (socket: WebSocket): Promise<number> =>
    new Promise((done) => socket.on('close', (code: number) => done(code)))

  it('is at one path', async () => {
    expect(await openSocket(host, own, '/')).toBe(404)
    expect(await openSocket(host, own, '/rpc/../rpc2')).toBe(404)
  })

  it.each([
    ['what is not JSON', '{"id": 1,'],
    ['what is not a call', '[1, "library.list"]'],
    ['an id that is not a number', '{"id": "1", "name": "app.info", "input": {}}'],
    ['a surplus field', '{"id": 1, "name": "app.info", "input": {}, "__proto__": {}}'],
    ['a name without end', JSON.stringify({ id: 1, name: 'x'.repeat(200), input: {} })],
    ['nothing', ''],
  ])('ends at %s', async (_what, message) => {
    const socket = await openOwn()
    const closed = closing(socket)
    socket.send(message)
    expect(await closed).toBe(1008)
  })

  it('ends at a binary message and at one over 16 MiB', async () => {
    const binary = await openOwn()
    const closedBinary = closing(binary)
    binary.send(Buffer.from('{"id": 1, "name": "app.info", "input": {}}'))
    expect(await closedBinary).toBe(1008)
    const large = await openOwn()
    const closedLarge = closing(large)
    large.send('x'.repeat(16 * 1024 ** 2 + 1))
    expect(await closedLarge).toBe(1009)
  })

  it('answers nesting without end with a refusal', async () => {
    const socket = await openOwn()
    const answered = new Promise<string>((done) =>
      socket.on('message', (data: Buffer) => done(data.toString())),
    )
    socket.send(`{"id": 5, "name": "settings.update", "input": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`)
    expect(JSON.parse(await answered)).toMatchObject({
      id: 5,
      envelope: { error: { code: 'INVALID_INPUT' } },
    })
    socket.close()
  })

  it('names no file of this machine as a source', async () => {
    const socket = await openOwn()
    const heard: { event?: string; payload?: unknown }[] = []
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())))
    const sources = [{ kind: 'path', path: join(world.folder, 'sources') }]
    socket.send(JSON.stringify({ id: 1, name: 'library.import', input: { sources } }))
    await expect
      .poll(() => heard.find((each) => each.event === 'import.finished')?.payload)
      .toMatchObject({
        report: { bundles: [], items: [{ outcome: 'refused', code: 'FORBIDDEN' }] },
      })
    socket.close()
  })
})

describe('stopping', () => {
  it('ends sockets, frees the port and leaves no staged file', async () => {
    const folder = await world.makeDataFolder()
    const options = { dataFolder: folder, included: [], interfaceFolder: world.interfaceFolder }
    const running = await startWebHost(options)
    const session = { cookie: await launch(running), origin: originOf(running) }
    const socket = await openSocket(running, session)
    if (typeof socket === 'number') throw new Error('No socket.')
    await ask(running, { method: 'PUT', path: '/staging/b/a.md', headers: session, body: 'x' })
    const closed = new Promise((done) => socket.on('close', done))
    await Promise.all([running.close(), running.close()])
    expect(await closed).toBe(1001)
    await expect(ask(running, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await readdir(join(folder, 'staging'))).toEqual([])
    const again = await startWebHost({ ...options, port: Number(new URL(running.address).port) })
    await again.close()
  })

  it('says so when the port is taken', async () => {
    const port = Number(new URL(host.address).port)
    const options = { dataFolder: await world.makeDataFolder(), included: [], port }
    await expect(startWebHost({ ...options, interfaceFolder: world.interfaceFolder })).rejects.toThrow(
      String(port),
    )
  })
})
