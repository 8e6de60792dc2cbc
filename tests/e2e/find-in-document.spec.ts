// Finding in the open document: as a person types, steps, mistypes a pattern, and goes back to reading.
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { expect, expectReading, type Lectern, selectWord, test } from './lectern.ts'

/** What the browser paints under a name of `::highlight()`, in order of place. */
async function painted(lectern: Lectern, name: string): Promise<string[]> {
  return lectern.text.locator('body').evaluate((body, wanted) => {
    const view = body.ownerDocument.defaultView as unknown as typeof globalThis
    const ranges = [...(view.CSS.highlights.get(wanted) ?? [])]
    return ranges.map((each) => {
      const range = body.ownerDocument.createRange()
      range.setStart(each.startContainer, each.startOffset)
      range.setEnd(each.endContainer, each.endOffset)
      return range.toString()
    })
  }, name)
}

interface Bar {
  readonly box: Locator
  readonly status: Locator
  readonly matches: Locator
}

async function openBar(lectern: Lectern, key = 'Control+f'): Promise<Bar> {
  await lectern.page.keyboard.press(key)
  const bar = lectern.page.getByRole('search', { name: 'Find in document' })
  const box = bar.getByLabel('Find in document', { exact: true })
  await expect(box).toBeFocused()
  const matches = lectern.page.getByRole('listbox', { name: 'Matches in the document' }).getByRole('option')
  return { box, status: bar.getByRole('status'), matches }
}

test('finds as one types, steps round the ends, and marks all matches', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  const { box, status, matches } = await openBar(lectern)
  await box.pressSequentially('lectern')
  await expect(status).toHaveText(/^1 of \d+$/)
  const count = Number((await status.innerText()).split(' ').at(-1))
  expect(count).toBeGreaterThan(3)
  expect(await painted(lectern, 'found-current')).toEqual(['Lectern'])
  await expect.poll(async () => (await painted(lectern, 'found')).length).toBeGreaterThan(2)
  await expect(matches.first()).toHaveAttribute('aria-selected', 'true')
  await expect(matches.first().locator('mark')).toHaveText('Lectern')
  await lectern.page.keyboard.press('Enter')
  await expect(status).toHaveText(`2 of ${count}`)
  await lectern.page.keyboard.press('F3')
  await expect(status).toHaveText(`3 of ${count}`)
  await lectern.page.keyboard.press('Shift+F3')
  await lectern.page.keyboard.press('Shift+Enter')
  await expect(status).toHaveText(`1 of ${count}`)
  await lectern.page.keyboard.press('Control+Shift+g')
  await expect(status).toHaveText(new RegExp(`^${count} of ${count}.*on from the end`))
  await lectern.page.keyboard.press('Control+g')
  await expect(status).toHaveText(new RegExp(`^1 of ${count}.*on from the beginning`))
})

test('landing is exact: the match is in view, also one that reaches across elements', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  const { box, status } = await openBar(lectern)
  await box.fill('everything in the picture')
  await expect(status).toHaveText('1 of 1')
  await expect(lectern.text.getByText('Everything in the picture')).toBeInViewport()
  await box.fill('library is the shelf')
  await expect(status).toHaveText('1 of 1')
  await expect.poll(() => painted(lectern, 'found-current')).toEqual(['library is the shelf'])
  await lectern.page.keyboard.press('Escape')
  await expect(box).toBeHidden()
  await expect(lectern.text.getByText('is the shelf')).toBeInViewport()
  expect(await painted(lectern, 'found')).toEqual([])
  const caret = await lectern.text.locator('body').evaluate((body) => {
    const selection = body.ownerDocument.getSelection()
    return selection?.anchorNode?.textContent?.slice(selection.anchorOffset)
  })
  expect(caret).toMatch(/^library/)
  await expect(lectern.page.locator('iframe')).toBeFocused()
})

test('a pattern: found, invalid, stopped, and well again', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  const { box, status } = await openBar(lectern)
  const pattern = lectern.page.getByRole('button', { name: 'Regular expression' })
  await pattern.click()
  await expect(pattern).toHaveAttribute('aria-pressed', 'true')
  await box.fill('\\bhand\\w+')
  await expect(status).toHaveText(/^1 of \d+$/)
  await box.fill('(hand')
  await expect(status).toHaveText('This regular expression cannot be read. Unterminated group')
  await expect(box).toHaveAttribute('aria-invalid', 'true')
  await box.fill('(\\w+\\s?)+\\d\\d\\d\\d$')
  await expect(status).toHaveText(/took too long and was stopped/)
  await box.fill('handbook')
  await expect(status).toHaveText(/^1 of \d+$/)
})

test('options, by key, and what is selected', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await selectWord(lectern.text.getByText('This handbook is a set of documents'))
  const selected = await lectern.text
    .locator('body')
    .evaluate((body) => String(body.ownerDocument.getSelection()).trim())
  const { box, status } = await openBar(lectern, '/')
  await expect(box).toHaveValue(selected)
  await expect(status).toHaveText(/^\d+ of \d+$/)
  await box.fill('LECTERN')
  await expect(status).toHaveText(/^\d+ of \d+$/)
  await lectern.page.keyboard.press('Alt+c')
  await expect(status).toHaveText('No matches')
  await lectern.page.keyboard.press('Alt+c')
  await box.fill('docu')
  await expect(status).toHaveText(/^\d+ of \d+$/)
  await lectern.page.keyboard.press('Alt+w')
  await expect(status).toHaveText('No matches')
  await lectern.page.keyboard.press('Escape')
  await expect(box).toBeHidden()
  await openBar(lectern, '/')
  await expect(box).toHaveValue('docu')
})

for (const look of [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 700, height: 800 },
] as const) {
  test.describe(`${look.colorScheme}, ${look.width} wide`, () => {
    test.use({ look })

    test('axe finds nothing, and a match chosen from the list is gone to', async ({ lectern }) => {
      const { page } = lectern
      await expectReading(lectern, 'Welcome to Lectern')
      const { box, status, matches } = await openBar(lectern)
      await box.fill('the')
      await expect(matches.first()).toBeVisible()
      await matches.nth(2).click()
      await expect(status).toHaveText(/^3 of /)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
      await page.getByRole('button', { name: 'List all matches' }).click()
      await expect(matches).toHaveCount(0)
    })
  })
}
