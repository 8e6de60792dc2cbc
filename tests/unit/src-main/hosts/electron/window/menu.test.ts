import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { Command } from '../../../../../../src-shared/contract/contract.ts'
import { buildMenu } from '../../../../../../src-main/hosts/electron/window/menu.ts'

function open(platform: NodeJS.Platform, devTools = false) {
  const sent: string[] = []
  const menu = buildMenu({ platform, devTools, send: (command) => sent.push(command) })
  const items = menu.flatMap((each) => each.submenu as MenuItemConstructorOptions[])
  return { menu, items, sent }
}

test.each(['linux', 'win32'] as const)('on %s every command of the contract has an item', (platform) => {
  const { items, sent } = open(platform)
  for (const item of items) (item.click as (() => void) | undefined)?.()
  expect(sent.sort()).toEqual([...Command.options].sort())
})

test('undo in a field is never taken for undo of a note: elsewhere the page has the key, on macOS the system', () => {
  const undo = (platform: NodeJS.Platform) =>
    open(platform).items.find((item) => item.label === 'Undo' || item.role === 'undo')
  expect(undo('linux')).toMatchObject({ registerAccelerator: false })
  expect(undo('darwin')).toEqual({ role: 'undo' })
})

test('macOS has the application menu first, with settings, about and quit; elsewhere they stand in File and Help', () => {
  const mac = open('darwin')
  expect(mac.menu[0]).toMatchObject({ role: 'appMenu' })
  expect((mac.menu[0]!.submenu as MenuItemConstructorOptions[]).map((item) => item.role)).toContain('about')
  const linux = open('linux')
  expect(linux.menu.map((each) => each.label)).toEqual(['File', 'Edit', 'View', 'Go', 'Window', 'Help'])
  expect((linux.menu[0]!.submenu as MenuItemConstructorOptions[]).at(-1)).toMatchObject({ role: 'quit' })
})

test('no accelerator is given twice', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    const keys = open(platform).items.flatMap((item) => item.accelerator ?? [])
    expect(keys).toEqual([...new Set(keys)])
  }
})

test('the developer tools have an item only where they may be opened', () => {
  const roles = (devTools: boolean) => open('linux', devTools).items.map((item) => item.role)
  expect(roles(true)).toContain('toggleDevTools')
  expect(roles(false)).not.toContain('toggleDevTools')
})
