// The contract over plain function calls: the router with nothing in between.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compose } from '../../src-main/hosts/compose.ts'
import { openConf } from '../../src-main/hosts/web/index.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import { describeContract } from './contract-suite.ts'

describeContract('function calls', async (world) => {
  const listeners = new Set<(name: string, payload: unknown) => void>()
  const core = await compose({
    name: 'web',
    folder: await world.makeDataFolder(),
    version: '0.0.0',
    runtime: {},
    included: [world.bundle],
    openStore: openConf,
    ports: {
      pickSources: () => Promise.resolve({ kind: 'cancelled' }),
      saveFile: ({ name }) => Promise.resolve({ kind: 'saved', path: name }),
      openExternal: () => Promise.resolve({ kind: 'opened' }),
    },
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload)
    },
    resolveSource: (source) =>
      source.kind === 'path'
        ? Promise.resolve(source.path)
        : Promise.reject(new LecternError('NOT_FOUND', 'None.')),
    requestsCancelled: () => 0,
  })
  return {
    transport: {
      call: (name, input) => core.router.handle(name, input),
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    async handOver(files) {
      const folder = await mkdtemp(join(world.folder, 'handed-'))
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), text)
      }
      const [first = ''] = Object.keys(files)
      return { kind: 'path', path: join(folder, first.split('/')[0] ?? '') }
    },
    close: () => core.close(),
  }
})
