// A child process that answers one JSON object a line with another: how the bench talks to engines in processes of
// their own. Messages are answered one after the other.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface LineProcess {
  /** The next line that the process writes, after a message when one is given. Rejects when it ends instead. */
  ask(message?: object): Promise<unknown>
  /** Ends the process. */
  close(): Promise<void>
}

export function openProcess(command: string, parameters: readonly string[]): LineProcess {
  const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'pipe'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-2_000)
  })
  child.stdin.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      complaint = error.message
      resolve()
    })
    child.on('close', () => {
      resolve()
    })
  })
  return {
    async ask(message) {
      if (message !== undefined) child.stdin.write(`${JSON.stringify(message)}\n`)
      const line = await lines.next()
      if (line.done !== true) return JSON.parse(line.value) as unknown
      await ended
      throw new Error(`${command} ${parameters.join(' ')} ended. ${complaint.trim()}`)
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}
