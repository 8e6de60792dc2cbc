import { expect, test } from 'vitest'
import {
  DISABLED_FEATURES,
  hardenCommandLine,
  REMOVED_SWITCHES,
  SWITCHES,
} from '../../../../../../src-main/hosts/electron/guards/command-line.ts'

function commandLine(given: Record<string, string>) {
  const switches = new Map(Object.entries(given))
  return {
    switches,
    appendSwitch: (name: string, value = ''): void => void switches.set(name, value),
    removeSwitch: (name: string): void => void switches.delete(name),
    hasSwitch: (name: string): boolean => switches.has(name),
    getSwitchValue: (name: string): string => switches.get(name) ?? '',
  }
}

test('every switch is set, whatever was given for it', () => {
  const line = commandLine({ 'host-resolver-rules': 'MAP a b' })
  hardenCommandLine({ commandLine: line, isPackaged: false }, false)
  for (const [name, value] of Object.entries(SWITCHES)) expect(line.switches.get(name)).toBe(value)
})

test('features that were switched off by hand stay off', () => {
  const line = commandLine({ 'disable-features': 'One,Two' })
  hardenCommandLine({ commandLine: line, isPackaged: false }, false)
  expect(line.switches.get('disable-features')?.split(',')).toEqual(['One', 'Two', ...DISABLED_FEATURES])
})

test('a package loses the switches that open it up; the sources keep them', () => {
  const given = Object.fromEntries(REMOVED_SWITCHES.map((name) => [name, 'x']))
  const packaged = commandLine(given)
  hardenCommandLine({ commandLine: packaged, isPackaged: true }, false)
  expect(REMOVED_SWITCHES.filter((name) => packaged.hasSwitch(name))).toEqual([])
  const sources = commandLine(given)
  hardenCommandLine({ commandLine: sources, isPackaged: false }, false)
  expect(sources.hasSwitch('remote-debugging-port')).toBe(true)
})

test('a development server is reached by name, and nothing else is', () => {
  const line = commandLine({})
  hardenCommandLine({ commandLine: line, isPackaged: false }, true)
  expect(line.switches.get('host-resolver-rules')).toBe(
    'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  )
})
