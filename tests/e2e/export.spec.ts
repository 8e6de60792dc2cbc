// Notes leave in standard formats, and a folder of files becomes a bundle that is searched at once.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectReading, search, selectWord, test } from './lectern.ts'

test('notes are exported as Markdown and as a Readium annotation set', async ({ lectern, hostKind }) => {
  test.skip(hostKind === 'electron', 'files are saved in the system’s own dialogue there')
  const { page } = lectern
  await expectReading(lectern, 'Welcome to Lectern')
  await selectWord(lectern.text.getByText('Very little. There is no account'))
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note' }).fill('For the *minutes*.')
  await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+a')
  const download = async (format: string): Promise<string> => {
    await page.getByRole('button', { name: 'Export' }).click()
    const waiting = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: format }).click()
    return readFile(await (await waiting).path(), 'utf8')
  }
  const markdown = await download('Markdown')
  expect(markdown).toContain('For the *minutes*.')
  expect(markdown).toContain('lectern://lectern-handbook@')
  const readium: unknown = JSON.parse(await download('Readium annotations'))
  expect(readium).toMatchObject({
    type: 'AnnotationSet',
    items: [{ type: 'Annotation', body: { value: 'For the *minutes*.' } }],
  })
})

test('a folder is imported, searched and read, its bad files reported', async ({ lectern, hostKind }) => {
  test.skip(hostKind === 'electron', 'folders are chosen in the system’s own dialogue there')
  const { page } = lectern
  const folder = join(await mkdtemp(join(tmpdir(), 'lectern-folder-')), 'Field manuals')
  await mkdir(join(folder, 'pumps'), { recursive: true })
  await writeFile(join(folder, '1 Start.md'), '# Start here\n\nSee [the pumps](pumps/pumps.html#care).\n')
  await writeFile(
    join(folder, 'pumps/pumps.html'),
    '<h1>Pumps</h1><p>Zwölf Ventile.</p><h2 id="care">Care</h2><p>Grease the quillwheel weekly.</p>',
  )
  await writeFile(join(folder, 'empty.txt'), '')
  await writeFile(join(folder, 'noise.txt'), Buffer.from([0, 1, 2, 3, 0, 255, 254, 0, 7]))
  await expectReading(lectern, 'Welcome to Lectern')
  await page.keyboard.press('Control+Shift+l')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import folder' }).first().click()
  await (await choosing).setFiles(folder)
  const report = page.getByRole('dialog')
  await expect(report.getByText('empty.txt')).toBeVisible({ timeout: 30_000 })
  await expect(report.getByText('noise.txt')).toBeVisible()
  await report.getByRole('button', { name: 'Open it' }).click()
  await expectReading(lectern, 'Start here')
  await lectern.text.getByRole('link', { name: 'the pumps' }).click()
  await expectReading(lectern, 'Pumps')
  await search(lectern, 'quillwh')
  await expect(page.getByRole('option').filter({ hasText: 'quillwheel' })).toBeVisible()
  await rm(folder, { recursive: true })
})
