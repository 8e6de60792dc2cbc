// The picture of the README: a chapter of the handbook with highlights, a note and its contents. Every run takes it to
// test-results; with LECTERN_SCREENSHOT=docs it is taken for the README.
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, expectReading, type Lectern, test } from './lectern.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = process.env['LECTERN_SCREENSHOT'] === 'docs' ? 'docs' : 'test-results'

test('the reader as the README shows it', async ({ lectern, hostKind }) => {
  test.skip(hostKind === 'electron', 'the picture is taken once, in the browser')
  await expectReading(lectern, 'Welcome to Lectern')
  await mark(lectern, 'It suits anyone who carries', 'h')
  await mark(lectern, 'Lectern is a reader for people', 'n')
  const { page } = lectern
  await page.getByRole('textbox', { name: 'Note' }).fill('Show this to the **field team**.')
  await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(0)
  const path = join(root, folder, 'screenshot.png')
  await page.screenshot({ path })
  expect((await stat(path)).size).toBeGreaterThan(20_000)
})

/** Selects the whole paragraph with that beginning, by a triple click, and presses a key. */
async function mark(lectern: Lectern, beginning: string, key: string): Promise<void> {
  await lectern.text
    .getByText(beginning)
    .first()
    .click({ clickCount: 3, position: { x: 30, y: 12 } })
  await expect(lectern.page.getByRole('toolbar', { name: 'Selected text' })).toBeVisible()
  await lectern.page.keyboard.press(key)
}
