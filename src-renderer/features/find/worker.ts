// The thread in which documents are scanned: one text at a time, one query after another.
import { createMatching } from './matching.ts'
import type { FindOrder, FindReply } from './messages.ts'

const current = { matching: createMatching('') }

function reply(message: FindReply, transfer: Transferable[] = []): void {
  postMessage(message, { transfer })
}

addEventListener('message', ({ data: order }: MessageEvent<FindOrder>) => {
  if (order.kind === 'text') {
    current.matching = createMatching(order.text)
    return
  }
  const { id, query } = order
  reply({ kind: 'begun', id })
  const answer = current.matching.find(query)
  reply({ kind: 'answer', id, answer }, answer.kind === 'found' ? [answer.matches.buffer] : [])
})
