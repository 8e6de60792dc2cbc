// axe finds nothing on any screen, in light and dark, wide and narrow.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, expectReading, search, test } from './lectern.ts'

const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 700, height: 800 },
] as const

for (const look of looks) {
  test.describe(`${look.colorScheme}, ${look.width} wide`, () => {
    test.use({ look })

    test('axe finds no violation on any screen', async ({ lectern }) => {
      const { page } = lectern
      const check = async (screen: string): Promise<void> => {
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
        )
        expect(found, screen).toEqual([])
      }
      await expectReading(lectern, 'Welcome to Lectern')
      await check('reading')
      await search(lectern, 'enzyme')
      await expect(page.getByRole('option').first()).toBeVisible()
      await check('search')
      await page.keyboard.press('Control+Shift+a')
      await check('annotations')
      if (look.width < 900) await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Appearance' }).click()
      await check('appearance')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+,')
      await expect(page.getByRole('dialog')).toBeVisible()
      await check('settings')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+Shift+l')
      await expect(page.getByRole('button', { name: 'Import files' }).first()).toBeVisible()
      await check('library')
    })
  })
}
