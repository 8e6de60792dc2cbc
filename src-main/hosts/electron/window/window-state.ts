// Where the window stood, remembered in window-state.json in the data folder. docs/formats/window-state.md describes
// the file. It knows no window; it only reads, fits and writes.
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../../../publishing/index.ts'

/** A rectangle on the desktop, in device-independent pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const coordinate = z.number().int().min(-100_000).max(100_000)
const extent = z.number().int().min(1).max(100_000)

/** `x` and `y` are absent until the window has been moved; `maximized` and `fullScreen` keep the size below them. */
export const WindowState = z.object({
  version: z.literal(1),
  x: coordinate.optional(),
  y: coordinate.optional(),
  width: extent,
  height: extent,
  maximized: z.boolean(),
  fullScreen: z.boolean(),
})
export type WindowState = z.infer<typeof WindowState>

export const DEFAULT_STATE: WindowState = {
  version: 1,
  width: 1180,
  height: 820,
  maximized: false,
  fullScreen: false,
}

/** Smallest window that the interface is laid out for, in device-independent pixels. */
export const MIN_SIZE = { width: 480, height: 400 } as const

const Newer = z.object({ version: z.number().int().min(2) })

export interface WindowStateFile {
  readonly state: WindowState
  /** Replaces the file. A file of a newer version is left as it is. Rejects with NOT_SAVED. */
  save(state: WindowState): Promise<void>
}

/** Never rejects: without a readable file the window has its default size. A damaged file is set aside. */
export async function loadWindowState(folder: string): Promise<WindowStateFile> {
  const path = join(folder, 'window-state.json')
  const save = async (state: WindowState): Promise<void> => {
    await replaceFile(path, toChunks(`${JSON.stringify(state, null, 2)}\n`))
  }
  const value = await readJson(path)
  if (value.kind === 'absent') return { state: DEFAULT_STATE, save }
  const parsed = WindowState.safeParse(value.kind === 'json' ? value.value : undefined)
  if (parsed.success) return { state: parsed.data, save }
  if (value.kind === 'json' && Newer.safeParse(value.value).success)
    return { state: DEFAULT_STATE, save: () => Promise.resolve() }
  await rename(path, join(folder, 'window-state.damaged.json')).catch(() => undefined)
  return { state: DEFAULT_STATE, save }
}

/**
 * The state moved so that the window can be reached: at least half of it, and its upper edge, on one of the displays.
 * A window whose display is gone goes to the middle of the screen (no `x` and `y`), no larger than the first display.
 * @param displays work areas, the primary one first; with none the state is left as it is
 */
export function fitToDisplays(state: WindowState, displays: readonly Area[]): WindowState {
  const [primary] = displays
  if (primary === undefined) return state
  const { x, y, width, height, ...rest } = state
  if (x !== undefined && y !== undefined) {
    const home = displays.find((display) => isReachable({ x, y, width, height }, display))
    if (home !== undefined) return { ...rest, x, y, ...clampSize(width, height, home) }
  }
  return { ...rest, ...clampSize(width, height, primary) }
}

function isReachable(window: Area, display: Area): boolean {
  const seenX = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  const seenY = Math.min(window.y + window.height, display.y + display.height) - Math.max(window.y, display.y)
  const isTopSeen = window.y >= display.y && window.y < display.y + display.height
  return isTopSeen && seenX > 0 && seenY > 0 && seenX * seenY >= (window.width * window.height) / 2
}

function clampSize(width: number, height: number, display: Area): { width: number; height: number } {
  return {
    width: Math.max(MIN_SIZE.width, Math.min(width, display.width)),
    height: Math.max(MIN_SIZE.height, Math.min(height, display.height)),
  }
}

type Json = { kind: 'absent' } | { kind: 'damaged' } | { kind: 'json'; value: unknown }

async function readJson(path: string): Promise<Json> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return { kind: 'absent' }
  }
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown }
  } catch {
    return { kind: 'damaged' }
  }
}

async function* toChunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}
