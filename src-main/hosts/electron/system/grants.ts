// The paths that the person named: in a dialogue, by dropping, on the command line, through the file manager. A page
// may import these and no others, so that a fault in it cannot read the rest of the disk.
import { resolve } from 'node:path'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { ImportSource } from '../../../../src-shared/domain/import-job.ts'

export interface Grants {
  /** Remembers paths for as long as the application runs. */
  readonly add: (paths: readonly string[]) => void
  /** The absolute path behind a source. Rejects with FORBIDDEN for a path that nobody named. */
  readonly resolveSource: (source: ImportSource) => Promise<string>
}

/** No path is granted at first. */
export function createGrants(): Grants {
  const granted = new Set<string>()
  return {
    add(paths) {
      for (const path of paths) granted.add(resolve(path))
    },
    resolveSource(source) {
      if (source.kind === 'path') {
        const path = resolve(source.path)
        if (granted.has(path)) return Promise.resolve(path)
      }
      return Promise.reject(
        new LecternError('FORBIDDEN', 'Only files that were chosen, dropped or opened can be imported.'),
      )
    },
  }
}
