// The contract's names alone, without the schemas, for code that must stay small: Electron's preload. A test keeps
// this list equal to the contract.

/** Every procedure of the contract. */
export const PROCEDURE_NAMES = [
  'app.info',
  'library.list',
  'library.open',
  'library.remove',
  'library.import',
  'library.cancelImport',
  'documents.read',
  'positions.save',
  'search.query',
  'annotations.list',
  'annotations.create',
  'annotations.edit',
  'annotations.delete',
  'annotations.undo',
  'annotations.redo',
  'annotations.export',
  'settings.get',
  'settings.update',
  'host.pickSources',
  'host.saveFile',
  'host.openExternal',
] as const

/** Every event of the contract. */
export const EVENT_NAMES = [
  'library.changed',
  'import.progress',
  'import.finished',
  'annotations.changed',
  'settings.changed',
  'host.command',
  'host.openLocator',
] as const
