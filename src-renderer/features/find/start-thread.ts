// Starts the thread that scans, from the one file that it may be started from.
import workerUrl from './worker.ts?worker&url'
import type { StartThread } from './finder.ts'
import type { FindReply } from './messages.ts'

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string }
}

type TrustedScope = typeof globalThis & { readonly trustedTypes: PolicyFactory }

let policy: { createScriptURL(url: string): string } | undefined

export const startFindThread: StartThread = ({ onReply, onFailure }) => {
  const worker = new Worker(toTrustedUrl(), { type: 'module', name: 'lectern-find' })
  worker.onmessage = ({ data }: MessageEvent<FindReply>) => {
    onReply(data)
  }
  worker.onerror = onFailure
  return {
    post: (order) => {
      worker.postMessage(order)
    },
    end: () => {
      worker.terminate()
    },
  }
}

/** The worker's own address, and no other, passes the policy. */
function toTrustedUrl(): string {
  const scope = globalThis
  if (!hasTrustedTypes(scope)) return workerUrl
  policy ??= scope.trustedTypes.createPolicy('lectern-find', { createScriptURL: () => workerUrl })
  return policy.createScriptURL(workerUrl)
}

function hasTrustedTypes(scope: typeof globalThis): scope is TrustedScope {
  return 'trustedTypes' in scope
}
