// The text that was set apart from a document, in the order of the document, for reading through. Pure.
import type { SetApart } from '../../src-shared/domain/document.ts'
import type { MessageKey } from '../i18n/index.ts'

export interface SetApartGroup {
  readonly where: SetApart['where']
  readonly title: MessageKey
  readonly passages: readonly string[]
}

const GROUPS = [
  { where: 'leading', title: 'shell.setApartLeading' },
  { where: 'within', title: 'shell.setApartWithin' },
  { where: 'trailing', title: 'shell.setApartTrailing' },
] as const satisfies readonly Omit<SetApartGroup, 'passages'>[]

/** Whether there is anything to list. */
export function hasSetApart(setApart: readonly SetApart[]): boolean {
  return setApart.some(({ text }) => text.trim() !== '')
}

/** By where it stood; places that had none are left out, and so are passages without a letter. */
export function groupSetApart(setApart: readonly SetApart[]): readonly SetApartGroup[] {
  return GROUPS.map((group) => ({
    ...group,
    passages: setApart
      .filter(({ where, text }) => where === group.where && text.trim() !== '')
      .map(({ text }) => text.trim()),
  })).filter(({ passages }) => passages.length > 0)
}
