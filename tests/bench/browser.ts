// The browser that is measured in: an installed one of the Chromium family, driven by Playwright, at one size of window.
import { type Browser, chromium, type Page } from '@playwright/test'
import { homedir } from 'node:os'
import { findBrowser, thisMachine } from '../../src-main/hosts/web/browser.ts'

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

/** Opens the browser; null, and a word about it, where there is none. */
export async function openBrowser(say: (line: string) => void): Promise<Browser | null> {
  const executablePath = process.env['LECTERN_BROWSER'] ?? findBrowser(thisMachine(homedir()))
  if (executablePath === null) {
    say('no Chromium, Chrome or Edge here: not measured')
    return null
  }
  return chromium.launch({ executablePath, args: ARGUMENTS })
}

export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  })
  return context.newPage()
}
