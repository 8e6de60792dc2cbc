// `npm test`: every suite, unit to end-to-end, and one last line with what came of all of them. A suite that could not
// run at all counts as one failure. `--unit` or `--e2e` runs that part alone; `--checks` also runs the other parts of
// `npm run check`, each of which counts when it fails.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './build-stamp.mjs'
import { runEndToEnd } from './e2e.mjs'
import { requireModules, requireOwnNode } from './modules.mjs'
import { run } from './run.mjs'

const unitReport = join(root, 'out/unit-tests.json')
const e2eReport = join(root, 'test-results/e2e.json')

const suites = [
  { name: 'unit', report: unitReport, run: runUnit, count: countUnit },
  { name: 'e2e', report: e2eReport, run: () => runEndToEnd([]), count: countEndToEnd },
]

const checks = ['format:check', 'lint', 'types', 'deps']

requireModules()
requireOwnNode('test')
const chosen = suites.filter(({ name }) => process.argv.includes(`--${name}`))
const total = { passed: 0, failed: process.argv.includes('--checks') ? await runChecks() : 0, skipped: 0 }
for (const suite of chosen.length > 0 ? chosen : suites) {
  const counts = await runSuite(suite)
  for (const key of Object.keys(total)) total[key] += counts[key]
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

/** Runs all of them, and says how many failed. */
async function runChecks() {
  let failed = 0
  for (const name of checks) {
    const code = await run('npm', ['run', '-s', name], { cwd: root, shell: process.platform === 'win32' })
    if (code === 0) continue
    console.error(`npm run ${name} failed.`)
    failed += 1
  }
  return failed
}

/** Counts from the suite's report. An exit code that the report does not explain is a failure of its own. */
async function runSuite(suite) {
  rmSync(suite.report, { force: true })
  let code = 1
  try {
    code = await suite.run()
  } catch (error) {
    console.error(error.message)
  }
  const counts = readCounts(suite)
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

function readCounts({ report, count }) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function runUnit() {
  const cli = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [cli, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]
  return run(process.execPath, args, { cwd: root })
}

function countUnit(report) {
  const failedFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function countEndToEnd({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }
}
