#!/usr/bin/env node
// Starts the command line: the built one where it is there and up to date, else the sources as they are. Written for
// Node 20, which cannot run the sources: there it goes on with the project's own Node.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const built = join(root, 'out', 'main', 'cli.js')
const source = join(root, 'src-main', 'cli', 'main.ts')
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const runsTypeScript = Boolean(process.features.typescript)

const entry = chooseEntry()
if (entry === null) refuse()
else if (canRun(entry)) await import(pathToFileURL(entry).href)
else goOnWith(ownNode)

/** The build runs on old Nodes too, but better on the one it was tested with, where that is there. */
function canRun(path) {
  if (path === source) return runsTypeScript
  return Number.parseInt(process.versions.node) >= 22 || !existsSync(ownNode)
}

function chooseEntry() {
  const hasSource = existsSync(source)
  const hasBuilt = existsSync(built)
  if (hasBuilt && (!hasSource || !isStale())) return built
  if (hasSource && (runsTypeScript || existsSync(ownNode))) return source
  return hasBuilt ? built : null
}

/** Whether a source is younger than the build. */
function isStale() {
  const time = statSync(built).mtimeMs
  return ['src-main', 'src-shared', 'package.json'].some((path) => isYounger(join(root, path), time))
}

function isYounger(path, time) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs > time
  return readdirSync(path).some((name) => isYounger(join(path, name), time))
}

/** The same command in another Node, with this process as its shadow: signals go on to it, its end is ours. */
function goOnWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', refuse)
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

function refuse() {
  const remedy = existsSync(source)
    ? 'Type npm ci in the project folder, or use Node 24 or later'
    : 'Install Lectern again'
  process.stderr.write(`lectern: nothing here can be run with Node ${process.versions.node}. ${remedy}.\n`)
  process.exitCode = 1
}
