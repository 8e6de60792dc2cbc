// Plants one violation for every dependency rule in a tree of its own and checks that exactly that rule bites; and
// plants what is allowed, to check that the rules let the architecture live.
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Edge {
  readonly from: string
  readonly to: string
}

/** Rule → an import that it must refuse. */
const planted: Readonly<Record<string, Edge>> = {
  'no-circular': { from: 'src-shared/text/ring-a.ts', to: 'src-shared/text/ring-b.ts' },
  'stage-through-its-door': { from: 'src-main/indexing/terms.ts', to: 'src-main/publishing/inner.ts' },
  'stage-importing-sees-only-its-left': {
    from: 'src-main/importing/a.ts',
    to: 'src-main/publishing/index.ts',
  },
  'stage-publishing-sees-only-its-left': {
    from: 'src-main/publishing/a.ts',
    to: 'src-main/indexing/index.ts',
  },
  'stage-indexing-sees-only-its-left': { from: 'src-main/indexing/a.ts', to: 'src-main/searching/index.ts' },
  'stage-searching-sees-only-its-left': {
    from: 'src-main/searching/a.ts',
    to: 'src-main/annotating/index.ts',
  },
  'stage-annotating-sees-only-its-left': {
    from: 'src-main/annotating/a.ts',
    to: 'src-main/exporting/index.ts',
  },
  'stage-exporting-sees-only-its-left': { from: 'src-main/exporting/a.ts', to: 'src-main/library/index.ts' },
  'stage-settings-sees-only-its-left': { from: 'src-main/settings/a.ts', to: 'src-main/searching/index.ts' },
  'shared-imports-zod-only': { from: 'src-shared/domain/a.ts', to: 'lunr' },
  'library-joins-stages': { from: 'src-main/library/a.ts', to: 'src-main/ipc/index.ts' },
  'ipc-knows-no-host': { from: 'src-main/ipc/a.ts', to: 'src-main/hosts/web/index.ts' },
  'hosts-never-import-each-other': { from: 'src-main/hosts/web/a.ts', to: 'src-main/hosts/electron/main.ts' },
  'shared-by-hosts-knows-no-host': { from: 'src-main/hosts/shared.ts', to: 'src-main/hosts/web/index.ts' },
  'electron-only-in-its-host': { from: 'src-main/cli/a.ts', to: 'electron' },
  'renderer-never-imports-main': { from: 'src-renderer/ui/b.ts', to: 'src-main/settings/index.ts' },
  'main-never-imports-renderer': { from: 'src-main/cli/b.ts', to: 'src-renderer/ui/index.ts' },
  'no-node-in-the-renderer': { from: 'src-renderer/app/a.ts', to: 'node:fs' },
  'features-are-islands': {
    from: 'src-renderer/features/reader/a.ts',
    to: 'src-renderer/features/search/index.ts',
  },
  'features-through-their-door': {
    from: 'src-renderer/app/b.ts',
    to: 'src-renderer/features/search/Hit.tsx',
  },
  'features-below-app': { from: 'src-renderer/features/search/b.ts', to: 'src-renderer/app/index.ts' },
  'stores-below-features': { from: 'src-renderer/stores/a.ts', to: 'src-renderer/features/reader/index.ts' },
  'client-below-stores': { from: 'src-renderer/client/a.ts', to: 'src-renderer/stores/index.ts' },
  'ui-is-a-leaf': { from: 'src-renderer/ui/a.ts', to: 'src-renderer/stores/index.ts' },
  'anchoring-is-a-leaf': { from: 'src-renderer/anchoring/a.ts', to: 'react' },
}

/** Imports that the architecture is made of: no rule may refuse them. */
const allowed: readonly Edge[] = [
  { from: 'src-shared/text/fine.ts', to: 'src-shared/domain/index.ts' },
  { from: 'src-shared/domain/fine.ts', to: 'zod' },
  { from: 'src-main/publishing/fine.ts', to: 'src-main/importing/index.ts' },
  { from: 'src-main/searching/fine.ts', to: 'src-main/indexing/index.ts' },
  { from: 'src-main/exporting/fine.ts', to: 'src-main/annotating/index.ts' },
  { from: 'src-main/library/fine.ts', to: 'src-main/searching/index.ts' },
  { from: 'src-main/ipc/fine.ts', to: 'src-main/library/index.ts' },
  { from: 'src-main/hosts/electron/fine.ts', to: 'electron' },
  { from: 'src-main/hosts/web/fine.ts', to: 'src-main/hosts/common.ts' },
  { from: 'src-main/hosts/fine.ts', to: 'src-main/ipc/index.ts' },
  { from: 'src-main/cli/fine.ts', to: 'src-main/hosts/web/index.ts' },
  { from: 'src-renderer/app/fine.ts', to: 'src-renderer/features/search/index.ts' },
  { from: 'src-renderer/features/search/fine.ts', to: 'src-renderer/stores/index.ts' },
  { from: 'src-renderer/features/reader/fine.ts', to: 'src-renderer/anchoring/index.ts' },
  { from: 'src-renderer/stores/fine.ts', to: 'src-renderer/client/index.ts' },
  { from: 'src-renderer/client/fine.ts', to: 'src-shared/domain/index.ts' },
  { from: 'src-renderer/features/reader/view.ts', to: 'react' },
]

let folder: string
let config: IConfiguration
let violations: { rule: string; from: string; to: string }[]

beforeAll(async () => {
  config = await extractConfig(join(import.meta.dirname, '../../.dependency-cruiser.mjs'))
  folder = await realpath(await mkdtemp(join(tmpdir(), 'lectern-rules-')))
  for (const name of ['zod', 'lunr', 'react', 'electron']) {
    await write(`node_modules/${name}/package.json`, `{"name": "${name}", "main": "index.js"}`)
    await write(`node_modules/${name}/index.js`, 'export const value = 1\n')
  }
  await write('package.json', '{"dependencies": {"zod": "1", "lunr": "1", "react": "1", "electron": "1"}}')
  await write('tsconfig.json', '{"compilerOptions": {"module": "ESNext", "moduleResolution": "bundler"}}')
  const edges = [...Object.values(planted), ...allowed]
  for (const { to } of edges) if (to.startsWith('src-')) await write(to, 'export const value = 1\n')
  for (const { from, to } of edges) await write(from, toImport(from, to))
  await write('src-shared/text/ring-b.ts', toImport('src-shared/text/ring-b.ts', 'src-shared/text/ring-a.ts'))
  violations = await findViolations()
}, 60_000)

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('the dependency rules', () => {
  it('are all planted against, and nothing else is', () => {
    const names = config.forbidden?.map((rule) => rule.name).sort()
    expect(Object.keys(planted).sort()).toEqual(names)
  })

  it.each(Object.entries(planted))('%s refuses its planted import', (rule, { from, to }) => {
    const found = violations.filter((each) => each.from === from).map((each) => each.rule)
    expect(found, `${from} → ${to}`).toContain(rule)
  })

  it.each(allowed)('let $from import $to', ({ from }) => {
    expect(violations.filter((each) => each.from === from)).toEqual([])
  })

  it('find nothing where nothing was planted', () => {
    const plantedFiles = new Set([
      ...Object.values(planted).map((edge) => edge.from),
      'src-shared/text/ring-b.ts',
    ])
    expect(violations.filter((each) => !plantedFiles.has(each.from))).toEqual([])
  })
})

async function findViolations(): Promise<typeof violations> {
  const { forbidden = [], options } = config
  const ruleSet = { forbidden }
  const { output } = await cruise(['src-shared', 'src-main', 'src-renderer'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet,
  })
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }))
}

function toImport(from: string, to: string): string {
  const depth = dirname(from).split('/').length
  const target = to.startsWith('src-') ? '../'.repeat(depth) + to : to
  return `import * as imported from '${target}'\nexport const used = imported\n`
}

async function write(path: string, text: string): Promise<void> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
