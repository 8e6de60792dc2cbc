// The whole story of a reader: first start, search as you type, land on the hit, highlight, note, close, come back.
import { expect, expectReading, type Lectern, search, selectWord, test } from './lectern.ts'

test('a first start opens the handbook, with its contents beside it', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  const contents = lectern.page.getByRole('tree', { name: /Contents of/ })
  await expect(contents.getByText('Searching', { exact: true })).toBeVisible()
  await contents.getByText('Searching', { exact: true }).click()
  await expectReading(lectern, 'Searching')
})

test('search answers while typing, across bundles, and a hit lands on its words', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  for (const [words, document] of [
    ['GK1', 'Coronavirus research in early 2021'],
    ['e484', 'Coronavirus research in early 2021'],
    ['289 mill', 'Marketing on connected devices'],
    ['MLCC', 'A charger, a chip shortage and a supply chain'],
  ] as const) {
    await search(lectern, words)
    const results = lectern.page.getByRole('listbox', { name: 'Search results' })
    await expect(results.getByRole('option').filter({ hasText: document }).first()).toBeVisible()
  }
  await search(lectern, '"2.4 seconds"')
  const hit = lectern.page.getByRole('option').filter({ hasText: 'press event' }).first()
  await expect(hit.locator('mark').first()).toBeVisible()
  await hit.click()
  await expectReading(lectern, /first press event/)
  await expect(lectern.text.getByText('One of them, he said, was over in 2.4 seconds')).toBeInViewport()
  const marked = await lectern.text
    .locator('body')
    .evaluate((body) => [...(body.ownerDocument.defaultView?.CSS.highlights.keys() ?? [])])
  expect(marked.some((name) => name.includes('search'))).toBe(true)
  await lectern.page.keyboard.press('Alt+ArrowLeft')
  await expectReading(lectern, 'Welcome to Lectern')
  await lectern.page.keyboard.press('Alt+ArrowRight')
  await expectReading(lectern, /first press event/)
})

test('a search that finds near spellings only says so', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  const near = lectern.page.locator('.search-limited', {
    hasText: 'No exact match; near spellings are shown.',
  })
  await search(lectern, 'suplly chian')
  await expect(near).toBeVisible()
  await expect(lectern.page.getByRole('status').filter({ hasText: 'No exact match' })).toHaveCount(1)
  await lectern.page.getByRole('button', { name: 'How to search' }).click()
  const help = lectern.page.getByRole('dialog', { name: 'How to search' })
  await expect(help.getByText('title:supply', { exact: true })).toBeVisible()
  await lectern.page.keyboard.press('Escape')
  await search(lectern, 'supply chain')
  await expect(lectern.page.getByRole('option').first()).toBeVisible()
  await expect(near).toHaveCount(0)
})

test('a highlight and a note are there after a restart, at the same line', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  const paragraph = lectern.text.getByText('A document is one text').first()
  await selectWord(paragraph)
  await expect(lectern.page.getByRole('toolbar', { name: 'Selected text' })).toBeVisible()
  await lectern.page.getByRole('button', { name: 'Highlight in green' }).click()
  await lectern.page.getByRole('button', { name: 'Menu' }).waitFor()

  await selectWord(lectern.text.getByText('Very little. There is no account'))
  await lectern.page.keyboard.press('n')
  const note = lectern.page.getByRole('textbox', { name: 'Note' })
  await note.fill('Worth **quoting** to the team.')
  await expect(lectern.page.getByText('Saved', { exact: true }).first()).toBeVisible()
  await lectern.page.keyboard.press('Escape')

  const place = await firstLine(lectern)
  await lectern.restart()

  await expectReading(lectern, 'Welcome to Lectern')
  expect(await firstLine(lectern)).toEqual(place)
  await lectern.page.keyboard.press('Control+Shift+a')
  const list = lectern.page.getByRole('complementary', { name: 'Sidebar' })
  await expect(list.getByText('Worth')).toBeVisible()
  await expect(list.getByText('2 annotations')).toBeVisible()
})

test('a note that was called saved survives the end of the process', async ({ lectern, hostKind }) => {
  test.skip(hostKind === 'electron', 'the window is ended with its process there')
  await expectReading(lectern, 'Welcome to Lectern')
  await selectWord(lectern.text.getByText('Very little. There is no account'))
  await lectern.page.keyboard.press('n')
  await lectern.page.getByRole('textbox', { name: 'Note' }).fill('Written before the power went.')
  await expect(lectern.page.getByText('Saved', { exact: true }).first()).toBeVisible()
  await lectern.crash()
  await expectReading(lectern, 'Welcome to Lectern')
  await lectern.page.keyboard.press('Control+Shift+a')
  await expect(lectern.page.getByText('Written before the power went.')).toBeVisible()
})

test('undo takes back what was done, redo does it again', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await lectern.page.keyboard.press('Control+Shift+a')
  await selectWord(lectern.text.getByText('Very little. There is no account'))
  await lectern.page.keyboard.press('h')
  await expect(lectern.page.getByText('1 annotation', { exact: true })).toBeVisible()
  await lectern.page.keyboard.press('Control+z')
  await expect(lectern.page.getByText('Nothing marked in this document')).toBeVisible()
  await lectern.page.keyboard.press('Control+Shift+z')
  await expect(lectern.page.getByText('1 annotation', { exact: true })).toBeVisible()
})

/** The text of the block at the top of the reading area, and where its top stands in whole pixels. */
async function firstLine(lectern: Pick<Lectern, 'text'>) {
  return lectern.text.locator('body').evaluate((body) => {
    const blocks = [...body.querySelectorAll('p, li, h1, h2, h3, tr')]
    const first = blocks.find((block) => block.getBoundingClientRect().bottom > 0)
    return {
      text: first?.textContent.slice(0, 60) ?? '',
      top: Math.round(first?.getBoundingClientRect().top ?? 0),
    }
  })
}
