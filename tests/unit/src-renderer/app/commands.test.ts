import { describe, expect, it } from 'vitest'
import { BundleId } from '../../../../src-shared/domain/ids.ts'
import { createCommands, createKeyHandler } from '../../../../src-renderer/app/commands.ts'
import { COMMAND_IDS, type CommandId } from '../../../../src-renderer/app/key-map.ts'
import { createNavigation } from '../../../../src-renderer/app/navigation.ts'
import { settle } from '../fake-host.ts'
import { setUpStores } from './set-up.ts'

const handbook = BundleId.parse('lectern-handbook')

function setUp() {
  const { host, stores } = setUpStores()
  const navigation = createNavigation(stores)
  return { host, stores, navigation, run: createCommands(stores, navigation) }
}

interface FakeKey {
  readonly event: KeyboardEvent
  readonly wasPrevented: () => boolean
}

/** A keydown on an element that matches the given kinds of selectors. */
function keyDown(key: string, options: { ctrl?: boolean; on?: 'field' | 'dialog' | 'page' } = {}): FakeKey {
  let isPrevented = false
  const kinds = { field: 'textarea', dialog: 'alertdialog', page: '\0' }
  const target = { matches: (selector: string) => selector.includes(kinds[options.on ?? 'page']) }
  const event = {
    key,
    code: '',
    ctrlKey: options.ctrl ?? false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    defaultPrevented: false,
    target,
    getModifierState: () => false,
    preventDefault: () => {
      isPrevented = true
    },
  } as unknown as KeyboardEvent
  return { event, wasPrevented: () => isPrevented }
}

describe('commands', () => {
  it('can all be run in an empty window without a fault', async () => {
    const { run } = setUp()
    for (const id of COMMAND_IDS) expect([id, typeof run(id)]).toEqual([id, 'boolean'])
    await settle()
  })

  it('do not apply where there is nothing to apply them to', () => {
    const { run } = setUp()
    const idle: readonly CommandId[] = ['go-to', 'next-document', 'previous-document', 'highlight', 'note']
    expect(idle.filter((id) => run(id))).toEqual([])
  })

  it('open, step and close finding in the document, where one is open', async () => {
    const { stores, navigation, run } = setUp()
    expect([run('find'), run('find-next'), run('find-close')]).toEqual([false, false, false])
    await navigation.start()
    expect([run('find'), stores.find.getState().isOpen]).toEqual([true, true])
    expect([run('find-previous'), run('find-close'), stores.find.getState().isOpen]).toEqual([
      true,
      true,
      false,
    ])
    expect(run('find-close')).toBe(false)
    expect([run('find-next'), stores.find.getState().isOpen]).toEqual([true, true])
  })

  it('open the next document and the one before', async () => {
    const { stores, navigation, run } = setUp()
    await navigation.start()
    run('next-document')
    await settle()
    expect(stores.reader.getState().document?.documentId).toBe('two')
    run('previous-document')
    await settle()
    expect(stores.reader.getState().document?.documentId).toBe('one')
  })

  it('go to the library and back to the text', async () => {
    const { stores, navigation, run } = setUp()
    await navigation.start()
    run('library')
    expect(stores.shell.getState().route).toBe('library')
    run('library')
    expect(stores.shell.getState().route).toBe('reader')
  })

  it('make the text larger for all bundles, or for one that has its own appearance', async () => {
    const { stores, navigation, run } = setUp()
    await navigation.start()
    run('larger')
    stores.settings.setOwnAppearance(handbook, true)
    run('smaller')
    run('smaller')
    const { appearance, appearanceByBundle } = stores.settings.getState().settings
    expect(appearance.fontSize).toBe(19)
    expect(appearanceByBundle[handbook]?.fontSize).toBe(17)
  })

  it('keep the size of the text within its bounds', () => {
    const { stores, run } = setUp()
    for (let step = 0; step < 50; step += 1) run('larger')
    expect(stores.settings.getState().settings.appearance.fontSize).toBe(48)
    run('reset-size')
    expect(stores.settings.getState().settings.appearance.fontSize).toBe(18)
  })

  it('say that there is nothing to undo', async () => {
    const { stores, run } = setUp()
    run('undo')
    await settle()
    expect(stores.shell.getState().toasts.map(({ text }) => text)).toEqual(['Nothing to undo.'])
  })
})

describe('keys', () => {
  function setUpKeys(applies = true) {
    const ran: CommandId[] = []
    const handle = createKeyHandler((id) => {
      ran.push(id)
      return applies
    }, false)
    return { ran, handle }
  }

  it('run their command and mean nothing else', () => {
    const { ran, handle } = setUpKeys()
    const key = keyDown('k', { ctrl: true })
    expect(handle(key.event)).toBe(true)
    expect([ran, key.wasPrevented()]).toEqual([['search'], true])
  })

  it('keep their ordinary meaning where the command does not apply', () => {
    const { handle } = setUpKeys(false)
    const key = keyDown('h')
    expect([handle(key.event), key.wasPrevented()]).toEqual([false, false])
  })

  it('are letters in a field', () => {
    const { ran, handle } = setUpKeys()
    handle(keyDown('h', { on: 'field' }).event)
    handle(keyDown('?', { on: 'field' }).event)
    expect(ran).toEqual([])
    handle(keyDown('k', { ctrl: true, on: 'field' }).event)
    expect(ran).toEqual(['search'])
  })

  it('belong to a dialogue that is open', () => {
    const { ran, handle } = setUpKeys()
    handle(keyDown('k', { ctrl: true, on: 'dialog' }).event)
    expect(ran).toEqual([])
  })

  it('are left alone while text is being composed', () => {
    const { ran, handle } = setUpKeys()
    handle(Object.assign(keyDown('h').event, { isComposing: true }))
    expect(ran).toEqual([])
  })
})
