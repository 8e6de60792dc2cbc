// The bundles that the application carries. Their hashes stand in out/main/included.json, inside the application's
// archive whose integrity Electron checks; a bundle that does not match is not opened.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Sha256 } from '../../../../src-shared/domain/ids.ts'

/** One carried bundle: its name in the folder of bundles, and the hash of its bytes. */
export const IncludedFile = z.strictObject({
  bundles: z.array(
    z.strictObject({
      file: z.string().regex(/^[A-Za-z0-9_-]{1,64}\.webpub$/),
      sha256: Sha256,
    }),
  ),
})
export type IncludedFile = z.infer<typeof IncludedFile>

export interface Included {
  /** Absolute paths of the bundles that are what they were built as, in the order in which they are listed. */
  readonly paths: readonly string[]
  /** Names of those that are missing or changed. */
  readonly damaged: readonly string[]
}

/**
 * Checks every listed bundle; reads each of them once.
 * @param list path of included.json. Rejects with an `Error` when it is missing or not well formed: a fault of the build
 * @param folder where the bundles lie
 */
export async function findIncluded(list: string, folder: string): Promise<Included> {
  const { bundles } = IncludedFile.parse(JSON.parse(await readFile(list, 'utf8')))
  const checked = await Promise.all(
    bundles.map(async ({ file, sha256 }) => {
      const path = join(folder, file)
      return { file, path, isIntact: (await hashFile(path)) === sha256 }
    }),
  )
  return {
    paths: checked.filter((each) => each.isIntact).map((each) => each.path),
    damaged: checked.filter((each) => !each.isIntact).map((each) => each.file),
  }
}

async function hashFile(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  } catch {
    return null
  }
  return hash.digest('hex')
}
