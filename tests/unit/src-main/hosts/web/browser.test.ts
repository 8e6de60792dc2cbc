import { describe, expect, it } from 'vitest'
import { canOpenWindow, findBrowser } from '../../../../../src-main/hosts/web/browser.ts'

function machine(platform: NodeJS.Platform, env: Record<string, string>, installed: readonly string[]) {
  return { platform, env, home: '/home/me', exists: (path: string) => installed.includes(path) }
}

describe('findBrowser', () => {
  it('takes the one that is named, or none when that is not there', () => {
    const env = { LECTERN_BROWSER: '/opt/mine', PATH: '/usr/bin' }
    expect(findBrowser(machine('linux', env, ['/opt/mine', '/usr/bin/chromium']))).toBe('/opt/mine')
    expect(findBrowser(machine('linux', env, ['/usr/bin/chromium']))).toBeNull()
  })

  it.each([
    ['linux', { PATH: '/home/me/bin:/usr/bin' }, '/home/me/bin/chromium'],
    ['linux', { PATH: '' }, '/usr/bin/google-chrome'],
    ['linux', { PATH: '/usr/bin' }, '/snap/bin/chromium'],
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', {}, '/home/me/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    ['win32', { 'ProgramFiles(x86)': 'C:\\P86' }, 'C:\\P86\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Local\\Google\\Chrome\\Application\\chrome.exe'],
  ] as const)('finds it on %s', (platform, env, path) => {
    expect(findBrowser(machine(platform, env, [path]))).toBe(path)
  })

  it('never takes a program from the current folder', () => {
    expect(
      findBrowser(machine('linux', { PATH: '.:bin:' }, ['./chromium', 'bin/chromium', '/chromium'])),
    ).toBeNull()
  })

  it('finds none where none is', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(findBrowser(machine(platform, { PATH: '/usr/bin' }, []))).toBeNull()
  })
})

describe('canOpenWindow', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0', CI: 'true' }, false],
    ['darwin', {}, true],
    ['win32', { CI: '1' }, false],
  ] as const)('on %s with %j says %s', (platform, env, answer) => {
    expect(canOpenWindow(machine(platform, env, []))).toBe(answer)
  })
})
