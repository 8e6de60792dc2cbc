// The contract over a real WebSocket to a real web host, through the interface's own transport and hand-over.
import { randomUUID } from 'node:crypto'
import { startWebHost } from '../../src-main/hosts/web/index.ts'
import { describeContract } from './contract-suite.ts'
import { ask, connectTo, originOf } from './web-client.ts'

describeContract('a WebSocket', async (world) => {
  const host = await startWebHost({
    dataFolder: await world.makeDataFolder(),
    included: [world.bundle],
    interfaceFolder: world.interfaceFolder,
  })
  const { transport, cookie } = await connectTo(host.issueUrl())
  return {
    transport,
    async handOver(files) {
      const batch = randomUUID()
      for (const [path, body] of Object.entries(files))
        await ask(host, {
          ...{ method: 'PUT', path: `/staging/${batch}/${path}`, body },
          headers: { cookie, origin: originOf(host), 'sec-fetch-site': 'same-origin' },
        })
      return { kind: 'staged', batch }
    },
    async close() {
      transport.close()
      await host.close()
    },
  }
})
