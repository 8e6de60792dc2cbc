// What the interface asks of the system: choosing files, saving a file, opening a link outside. Each shows the system's
// own dialogue or program; none does anything that the person has not just asked for.
import { basename } from 'node:path'
import type { BrowserWindow, Dialog, OpenDialogOptions, Shell } from 'electron'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { HostPorts } from '../../../ipc/index.ts'
import { replaceFile } from '../../../publishing/index.ts'
import { messages } from '../messages.ts'
import type { Grants } from './grants.ts'

export interface PortOptions {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>
  readonly shell: Pick<Shell, 'openExternal'>
  readonly grants: Pick<Grants, 'add'>
  /** The window that a dialogue belongs to. Absent only while the application ends. */
  readonly findWindow: () => BrowserWindow | null
}

const READABLE = ['txt', 'text', 'md', 'markdown', 'html', 'htm', 'xhtml', 'webpub']

/** Schemes that may leave for another program; the service in front has asked the same. */
const EXTERNAL = new Set(['http:', 'https:', 'mailto:'])

/** The ports of the Electron host. Chosen paths are granted before they are returned. */
export function createPorts({ dialog, shell, grants, findWindow }: PortOptions): HostPorts {
  return {
    async pickSources(what) {
      const window = findWindow()
      const choice = await (window === null
        ? dialog.showOpenDialog(toOpenOptions(what))
        : dialog.showOpenDialog(window, toOpenOptions(what)))
      if (choice.canceled || choice.filePaths.length === 0) return { kind: 'cancelled' }
      grants.add(choice.filePaths)
      return { kind: 'picked', sources: choice.filePaths.map((path) => ({ kind: 'path', path })) }
    },
    async saveFile({ name, text }) {
      const window = findWindow()
      const options = { defaultPath: basename(name), buttonLabel: messages.dialogs.save }
      const choice = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options))
      if (choice.canceled || choice.filePath === '') return { kind: 'cancelled' }
      await replaceFile(choice.filePath, toChunks(text))
      return { kind: 'saved', path: choice.filePath }
    },
    async openExternal(url) {
      if (!EXTERNAL.has(URL.parse(url)?.protocol ?? ''))
        throw new LecternError(
          'FORBIDDEN',
          'Only web addresses and mail addresses are opened outside Lectern.',
        )
      try {
        await shell.openExternal(url, { activate: true })
      } catch (cause) {
        throw new LecternError(
          'NOT_FOUND',
          'No program on this machine opens this address. Copy it instead.',
          {
            cause,
          },
        )
      }
      return { kind: 'opened' }
    },
  }
}

function toOpenOptions(what: 'files' | 'folder'): OpenDialogOptions {
  const { dialogs } = messages
  if (what === 'folder')
    return { title: dialogs.pickFolder, buttonLabel: dialogs.import, properties: ['openDirectory'] }
  return {
    title: dialogs.pickFiles,
    buttonLabel: dialogs.import,
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: dialogs.readable, extensions: READABLE },
      { name: dialogs.everything, extensions: ['*'] },
    ],
  }
}

async function* toChunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text, 'utf8'))
}
