// `npm run test:e2e`: the end-to-end tests on the built product, in the browser that is found or got. Arguments are
// passed on to Playwright.
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { root } from './build-stamp.mjs'
import { requireModules, requireOwnNode } from './modules.mjs'
import { run } from './run.mjs'

/** Resolves with Playwright's exit code, or with 1 and a sentence where there is no browser. */
export async function runEndToEnd(args) {
  /** Only now: it needs a Node that runs TypeScript, which the installed modules bring along. */
  const { ADVICE, findOrInstallBrowser } = await import('./find-browser.mjs')
  const browser = await findOrInstallBrowser()
  if (browser === null) {
    console.error(ADVICE)
    return 1
  }
  await buildIfStale({ announce: true })
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  const env = { ...process.env, LECTERN_BROWSER: browser }
  return run(process.execPath, [cli, 'test', ...args], { cwd: root, env })
}

if (import.meta.filename === process.argv[1]) {
  requireModules()
  requireOwnNode('test:e2e')
  process.exit(await runEndToEnd(process.argv.slice(2)))
}
