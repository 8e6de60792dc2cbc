// Who may import whom. ARCHITECTURE.md explains the picture; tests/architecture plants violations to prove that each rule bites.

/** The stages of the flow, left to right: a stage imports only the doors (index.ts) of the stages before it. */
const stages = ['importing', 'publishing', 'indexing', 'searching', 'annotating', 'exporting', 'settings']

/** What each stage may see to its left. */
const seen = {
  importing: [],
  publishing: ['importing'],
  indexing: ['importing', 'publishing'],
  searching: ['publishing', 'indexing'],
  annotating: [],
  exporting: ['annotating'],
  settings: [],
}

const stageRules = stages.flatMap((stage) => [
  {
    name: `stage-${stage}-sees-only-its-left`,
    comment: `${stage} may import src-shared, itself, and ${seen[stage].join(', ') || 'no other stage'}.`,
    severity: 'error',
    from: { path: `^src-main/${stage}/` },
    to: { path: '^src-main/', pathNot: `^src-main/(${[stage, ...seen[stage]].join('|')})/` },
  },
])

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'stage-through-its-door',
      comment: 'Another stage is entered through its index.ts only.',
      severity: 'error',
      from: { path: '^src-main/([^/]+)/' },
      to: {
        path: '^src-main/(importing|publishing|indexing|searching|library|annotating|exporting|settings|ipc)/',
        pathNot: ['^src-main/$1/', '^src-main/[^/]+/index\\.ts$'],
      },
    },
    ...stageRules,
    {
      name: 'shared-imports-zod-only',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { pathNot: ['^src-shared/', 'node_modules/zod/'] },
    },
    {
      name: 'library-joins-stages',
      severity: 'error',
      from: { path: '^src-main/library/' },
      to: { path: '^src-main/(ipc|hosts|cli)/' },
    },
    {
      name: 'ipc-knows-no-host',
      severity: 'error',
      from: { path: '^src-main/ipc/' },
      to: { path: '^src-main/(hosts|cli)/' },
    },
    {
      name: 'hosts-never-import-each-other',
      comment: 'What both hosts need lies beside their folders, as a file of src-main/hosts.',
      severity: 'error',
      from: { path: '^src-main/hosts/([^/]+)/' },
      to: { path: '^src-main/hosts/', pathNot: ['^src-main/hosts/$1/', '^src-main/hosts/[^/]+\\.ts$'] },
    },
    {
      name: 'shared-by-hosts-knows-no-host',
      severity: 'error',
      from: { path: '^src-main/hosts/[^/]+\\.ts$' },
      to: { path: '^src-main/hosts/[^/]+/' },
    },
    {
      name: 'electron-only-in-its-host',
      severity: 'error',
      from: { pathNot: '^src-main/hosts/electron/' },
      to: { path: '(^|node_modules/)electron(-store)?(/|$)' },
    },
    {
      name: 'renderer-never-imports-main',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/' },
    },
    {
      name: 'main-never-imports-renderer',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^src-renderer/' },
    },
    {
      name: 'no-node-in-the-renderer',
      severity: 'error',
      from: { path: '^src-(renderer|shared)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-are-islands',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'features-through-their-door',
      severity: 'error',
      from: { path: '^src-renderer/app/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/[^/]+/index\\.tsx?$' },
    },
    {
      name: 'features-below-app',
      severity: 'error',
      from: { path: '^src-renderer/features/' },
      to: { path: '^src-renderer/app/' },
    },
    {
      name: 'stores-below-features',
      severity: 'error',
      from: { path: '^src-renderer/stores/' },
      to: { path: '^src-renderer/(app|features)/' },
    },
    {
      name: 'client-below-stores',
      severity: 'error',
      from: { path: '^src-renderer/client/' },
      to: { path: '^src-renderer/(app|features|stores)/' },
    },
    {
      name: 'ui-is-a-leaf',
      severity: 'error',
      from: { path: '^src-renderer/ui/' },
      to: { path: '^src-renderer/(app|features|stores|client|anchoring)/' },
    },
    {
      name: 'anchoring-is-a-leaf',
      severity: 'error',
      from: { path: '^src-renderer/anchoring/' },
      to: { path: '(^src-renderer/(app|features|stores|client|ui)/|node_modules/react)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
}
