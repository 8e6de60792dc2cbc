// Hands files to the Electron host by their paths. What was dropped as a folder is handed over as that folder, so that
// it becomes one bundle with its own name.
import type { Bridge } from '../../src-shared/contract/bridge.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { Handover } from './web-handover.ts'

/**
 * A hand-over for the page in `page`. It listens for drops before anyone else does: only then can the host be told the
 * path of a folder itself, and it accepts no path that it was not told so.
 */
export function createElectronHandover(bridge: Bridge, page: EventTarget): Handover {
  page.addEventListener(
    'drop',
    (event) => {
      const files = event instanceof DragEvent ? event.dataTransfer?.files : undefined
      for (const file of files ?? []) bridge.pathForFile(file)
    },
    { capture: true },
  )
  return {
    handOver(files, { onProgress }) {
      const paths = new Set<string>()
      for (const { file, path } of files) {
        const absolute = bridge.pathForFile(file)
        if (absolute !== '') paths.add(toDropped(absolute, path))
      }
      onProgress(files.length, files.length)
      if (paths.size > 0) return Promise.resolve([...paths].map((path) => ({ kind: 'path', path })))
      return Promise.reject(new LecternError('NOT_FOUND', 'These files have no place on this computer.'))
    },
  }
}

/** `/home/me/docs/a/b.md` that was found as `docs/a/b.md` was dropped as `/home/me/docs`. */
function toDropped(absolute: string, found: string): string {
  const below = found.split('/').length - 1
  return absolute
    .split(/(?<=[/\\])/)
    .slice(0, below === 0 ? undefined : -below)
    .join('')
    .replace(/(?<=.)[/\\]$/, '')
}
