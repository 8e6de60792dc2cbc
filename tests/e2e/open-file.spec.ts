// Started with a file: what was asked for is on the screen, not what would be there otherwise; and it is read like any
// other document, with what was set apart from it in a dialogue of its own.
import { join } from 'node:path'
import { expect, expectReading, test } from './lectern.ts'

const file = join(import.meta.dirname, 'files/tide-tables.html')

test.use({ files: [file] })

test('a file named at the start is what is shown, and what is shown again later', async ({ lectern }) => {
  await expectReading(lectern, 'Reading a tide table')
  await expect(lectern.page).toHaveTitle(/Reading a tide table/)
  await lectern.page.getByRole('button', { name: 'Library' }).first().click()
  await expect(lectern.page.getByRole('main')).toContainText('Reading a tide table')
})

test('text that was set apart from the document is shown on request', async ({ lectern }) => {
  await expectReading(lectern, 'Reading a tide table')
  await expect(lectern.text.locator('body')).not.toContainText('Printed by the harbour office')
  await lectern.page.getByRole('button', { name: 'Menu' }).click()
  await lectern.page.getByRole('menuitem', { name: 'Text set apart…' }).click()
  const dialog = lectern.page.getByRole('dialog', { name: 'Text set apart' })
  for (const [title, words] of [
    ['Before the text', 'The almanac of the harbour office'],
    ['Within the text', 'Tell me about storms'],
    ['After the text', 'Printed by the harbour office'],
  ] as const)
    await expect(dialog.getByRole('region', { name: title })).toContainText(words)
  await dialog.getByText('Printed by the harbour office').click({ clickCount: 3 })
  const selected = await lectern.page.evaluate(() => getSelection()?.toString())
  expect(selected).toContain('All heights without warranty.')
  await lectern.page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test.describe('a document without any', () => {
  test.use({ files: [] })

  test('has no such entry in the menu', async ({ lectern }) => {
    await expectReading(lectern, 'Welcome to Lectern')
    await lectern.page.getByRole('button', { name: 'Menu' }).click()
    await expect(lectern.page.getByRole('menuitem', { name: 'Settings' })).toBeVisible()
    await expect(lectern.page.getByRole('menuitem', { name: /set apart/ })).toHaveCount(0)
  })
})
