import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { findDataFolder } from '../../../../src-main/hosts/data-folder.ts'

const home = '/home/ada'

test('the folder that is asked for wins, made absolute', () => {
  expect(findDataFolder({ platform: 'linux', env: { LECTERN_DATA_DIR: '/data/x' }, home })).toBe('/data/x')
  expect(findDataFolder({ platform: 'linux', env: { LECTERN_DATA_DIR: 'x' }, home })).toBe(resolve('x'))
})

test('an empty variable is as good as none', () => {
  expect(findDataFolder({ platform: 'linux', env: { LECTERN_DATA_DIR: '' }, home })).toBe(
    '/home/ada/.config/Lectern',
  )
})

test('each platform has its usual place', () => {
  const on = (platform: NodeJS.Platform, env = {}): string =>
    findDataFolder({ platform, env, home }).replaceAll('\\', '/')
  expect(on('linux')).toBe('/home/ada/.config/Lectern')
  expect(on('linux', { XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/Lectern')
  expect(on('linux', { XDG_CONFIG_HOME: 'relative' })).toBe('/home/ada/.config/Lectern')
  expect(on('darwin')).toBe('/home/ada/Library/Application Support/Lectern')
  expect(on('win32', { APPDATA: '/users/ada/roaming' })).toBe('/users/ada/roaming/Lectern')
  expect(on('win32')).toBe('/home/ada/AppData/Roaming/Lectern')
})
