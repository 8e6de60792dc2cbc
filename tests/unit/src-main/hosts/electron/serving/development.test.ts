import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import {
  findDevelopmentServer,
  serveFromDevelopment,
} from '../../../../../../src-main/hosts/electron/serving/development.ts'

const named = (url: string) => ({ ELECTRON_RENDERER_URL: url })

test('only plain HTTP on this machine is a development server, and never in a package', () => {
  expect(findDevelopmentServer(named('http://localhost:5173/x'), false)).toEqual({
    origin: 'http://localhost:5173',
    socket: 'ws://localhost:5173',
  })
  expect(findDevelopmentServer(named('http://localhost:5173'), true)).toBeNull()
  expect(findDevelopmentServer({}, false)).toBeNull()
  for (const url of [
    'https://localhost:1',
    'http://example.com',
    'http://localhost.example.com',
    'file:///x',
    'x',
  ])
    expect(findDevelopmentServer(named(url), false)).toBeNull()
})

test('a file comes from the server, under a policy that lets it write into the page', async () => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/javascript').end(`// ${request.url}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  try {
    const found = findDevelopmentServer(named(`http://127.0.0.1:${port}/`), false)!
    const response = await serveFromDevelopment(found, 'lectern-app://app/app/main.tsx?t=1')
    expect(await response.text()).toBe('// /app/main.tsx?t=1')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port}`)
    expect(policy).toContain("style-src 'self' 'unsafe-inline'")
    expect(policy).toContain("object-src 'none'")
  } finally {
    server.close()
  }
})
