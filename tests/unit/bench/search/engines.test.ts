import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AskReply, BuildReply, MemoryReply } from '../../../bench/search/engine-process.ts'
import { openEngineProcess } from '../../../bench/search/measure.ts'
import type { Kind } from '../../../bench/search/questions.ts'

const PAGES = [
  { id: 'water', title: 'Filtering water', body: 'A gravity filter has two vessels. Boiling is safer.' },
  { id: 'radio', title: 'Radio', body: 'Charge the battery before the water rises.' },
  { id: 'water', title: 'Shelter', body: 'The tarpaulin keeps the gravity of rain away.' },
]
const REFS: Readonly<Partial<Record<Kind, readonly [words: readonly string[], refs: readonly string[]]>>> = {
  word: [['battery'], ['radio']],
  'two words': [
    ['battery', 'vessels'],
    ['radio', 'water'],
  ],
  prefix: [['tarp'], ['water']],
  letter: [['b'], ['radio', 'water']],
  near: [['vesels'], ['water']],
  phrase: [['gravity', 'filter'], ['water']],
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-engines-'))
  writeFileSync(join(folder, 'pages.jsonl'), PAGES.map((page) => `${JSON.stringify(page)}\n`).join(''))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('engines of the comparison', () => {
  it.each(['lectern', 'lunr', 'minisearch', 'flexsearch', 'sqlite', 'sqlite-prefix'])(
    '%s builds, opens and answers in a process of its own',
    async (name) => {
      const place = join(folder, name)
      mkdirSync(place)
      const engine = openEngineProcess(name)
      const { kinds } = (await engine.ask()) as { kinds: Kind[] }
      const corpus = join(folder, 'pages.jsonl')
      const built = (await engine.ask({ do: 'build', corpus, folder: place, workers: 1 })) as BuildReply
      expect(built.wall).toBeGreaterThan(0)
      expect(built.peak).toBeGreaterThan(1)
      const question = { kind: 'word', words: ['battery'] }
      const opened = (await engine.ask({ do: 'open', folder: place, question })) as AskReply
      expect(opened.refs).toEqual(['radio'])
      for (const kind of kinds) {
        const [words, refs] = REFS[kind]!
        const answer = (await engine.ask({ do: 'ask', question: { kind, words } })) as AskReply
        expect([...new Set(answer.refs)].sort(), kind).toEqual(refs)
      }
      expect(((await engine.ask({ do: 'memory' })) as MemoryReply).mb).toBeGreaterThan(1)
      await engine.close()
    },
  )

  it('say what failed, and go on', async () => {
    const engine = openEngineProcess('lunr')
    await engine.ask()
    expect(await engine.ask({ do: 'ask', question: { kind: 'word', words: ['a'] } })).toEqual({
      error: 'Nothing is open',
    })
    expect(await engine.ask({ do: 'memory' })).toHaveProperty('mb')
    await engine.close()
  })

  it('name an engine that there is not when its process ends', async () => {
    const engine = openEngineProcess('elastic')
    await expect(engine.ask()).rejects.toThrow('There is no engine "elastic"')
    await engine.close()
  })
})
