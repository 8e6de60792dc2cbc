// The person's settings as the interface holds them: shown at once, saved behind. What is saved is the services' affair.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../src-shared/contract/client.ts'
import { type Failure, toFailure } from '../../src-shared/contract/errors.ts'
import type { BundleId } from '../../src-shared/domain/ids.ts'
import { type Appearance, Settings, type SettingsPatch } from '../../src-shared/domain/settings.ts'

export interface SettingsState {
  readonly settings: Settings
  /** False until the saved settings have arrived; the defaults stand until then. */
  readonly isLoaded: boolean
  /** Why the last change could not be saved; it is taken back then. */
  readonly failure: Failure | null
}

/** Whose appearance is meant: one bundle's, or everybody's. */
export type AppearanceScope = BundleId | null

export interface SettingsStore extends StoreApi<SettingsState> {
  /** Reads the saved settings. Never rejects: the defaults stand when they cannot be read. */
  readonly load: () => Promise<void>
  /** Shows the change at once and saves it; takes it back when it cannot be saved. Never rejects. */
  readonly update: (patch: SettingsPatch) => Promise<void>
  /** Changes the appearance, shown at once; it is written when there has been no change for a moment. */
  readonly setAppearance: (patch: Partial<Appearance>, scope: AppearanceScope) => void
  /** Back to the defaults, or for a bundle back to what all bundles have. */
  readonly resetAppearance: (scope: AppearanceScope) => void
  /** Gives a bundle an appearance of its own (starting as it looks now), or takes it away. */
  readonly setOwnAppearance: (bundleId: BundleId, isOwn: boolean) => void
  /** Writes what is still waiting. */
  readonly flush: () => Promise<void>
}

/** How long a change of appearance waits for the next, in milliseconds. */
const REST = 250

interface Kernel {
  readonly client: Client
  readonly store: StoreApi<SettingsState>
  waiting: SettingsPatch
  timer: ReturnType<typeof setTimeout> | undefined
  /** Changes on their way; events that arrive meanwhile are older than what is shown. */
  underWay: number
}

export function createSettingsStore(client: Client): SettingsStore {
  const store = createStore<SettingsState>(() => ({
    settings: Settings.parse({}),
    isLoaded: false,
    failure: null,
  }))
  const kernel: Kernel = { client, store, waiting: {}, timer: undefined, underWay: 0 }
  client.on('settings.changed', (settings) => {
    if (kernel.underWay === 0 && kernel.timer === undefined) store.setState({ settings })
  })
  return Object.assign(store, {
    load: () => load(kernel),
    update: (patch: SettingsPatch) => update(kernel, patch),
    setAppearance: (patch: Partial<Appearance>, scope: AppearanceScope) => {
      setAppearance(kernel, patch, scope)
    },
    resetAppearance: (scope: AppearanceScope) => {
      resetAppearance(kernel, scope)
    },
    setOwnAppearance: (bundleId: BundleId, isOwn: boolean) => {
      setOwnAppearance(kernel, bundleId, isOwn)
    },
    flush: () => flush(kernel),
  })
}

/** How documents of a bundle look: everybody's appearance with the bundle's own differences. */
export function toAppearance(settings: Settings, bundleId: AppearanceScope): Appearance {
  const own = bundleId === null ? undefined : settings.appearanceByBundle[bundleId]
  return own === undefined ? settings.appearance : { ...settings.appearance, ...withoutUndefined(own) }
}

/** The bundle has an appearance of its own. */
export function hasOwnAppearance(settings: Settings, bundleId: BundleId): boolean {
  return settings.appearanceByBundle[bundleId] !== undefined
}

async function load(kernel: Kernel): Promise<void> {
  try {
    kernel.store.setState({ settings: await kernel.client.call('settings.get', {}), isLoaded: true })
  } catch (error) {
    kernel.store.setState({ isLoaded: true, failure: toFailure(error) })
  }
}

async function update(kernel: Kernel, patch: SettingsPatch): Promise<void> {
  const before = kernel.store.getState().settings
  kernel.store.setState({ settings: merge(before, patch), failure: null })
  kernel.underWay += 1
  try {
    const saved = await kernel.client.call('settings.update', { patch })
    if (kernel.underWay === 1 && kernel.timer === undefined) kernel.store.setState({ settings: saved })
  } catch (error) {
    kernel.store.setState({ settings: before, failure: toFailure(error) })
  } finally {
    kernel.underWay -= 1
  }
}

function setAppearance(kernel: Kernel, patch: Partial<Appearance>, scope: AppearanceScope): void {
  const { settings } = kernel.store.getState()
  if (scope === null) {
    later(kernel, { appearance: { ...settings.appearance, ...patch } })
    return
  }
  const own = { ...settings.appearanceByBundle[scope], ...patch }
  later(kernel, { appearanceByBundle: { ...settings.appearanceByBundle, [scope]: own } })
}

function resetAppearance(kernel: Kernel, scope: AppearanceScope): void {
  if (scope === null) later(kernel, { appearance: Settings.parse({}).appearance })
  else setOwnAppearance(kernel, scope, false)
}

function setOwnAppearance(kernel: Kernel, bundleId: BundleId, isOwn: boolean): void {
  const { settings } = kernel.store.getState()
  const others = Object.entries(settings.appearanceByBundle).filter(([id]) => id !== bundleId)
  const own = isOwn ? [[bundleId, toAppearance(settings, bundleId)] as const] : []
  later(kernel, { appearanceByBundle: Object.fromEntries([...others, ...own]) })
}

function later(kernel: Kernel, patch: SettingsPatch): void {
  kernel.waiting = { ...kernel.waiting, ...patch }
  kernel.store.setState(({ settings }) => ({ settings: merge(settings, patch) }))
  clearTimeout(kernel.timer)
  kernel.timer = setTimeout(() => void flush(kernel), REST)
}

async function flush(kernel: Kernel): Promise<void> {
  clearTimeout(kernel.timer)
  kernel.timer = undefined
  const patch = kernel.waiting
  kernel.waiting = {}
  if (Object.keys(patch).length > 0) await update(kernel, patch)
}

function merge(settings: Settings, patch: SettingsPatch): Settings {
  return { ...settings, ...withoutUndefined(patch) }
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
