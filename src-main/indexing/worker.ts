// A building thread: does the steps that it is asked for, one after the other, until it is ended.
import { parentPort, workerData } from 'node:worker_threads'
import { LecternError, toFailure } from '../../src-shared/contract/errors.ts'
import { type ThreadOrder, ThreadSteps } from './building/thread-steps.ts'
import type { BuildAnswer, BuildCall } from './messages.ts'

const steps = new ThreadSteps(workerData as ThreadOrder)

function answer(call: BuildCall): BuildAnswer {
  try {
    return { ok: true, value: take(call) }
  } catch (error) {
    if (error instanceof LecternError) return { ok: false, error: toFailure(error) }
    // A bug ends the thread, and whoever started it is told.
    throw error
  }
}

function take(call: BuildCall): Extract<BuildAnswer, { ok: true }>['value'] {
  switch (call.step) {
    case 'gather':
      return steps.gather(...call.input)
    case 'plan':
      return steps.plan(...call.input)
    case 'encode':
      return steps.encode(...call.input)
    case 'write':
      return steps.write(...call.input)
  }
}

parentPort?.on('message', (call: BuildCall) => {
  const said = answer(call)
  const isFile = said.ok && 'kind' in said.value && said.value.kind === 'memory'
  parentPort?.postMessage(said, isFile ? [said.value.bytes.buffer] : [])
})
