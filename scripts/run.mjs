// Runs another program in this one's place: same terminal, same signals, same exit code.
import { spawn } from 'node:child_process'

/** Resolves with the exit code; 1 when it was ended by a signal. Ctrl+C reaches the program by the terminal itself. */
export function run(command, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    const ignore = () => undefined
    process.on('SIGTERM', pass)
    process.on('SIGHUP', pass)
    process.on('SIGINT', ignore)
    child.on('error', failed)
    child.on('exit', (code) => {
      process.off('SIGTERM', pass)
      process.off('SIGHUP', pass)
      process.off('SIGINT', ignore)
      done(code ?? 1)
    })
  })
}
