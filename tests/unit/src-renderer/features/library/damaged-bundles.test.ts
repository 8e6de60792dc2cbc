// @vitest-environment jsdom
import { act, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BundleId } from '../../../../../src-shared/domain/ids.ts'
import { DamagedBundles } from '../../../../../src-renderer/features/library/DamagedBundles.tsx'
import { createStores, type Stores } from '../../../../../src-renderer/stores/stores.ts'
import { StoresProvider } from '../../../../../src-renderer/stores/use-stores.ts'
import { createFakeFinder } from '../../fake-finder.ts'
import { createFakeHost, type FakeHost } from '../../fake-host.ts'

const failure = { code: 'ARCHIVE_DAMAGED', message: '/data/one.webpub is damaged.', details: {} } as const
const installed = { file: '/data/one.webpub', failure, bundleId: BundleId.parse('one') }
const included = { file: '/app/two.webpub', failure }

let host: FakeHost
let stores: Stores
let root: Root

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  // What the dialogue needs of a browser and jsdom does not have.
  vi.stubGlobal('CSS', { escape: (text: string) => text })
  host = createFakeHost()
  host.answer('library.list', () => ({ bundles: [], damaged: [installed, included] }))
  host.answer('library.remove', () => ({ notesKept: 2 }))
  stores = createStores(host.client, { handOver: () => Promise.resolve([]) }, createFakeFinder())
  await stores.library.refresh()
  const place = document.body.appendChild(document.createElement('div'))
  root = createRoot(place)
  await act(async () => {
    root.render(createElement(StoresProvider, { value: stores }, createElement(DamagedBundles)))
    await Promise.resolve()
  })
})

afterEach(async () => {
  await act(async () => {
    root.unmount()
    await Promise.resolve()
  })
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

async function press(name: string): Promise<void> {
  const buttons = [...document.querySelectorAll('button')]
  const button = buttons.find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name)
  if (button === undefined) throw new Error(`There is no button ${name}.`)
  await act(async () => {
    button.click()
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}

describe('bundles that cannot be opened', () => {
  it('removes an installed one after asking, and says that its notes are kept', async () => {
    expect(document.querySelectorAll('.damaged li')).toHaveLength(2)
    expect(document.querySelectorAll('.damaged button')).toHaveLength(1)
    await press('Remove one from the library')
    expect(document.querySelector('[role=alertdialog]')?.textContent).toContain('/data/one.webpub')
    expect(host.inputs('library.remove')).toEqual([])
    host.answer('library.list', () => ({ bundles: [], damaged: [included] }))
    await press('Remove')
    expect(host.inputs('library.remove')).toEqual([{ bundleId: 'one', damaged: true }])
    expect(document.querySelectorAll('.damaged li')).toHaveLength(1)
    expect(stores.shell.getState().toasts.map(({ text }) => text)).toEqual([
      'Removed “one”. Its 2 notes are kept.',
    ])
  })
})
