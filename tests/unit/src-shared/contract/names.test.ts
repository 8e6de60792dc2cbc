import { expect, test } from 'vitest'
import { contract, events } from '../../../../src-shared/contract/contract.ts'
import { EVENT_NAMES, PROCEDURE_NAMES } from '../../../../src-shared/contract/names.ts'

test('the names are those of the contract, in its order', () => {
  expect([...PROCEDURE_NAMES]).toEqual(Object.keys(contract))
  expect([...EVENT_NAMES]).toEqual(Object.keys(events))
})
