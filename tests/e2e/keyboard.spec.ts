// Without a mouse: from the search box to the text, through the contents, to a highlight, and away.
import { expect, expectReading, type Lectern, search, selectWord, test } from './lectern.ts'

test('search, open the second hit and read on, by keyboard alone', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'variant')
  const options = lectern.page.getByRole('option')
  await expect(options.first()).toBeVisible()
  await lectern.page.keyboard.press('ArrowDown')
  await expect(lectern.page.getByRole('option', { selected: true })).toHaveCount(1)
  await lectern.page.keyboard.press('Enter')
  await expectReading(lectern, 'Coronavirus research in early 2021')
  const before = await scrollTop(lectern)
  await lectern.page.keyboard.press('PageDown')
  await expect.poll(() => scrollTop(lectern)).toBeGreaterThan(before)
})

test('F4 goes on to the next hit from the text, Escape leads from the emptied box back to it', async ({
  lectern,
}) => {
  const { page } = lectern
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'variant')
  const chosen = page.getByRole('option', { selected: true })
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expectReading(lectern, 'Coronavirus research in early 2021')
  await expect(page.locator('iframe')).toBeFocused()
  await page.keyboard.press('F4')
  await expect(chosen).toHaveAttribute('aria-posinset', '2')
  await page.keyboard.press('Shift+F4')
  await expect(chosen).toHaveAttribute('aria-posinset', '1')
  await page.keyboard.press('Shift+F4')
  await expect(page.getByText('That was the first hit.')).toBeVisible()
  await page.keyboard.press('Control+k')
  const box = page.getByLabel('Search the library', { exact: true })
  await expect(box).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(chosen).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(box).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(page.locator('iframe')).toBeFocused()
})

test('the keys of the shortcuts dialogue do what it says', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await lectern.page.keyboard.press('?')
  await expect(lectern.page.getByRole('dialog')).toContainText('Search')
  await lectern.page.keyboard.press('Escape')
  await expect(lectern.page.getByRole('dialog')).toHaveCount(0)
  await lectern.page.keyboard.press('Control+PageDown')
  await expectReading(lectern, 'Reading')
  await lectern.page.keyboard.press('Control+PageUp')
  await expectReading(lectern, 'Welcome to Lectern')
  await lectern.page.keyboard.press('Control+d')
  await lectern.page.keyboard.press('Control+Shift+b')
  await expect(lectern.page.getByText('1 bookmark', { exact: true })).toBeVisible()
  await lectern.page.keyboard.press('F9')
  await expect(lectern.page.getByText('1 bookmark', { exact: true })).toBeHidden()
})

test('Tab goes into the tools of a selection, and one Escape puts them away', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await selectWord(lectern.text.getByText('A document is one text'))
  const tools = lectern.page.getByRole('toolbar', { name: 'Selected text' })
  await expect(tools).toBeVisible()
  await lectern.page.keyboard.press('Tab')
  await expect(tools.getByRole('button').first()).toBeFocused()
  await expect(lectern.page.locator('.tooltip')).toBeVisible()
  await lectern.page.keyboard.press('Escape')
  await expect(tools).toHaveCount(0)
  await expect(lectern.page.locator('.tooltip')).toHaveCount(0)
})

async function scrollTop(lectern: Pick<Lectern, 'text'>): Promise<number> {
  return lectern.text.locator('body').evaluate((body) => body.ownerDocument.defaultView?.scrollY ?? 0)
}
