// Runs another program in this one's place: same terminal, same signals, same exit code.
import { spawn } from 'node:child_process'

/**
 * Resolves with the exit code; 1 when it was ended by a signal. Ctrl+C in a terminal reaches the program by itself, so
 * that SIGINT is passed on only where there is none.
 */
export function run(command, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    const interrupt = (signal) => process.stdin.isTTY || child.kill(signal)
    process.on('SIGTERM', pass)
    process.on('SIGHUP', pass)
    process.on('SIGINT', interrupt)
    child.on('error', failed)
    child.on('exit', (code) => {
      process.off('SIGTERM', pass)
      process.off('SIGHUP', pass)
      process.off('SIGINT', interrupt)
      done(code ?? 1)
    })
  })
}
