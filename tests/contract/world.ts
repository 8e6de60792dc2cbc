// What the contract is tested on: a bundle built from three texts, and a page to serve. Made once for a test file.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildBundle } from '../../src-main/library/index.ts'
import { BundleId } from '../../src-shared/domain/ids.ts'

export interface World {
  /** Where everything lies; also room for data folders. */
  readonly folder: string
  /** The path of the bundle `lanterns`. */
  readonly bundle: string
  /** A folder with an `index.html`, as the built interface is. */
  readonly interfaceFolder: string
  /** A new empty data folder. */
  makeDataFolder(): Promise<string>
  remove(): Promise<void>
}

const TEXTS: Readonly<Record<string, string>> = {
  'keeping.md':
    '# Keeping lanterns\n\nTrim the wick each evening. A long wick smokes.\n\n## Oil\n\nUse clean oil.\n',
  'signals.md': '# Signals\n\nTwo short flashes mean wait.\n\n![plan](plan.png)\n\n> Never wave a lantern.\n',
  'history.txt': 'A short history\n\nThe first lantern was a shell.\n',
}

/** One pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export async function makeWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-contract-'))
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  for (const [name, text] of Object.entries(TEXTS)) await write(`sources/${name}`, text)
  await write('sources/plan.png', PNG)
  await write('interface/index.html', '<!doctype html><title>Lectern</title>')
  await write('interface/assets/index-1a2b3c.js', 'export {}')
  const bundle = join(folder, 'lanterns.webpub')
  await buildBundle([join(folder, 'sources')], bundle, { id: BundleId.parse('lanterns'), title: 'Lanterns' })
  return {
    folder,
    bundle,
    interfaceFolder: join(folder, 'interface'),
    makeDataFolder: () => mkdtemp(join(folder, 'data-')),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
