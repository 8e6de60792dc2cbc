import { describe, expect, it, vi } from 'vitest'
import { createRouter } from '../../../../src-main/ipc/router.ts'
import type { ProcedureName, Services } from '../../../../src-shared/contract/contract.ts'
import { contract } from '../../../../src-shared/contract/contract.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'

/** Services that all fail, but for those given. */
function makeServices(own: Partial<Services> = {}): Services {
  const names = Object.keys(contract) as ProcedureName[]
  const failing = names.map((name) => [name, () => Promise.reject(new Error(`${name} was not expected`))])
  return { ...(Object.fromEntries(failing) as unknown as Services), ...own }
}

describe('the router', () => {
  it('hands the validated input to the service and answers with its value', async () => {
    const open = vi.fn(() =>
      Promise.reject(new LecternError('NOT_FOUND', 'No such bundle.', { details: { a: 1 } })),
    )
    const router = createRouter(makeServices({ 'library.open': open }))
    const envelope = await router.handle('library.open', { bundleId: 'b' })
    expect(open).toHaveBeenCalledWith({ bundleId: 'b' })
    expect(envelope).toEqual({
      ok: false,
      error: { code: 'NOT_FOUND', message: 'No such bundle.', details: { a: 1 } },
    })
  })

  it('names the procedure and the field of an input that is refused', async () => {
    const router = createRouter(makeServices())
    const envelope = await router.handle('annotations.edit', { bundleId: 'b', ids: ['x'], patch: {} })
    expect(envelope).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', details: { procedure: 'annotations.edit', field: 'ids.0' } },
    })
    expect(!envelope.ok && envelope.error.message).toContain('annotations.edit: the field “ids.0”')
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'library', 'library.open ', ''])(
    'refuses the name %j',
    async (name) => {
      const envelope = await createRouter(makeServices()).handle(name, {})
      expect(envelope).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PROCEDURE' } })
    },
  )

  it('refuses keys that reach a prototype before any schema sees them', async () => {
    const update = vi.fn(() => Promise.reject(new Error('must not be called')))
    const router = createRouter(makeServices({ 'settings.update': update }))
    const input: unknown = JSON.parse('{"patch": {"appearanceByBundle": {"constructor": {"fontSize": 20}}}}')
    expect(await router.handle('settings.update', input)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', details: { field: 'patch.appearanceByBundle.constructor' } },
    })
    expect(update).not.toHaveBeenCalled()
  })

  it('turns a bug into INTERNAL without its text, and tells the log', async () => {
    const log = vi.fn()
    const bug = new TypeError('secret path /home/someone')
    const router = createRouter(makeServices({ 'settings.get': () => Promise.reject(bug) }), { log })
    const envelope = await router.handle('settings.get', {})
    expect(envelope).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(JSON.stringify(envelope)).not.toContain('secret')
    expect(log).toHaveBeenCalledWith('A fault in settings.get', bug)
  })

  it('turns a service that throws at once into an envelope as well', async () => {
    const router = createRouter(
      makeServices({
        'library.cancelImport': () => {
          throw new LecternError('READ_ONLY', 'Not now.')
        },
      }),
    )
    expect(await router.handle('library.cancelImport', { jobId: 'j' })).toMatchObject({
      ok: false,
      error: { code: 'READ_ONLY' },
    })
  })

  it('treats an answer that breaks the contract as a bug', async () => {
    const log = vi.fn()
    const wrong = {
      'host.saveFile': () => Promise.resolve({ kind: 'posted' }),
    } as unknown as Partial<Services>
    const file = { name: 'a.md', mediaType: 'text/markdown', text: '' }
    const envelope = await createRouter(makeServices(wrong), { log }).handle('host.saveFile', { file })
    expect(envelope).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
    expect(String(log.mock.calls[0]?.[1])).toContain('host.saveFile')
  })

  it('drops from an answer what the contract does not name', async () => {
    const chatty = { kind: 'saved', path: '/a', token: 'secret' } as const
    const router = createRouter(makeServices({ 'host.saveFile': () => Promise.resolve(chatty) }))
    const file = { name: 'a.md', mediaType: 'text/markdown', text: '' }
    expect(await router.handle('host.saveFile', { file })).toEqual({
      ok: true,
      value: { kind: 'saved', path: '/a' },
    })
  })

  it('passes answers on as they are where it is told not to check them', async () => {
    const chatty = { kind: 'saved', path: '/a', more: 1 } as const
    const services = makeServices({ 'host.saveFile': () => Promise.resolve(chatty) })
    const router = createRouter(services, { checkOutput: false })
    const file = { name: 'a.md', mediaType: 'text/markdown', text: '' }
    expect(await router.handle('host.saveFile', { file })).toEqual({ ok: true, value: chatty })
    expect(await router.handle('host.saveFile', {})).toMatchObject({ ok: false })
  })

  it('refuses to be made with a service missing or one too many', () => {
    const { 'search.query': missing, ...rest } = makeServices()
    expect(missing).toBeDefined()
    expect(() => createRouter(rest as Services)).toThrow('search.query')
    expect(() => createRouter({ ...makeServices(), 'library.burn': vi.fn() } as Services)).toThrow(
      'library.burn',
    )
  })
})
