// The fixture of every end-to-end test: Lectern running on a data folder of its own, in either host. A test says what a
// person does and sees; which host shows it is the project's business.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import { findElectron, launchElectron, NO_ELECTRON } from './electron-app.ts'
import { makeDataFolder, startHost } from './web-host.ts'

export type HostKind = 'web' | 'electron'

/** A running Lectern. `page` changes with every restart. */
export interface Lectern {
  readonly dataFolder: string
  readonly page: Page
  /** Stops as a person would (Ctrl+C, quit) and starts again on the same data. */
  restart(): Promise<void>
  /** Ends at once, as a power cut would, and starts again. Only on the web host. */
  crash(): Promise<void>
  /** The frame that shows the document. */
  readonly text: FrameLocator
  /** A file of the data folder, as text. */
  readData(path: string): Promise<string>
}

interface Session {
  readonly page: Page
  stop(): Promise<void>
  kill(): Promise<void>
}

/** What a project or a test sets: the host, and how the window looks on the web host. */
export interface HostOptions {
  hostKind: HostKind
  look: { colorScheme: 'light' | 'dark'; width: number; height: number }
  /** Files that are named when Lectern is started for the first time. */
  files: readonly string[]
}

export const test = base.extend<HostOptions & { lectern: Lectern }>({
  hostKind: ['web', { option: true }],
  look: [{ colorScheme: 'light', width: 1280, height: 800 }, { option: true }],
  files: [[], { option: true }],
  lectern: async ({ hostKind, look, files, browser }, use) => {
    test.skip(hostKind === 'electron' && findElectron() === null, NO_ELECTRON)
    const data = await makeDataFolder()
    const open = async (named: readonly string[] = []): Promise<Session> => {
      if (hostKind === 'electron') {
        const running = await launchElectron(data.folder, ...named)
        return { page: running.page, stop: () => running.stop(), kill: () => running.stop() }
      }
      const host = await startHost(data.folder, ...named)
      const context = await browser.newContext({
        viewport: { width: look.width, height: look.height },
        colorScheme: look.colorScheme,
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      const page = await context.newPage()
      await page.goto(host.url)
      return {
        page,
        async stop() {
          await context.close()
          expect(await host.stop(), 'the host stops cleanly').toBe(0)
        },
        async kill() {
          await host.kill()
          await context.close()
        },
      }
    }
    let session = await open(files)
    await use({
      dataFolder: data.folder,
      get page() {
        return session.page
      },
      get text() {
        return session.page.frameLocator('iframe')
      },
      async restart() {
        await session.stop()
        session = await open()
      },
      async crash() {
        await session.kill()
        session = await open()
      },
      readData: (path) => readFile(join(data.folder, path), 'utf8'),
    })
    await session.stop()
    await data.remove()
  },
})

export { expect }

/** Waits until the document with that first heading is shown. */
export async function expectReading(lectern: Lectern, heading: string | RegExp): Promise<void> {
  await expect(lectern.text.getByRole('heading', { level: 1 }).first()).toHaveText(heading)
}

/** Selects one word by a double click on the first element with that text; resolves with the word. */
export async function selectWord(target: Locator): Promise<void> {
  await target.first().scrollIntoViewIfNeeded()
  await target.first().dblclick({ position: { x: 20, y: 10 } })
}

/** Types into the library search, as Ctrl+K and the keyboard do. */
export async function search(lectern: Lectern, words: string): Promise<void> {
  await lectern.page.keyboard.press('Control+k')
  const box = lectern.page.getByLabel('Search the library', { exact: true })
  await expect(box).toBeFocused()
  await box.fill('')
  await box.pressSequentially(words)
}
