import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Area,
  DEFAULT_STATE,
  fitToDisplays,
  loadWindowState,
  MIN_SIZE,
  type WindowState,
} from '../../../../../../src-main/hosts/electron/window/window-state.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-window-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const moved: WindowState = { ...DEFAULT_STATE, x: -1200, y: 40, width: 900, height: 700, maximized: true }

describe('the file', () => {
  test('what was saved is loaded', async () => {
    const file = await loadWindowState(folder)
    expect(file.state).toEqual(DEFAULT_STATE)
    await file.save(moved)
    expect((await loadWindowState(folder)).state).toEqual(moved)
    expect(await readdir(folder)).toEqual(['window-state.json'])
  })

  test('version 1 is read as it was frozen', async () => {
    const frozen = await readFile(
      join(import.meta.dirname, '../../../../../../tests/fixtures/window-state/v1.json'),
      'utf8',
    )
    await writeFile(join(folder, 'window-state.json'), frozen)
    expect((await loadWindowState(folder)).state).toEqual({
      version: 1,
      x: 120,
      y: 64,
      width: 1280,
      height: 860,
      maximized: false,
      fullScreen: true,
    })
  })

  test.each(['', '{', '[]', '{"version":1,"width":"wide"}', '{"version":1,"width":0}'])(
    'a damaged file (%j) is set aside and the default taken',
    async (text) => {
      await writeFile(join(folder, 'window-state.json'), text)
      const file = await loadWindowState(folder)
      expect(file.state).toEqual(DEFAULT_STATE)
      expect(await readFile(join(folder, 'window-state.damaged.json'), 'utf8')).toBe(text)
    },
  )

  test('a file of a newer version is left as it is', async () => {
    const newer = '{"version":2,"screens":[]}'
    await writeFile(join(folder, 'window-state.json'), newer)
    const file = await loadWindowState(folder)
    await file.save(moved)
    expect(file.state).toEqual(DEFAULT_STATE)
    expect(await readFile(join(folder, 'window-state.json'), 'utf8')).toBe(newer)
  })
})

describe('fitting to the displays', () => {
  const left: Area = { x: -1920, y: 0, width: 1920, height: 1080 }
  const main: Area = { x: 0, y: 0, width: 1440, height: 860 }

  test('a window on a second display stays there', () => {
    expect(fitToDisplays(moved, [main, left])).toEqual(moved)
  })

  test('a window whose display is gone comes back, no larger than the first', () => {
    const wide = { ...moved, width: 3000, height: 2000 }
    expect(fitToDisplays(wide, [main])).toEqual({
      version: 1,
      width: 1440,
      height: 860,
      maximized: true,
      fullScreen: false,
    })
  })

  test('a window whose title bar is above the screen comes back', () => {
    const { x, y } = fitToDisplays({ ...moved, x: 10, y: -30 }, [main])
    expect([x, y]).toEqual([undefined, undefined])
  })

  const area = fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 600, max: 4000 }),
    height: fc.integer({ min: 500, max: 3000 }),
  })

  test('whatever was saved, the upper edge can be reached', () => {
    fc.assert(
      fc.property(area, fc.array(area, { minLength: 1, maxLength: 4 }), (saved, displays) => {
        const state = fitToDisplays({ ...DEFAULT_STATE, ...saved }, displays)
        const { x, y, width, height } = state
        expect(width).toBeGreaterThanOrEqual(MIN_SIZE.width)
        expect(height).toBeGreaterThanOrEqual(MIN_SIZE.height)
        if (x !== undefined && y !== undefined)
          expect(
            displays.some(
              (display) =>
                y >= display.y &&
                y < display.y + display.height &&
                x < display.x + display.width &&
                x + width > display.x,
            ),
          ).toBe(true)
        else expect(width <= displays[0]!.width && height <= displays[0]!.height).toBe(true)
      }),
    )
  })

  test('without a display nothing is changed', () => {
    expect(fitToDisplays(moved, [])).toEqual(moved)
  })
})
