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
