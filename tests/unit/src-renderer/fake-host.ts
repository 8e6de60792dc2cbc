// A host that answers from a table, for tests of the interface: what it is asked is kept, events are sent by hand.
import { type Client, createClient } from '../../../src-shared/contract/client.ts'
import type {
  EventName,
  EventPayload,
  Input,
  Output,
  ProcedureName,
} from '../../../src-shared/contract/contract.ts'
import { type Envelope, LecternError, toFailure } from '../../../src-shared/contract/errors.ts'

type Handler<N extends ProcedureName> = (input: Input<N>) => Output<N> | Promise<Output<N>>

export interface FakeHost {
  readonly client: Client
  /** Every call, in order. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[]
  answer<N extends ProcedureName>(name: N, handler: Handler<N>): void
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void
  /** Inputs of the calls to one procedure. */
  inputs<N extends ProcedureName>(name: N): readonly Input<N>[]
}

export function createFakeHost(): FakeHost {
  const calls: { name: string; input: unknown }[] = []
  const handlers = new Map<string, (input: never) => unknown>()
  const listeners = new Set<(name: string, payload: unknown) => void>()
  const client = createClient({
    async call(name, input): Promise<Envelope<unknown>> {
      calls.push({ name, input })
      const handler = handlers.get(name)
      try {
        if (handler === undefined) throw new LecternError('NOT_FOUND', `No answer for ${name}.`)
        return { ok: true, value: await handler(input as never) }
      } catch (error) {
        return { ok: false, error: toFailure(error) }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  return {
    client,
    calls,
    answer: (name, handler) => void handlers.set(name, handler),
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload)
    },
    inputs: <N extends ProcedureName>(name: N) =>
      calls.filter((call) => call.name === name).map((call) => call.input as Input<N>),
  }
}

/** A promise that is settled from outside. */
export function createDeferred<T>(): {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
} {
  return Promise.withResolvers<T>()
}

/** Lets everything that is already settled run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
