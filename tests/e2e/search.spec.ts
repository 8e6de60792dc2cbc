// The search panel as a person uses it: through thousands of hits by keys and by dragging, narrowed, kept and named,
// brought back by the history, and looked through by axe in every state.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, expectReading, type Lectern, search, selectWord, test } from './lectern.ts'

const SECTIONS = 2_500
const file = join(tmpdir(), `lectern-lights-${process.pid}.md`)

function box({ page }: Lectern) {
  return page.getByRole('searchbox', { name: 'Search the library' }).or(page.getByRole('combobox'))
}

function results({ page }: Lectern) {
  return page.getByRole('listbox', { name: 'Search results' })
}

function chosen({ page }: Lectern) {
  return page.getByRole('option', { selected: true })
}

test.describe('thousands of hits', () => {
  test.use({ files: [file] })
  test.beforeAll(async () => {
    const sections = Array.from(
      { length: SECTIONS },
      (_, at) => `## Light ${at + 1}\n\nThe lighthouse of rock ${at + 1} shows its beam.\n`,
    )
    await writeFile(file, `# List of lights\n\nKept by hand.\n\n${sections.join('\n')}`)
  })
  test.afterAll(() => rm(file, { force: true }))

  test('are one list, walked by keys from the box and opened at its end', async ({ lectern }) => {
    await expectReading(lectern, 'List of lights')
    await search(lectern, 'lighthouse beam')
    await expect(lectern.page.getByText(/^2,500 hits in 1 document/)).toBeVisible()
    await lectern.page.keyboard.press('ArrowDown')
    await expect(chosen(lectern)).toHaveAttribute('aria-posinset', '1')
    await lectern.page.keyboard.press('PageDown')
    await expect(chosen(lectern)).not.toHaveAttribute('aria-posinset', '1')
    await lectern.page.keyboard.press('End')
    await expect(chosen(lectern)).toHaveAttribute('aria-posinset', String(SECTIONS))
    await expect(chosen(lectern)).toBeInViewport()
    await expect(chosen(lectern)).toContainText('lighthouse')
    const name = /rock \d+/.exec((await chosen(lectern).textContent()) ?? '')?.[0] ?? ''
    await lectern.page.keyboard.press('Enter')
    await expect(lectern.text.getByText(`The lighthouse of ${name} shows`)).toBeInViewport()
    await lectern.page.keyboard.press('Control+k')
    await expect(chosen(lectern)).toHaveAttribute('aria-posinset', String(SECTIONS))
    await lectern.page.keyboard.press('Home')
    await expect(chosen(lectern)).toHaveAttribute('aria-posinset', '1')
    await lectern.page.keyboard.press('Escape')
    await expect(chosen(lectern)).toHaveCount(0)
    await expect(box(lectern)).toHaveValue('lighthouse beam')
  })

  test('show their whole length at once and what the person drags to', async ({ lectern }) => {
    await expectReading(lectern, 'List of lights')
    await search(lectern, 'lighthouse beam')
    await expect(lectern.page.getByRole('option').first()).toBeVisible()
    const list = results(lectern)
    expect(await list.evaluate((element) => element.scrollHeight)).toBeGreaterThan(SECTIONS * 30)
    for (const share of [0.5, 0.25, 0.9]) {
      await list.evaluate((element, to) => element.scrollTo(0, element.scrollHeight * to), share)
      const inView = lectern.page.locator('.result-hit:not(.is-waiting)')
      await expect
        .poll(async () => Number(await inView.first().getAttribute('aria-posinset')) / SECTIONS)
        .toBeGreaterThan(share - 0.1)
      await expect(lectern.page.locator('.result-hit.is-waiting')).toHaveCount(0)
    }
    await box(lectern).fill('beam')
    await expect(lectern.page.locator('[data-answers="beam"]')).toBeVisible()
    expect(await list.evaluate((element) => element.scrollTop)).toBe(0)
  })
})

test('searches of before are there after a restart, are run, named and forgotten', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'enzyme')
  await expect(lectern.page.getByRole('option').first()).toBeVisible()
  await lectern.page.keyboard.press('Enter')
  await expectReading(lectern, 'Coronavirus research in early 2021')
  await search(lectern, 'wafer')
  await lectern.page.getByRole('button', { name: 'Save this search' }).click()
  await lectern.page.getByRole('textbox', { name: 'Name' }).fill('Chips')
  await lectern.page.keyboard.press('Enter')
  await expect(lectern.page.getByText('Saved as “Chips”.')).toBeVisible()

  await lectern.restart()
  await lectern.page.keyboard.press('Control+k')
  await expect(lectern.page.getByRole('region', { name: 'Recent searches' })).toContainText('enzyme')
  await lectern.page.keyboard.press('ArrowDown')
  await expect(lectern.page.getByRole('button', { name: /^Chips/ })).toBeFocused()
  await lectern.page.keyboard.press('Enter')
  await expect(box(lectern)).toHaveValue('wafer')
  await expect(box(lectern)).toBeFocused()
  await expect(lectern.page.getByRole('option').first()).toBeVisible()

  await box(lectern).fill('')
  await lectern.page.getByRole('button', { name: 'More for “Chips”' }).click()
  await lectern.page.getByRole('menuitem', { name: 'Rename' }).click()
  await lectern.page.getByRole('textbox', { name: 'Name' }).fill('Semiconductors')
  await lectern.page.keyboard.press('Enter')
  await lectern.page.getByRole('button', { name: 'More for “Semiconductors”' }).click()
  await lectern.page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(lectern.page.getByRole('region', { name: 'Saved searches' })).toHaveCount(0)
  await lectern.page.getByRole('button', { name: 'Undo' }).click()
  await expect(lectern.page.getByRole('region', { name: 'Saved searches' })).toContainText('Semiconductors')

  await lectern.page.getByRole('button', { name: 'Forget “enzyme”' }).click()
  await expect(lectern.page.getByText('enzyme', { exact: true })).toHaveCount(0)
})

test('an example of the help is searched for at a press', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await lectern.page.keyboard.press('Control+k')
  await lectern.page.getByRole('button', { name: 'How to search' }).click()
  await lectern.page.getByRole('button', { name: 'Try "supply chain"' }).click()
  await expect(box(lectern)).toHaveValue('"supply chain"')
  await expect(box(lectern)).toBeFocused()
  await expect(lectern.page.locator(`[data-answers='"supply chain"']`)).toBeVisible()
})

test('another spelling is offered with its words put right, and searched for at a press', async ({
  lectern,
}) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'supplly chain')
  const offered = lectern.page.getByRole('button', { name: 'supply chain' })
  await expect(offered.locator('strong')).toHaveText('supply')
  await offered.click()
  await expect(box(lectern)).toHaveValue('supply chain')
  await expect(lectern.page.locator('[data-answers="supply chain"]')).toBeVisible()
  await expect(offered).toHaveCount(0)
})

test('back brings the search of the place back, with its scope', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'bundle')
  const scope = lectern.page.getByRole('radiogroup', { name: 'Where to search' })
  await scope.getByText('This bundle').click()
  await expect(lectern.page.getByRole('radio', { name: 'This bundle' })).toBeChecked()
  await expect(lectern.page.getByRole('option').first()).toBeVisible()
  await lectern.page.getByRole('option').nth(3).click()
  await expect(lectern.page.locator('iframe')).toBeFocused()
  await search(lectern, 'enzyme')
  await scope.getByText('Everything').click()
  await lectern.page.getByRole('option').filter({ hasText: 'Coronavirus' }).first().click()
  await expectReading(lectern, 'Coronavirus research in early 2021')
  await lectern.page.keyboard.press('Alt+ArrowLeft')
  await lectern.page.keyboard.press('Alt+ArrowLeft')
  await expectReading(lectern, 'Welcome to Lectern')
  await expect(box(lectern)).toHaveValue('bundle')
  await expect(lectern.page.getByRole('radio', { name: 'This bundle' })).toBeChecked()
})

test('notes are among the hits as they are written, and open beside their passage', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'supply')
  await expect(lectern.page.getByRole('option').first()).toBeVisible()
  await selectWord(lectern.text.getByText('Very little. There is no account'))
  await lectern.page.keyboard.press('n')
  await lectern.page.getByRole('textbox', { name: 'Note' }).fill('Ask who will supply the batteries.')
  await expect(lectern.page.getByText('Saved', { exact: true }).first()).toBeVisible()
  await lectern.page.keyboard.press('Escape')

  const note = lectern.page.getByRole('option').filter({ hasText: 'Ask who will supply' })
  const kinds = lectern.page.getByRole('radiogroup', { name: 'What to search' })
  await kinds.getByText(/^Notes/).click()
  await expect(lectern.page.getByText('1 hit in 1 document')).toBeVisible()
  await expect(note).toContainText('Note')
  await expect(note.locator('mark')).toHaveText('supply')
  await kinds.getByText(/^Text/).click()
  await expect(note).toHaveCount(0)
  await kinds.getByText('All', { exact: true }).click()

  await lectern.page.keyboard.press('Control+PageDown')
  await expectReading(lectern, 'Reading')
  await box(lectern).fill('batteries supply')
  await expect(lectern.page.locator('[data-answers="batteries supply"]')).toBeVisible()
  await note.click()
  await expectReading(lectern, 'Welcome to Lectern')
  await expect(lectern.text.getByText('Very little. There is no account')).toBeInViewport()
  await expect(lectern.page.getByRole('dialog')).toContainText('Ask who will supply the batteries.')
  await expect(lectern.page.getByRole('option', { selected: true })).toContainText('Ask who will supply')
})

test.describe('a note whose passage is gone', () => {
  const first = join(tmpdir(), `lectern-moss-${process.pid}-1.webpub`)
  const second = join(tmpdir(), `lectern-moss-${process.pid}-2.webpub`)
  test.use({ files: [first] })
  test.beforeAll(async () => {
    await buildEdition(first, '1.0.0', 'The moss on the north wall is watered on Mondays.')
    await buildEdition(second, '2.0.0', 'Nothing grows on any wall of this house.')
  })
  test.afterAll(() => Promise.all([first, second].map((path) => rm(path, { force: true }))))

  test('says so among the hits, and leads to the list where it is kept', async ({ lectern }) => {
    const { page } = lectern
    await expectReading(lectern, 'Care of mosses')
    await selectWord(lectern.text.getByText('The moss on the north wall'))
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Note' }).fill('Rainwater, if there is any.')
    await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible()
    await page.keyboard.press('Escape')
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.press('Control+o')
    await (await choosing).setFiles([second])
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click()
    await expect(lectern.text.getByText('Nothing grows on any wall')).toBeVisible()

    await search(lectern, 'rainwater')
    const hit = page.getByRole('option').filter({ hasText: 'Rainwater, if there is any.' })
    await expect(hit).toContainText('Its passage is no longer in the text')
    await hit.click()
    const card = page.locator('.annotation-card.is-active')
    await expect(card).toContainText('Rainwater, if there is any.')
    await expect(card).toBeInViewport()
  })
})

test('hits are narrowed by what they have, a chip takes each choice away again', async ({ lectern }) => {
  const { page } = lectern
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'search')
  await expect(page.locator('[data-answers="search"]')).toBeVisible()
  const count = page.locator('.search-count')
  const all = ((await count.textContent()) ?? '').replace(/ · .*/, '')
  await page.getByRole('button', { name: 'Narrow the results' }).click()
  const choices = page.getByRole('group', { name: 'Narrow the results' })
  await expect(choices.getByRole('group', { name: 'Language' })).toHaveCount(0)
  const documents = choices.getByRole('group', { name: 'Document' })
  await documents.getByRole('button', { name: /^Show all/ }).click()
  await documents.getByRole('checkbox', { name: /^Searching/ }).check()
  await expect(page.locator('.result-document')).toHaveCount(1)
  await expect(documents.getByRole('checkbox', { name: /^The keyboard/ })).toBeVisible()
  await documents.getByRole('checkbox', { name: /^The keyboard/ }).check()
  const chips = page.getByRole('list', { name: 'What narrows the results' })
  await chips.getByRole('button', { name: 'Take away Document: Searching' }).click()
  await expect(chips.getByRole('button', { name: 'Take away Document: The keyboard' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chips).toHaveCount(0)
  await expect(box(lectern)).toBeFocused()
  await expect(count).toContainText(all)
})

test('a report that comes up does not take the words of whoever is typing', async ({ lectern }) => {
  const { page } = lectern
  await expectReading(lectern, 'Welcome to Lectern')
  await page.keyboard.press('Control+k')
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+o')
  await writeFile(file, '# List of lights\n\nKept by hand.\n')
  await (await choosing).setFiles([file])
  const words = 'a long sentence that somebody writes while the import comes to its end'
  await box(lectern).pressSequentially(words, { delay: 60 })
  await expect(box(lectern)).toHaveValue(words)
  await expect(page.getByRole('dialog')).toContainText('Import finished')
  await rm(file)
})

test('a search that finds nothing says what it asked for', async ({ lectern }) => {
  const { page } = lectern
  await expectReading(lectern, 'Welcome to Lectern')
  await search(lectern, 'tag:todo')
  await expect(page.getByText('No note here has the tag “todo”.')).toBeVisible()
  await page.getByRole('button', { name: 'Narrow the results' }).click()
  await expect(page.getByText('Nothing was found, so there is nothing to narrow.')).toBeVisible()
})

test('the count is announced when it has settled, not at every letter', async ({ lectern }) => {
  await expectReading(lectern, 'Welcome to Lectern')
  await lectern.page.keyboard.press('Control+k')
  await lectern.page.evaluate(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    new MutationObserver(() => {
      const text = document.querySelector('.search [role="status"]')?.textContent ?? ''
      if (text !== '' && said.at(-1) !== text) said.push(text)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await box(lectern).pressSequentially('enzyme', { delay: 60 })
  await expect(lectern.page.locator('.search [role="status"]')).toContainText(/hits? in \d/)
  expect(await lectern.page.evaluate(() => Reflect.get(globalThis, 'said'))).toHaveLength(1)
})

async function buildEdition(out: string, edition: string, text: string): Promise<void> {
  const source = await mkdtemp(join(tmpdir(), 'lectern-moss-'))
  await writeFile(join(source, 'care.md'), `# Care of mosses\n\n${text}\n`)
  const options = ['--out', out, '--id', 'moss', '--title', 'Mosses', '--edition', edition]
  const cli = join(import.meta.dirname, '../../bin/lectern.mjs')
  await promisify(execFile)(process.execPath, [cli, 'build', join(source, 'care.md'), ...options])
  await rm(source, { recursive: true })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} search panel`, () => {
    test.use({ look: { colorScheme, width: colorScheme === 'light' ? 1280 : 700, height: 800 } })

    test('has nothing that axe would find', async ({ lectern }) => {
      const { page } = lectern
      const check = async (state: string): Promise<void> => {
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
        expect(found, state).toEqual([])
      }
      await expectReading(lectern, 'Welcome to Lectern')
      await selectWord(lectern.text.getByText('Very little. There is no account'))
      await page.keyboard.press('h')
      await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible()
      await search(lectern, 'supply')
      await page.keyboard.press('ArrowDown')
      await check('a chosen hit')
      await page.getByRole('button', { name: 'Narrow the results' }).click()
      await check('choices')
      await page.getByRole('button', { name: 'Save this search' }).click()
      await check('name of a search')
      await page.keyboard.press('Enter')
      await box(lectern).fill('')
      await check('searches of before')
      await page.getByRole('button', { name: 'How to search' }).click()
      await check('help')
    })
  })
}
