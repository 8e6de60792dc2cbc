// No request leaves the machine, whatever a document asks for.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectReading, test } from './lectern.ts'

const HOSTILE = `<!doctype html><html lang="en"><head><title>A visitor</title>
<link rel="stylesheet" href="http://leak.example/style.css"><meta http-equiv="refresh" content="0;url=http://leak.example/"></head>
<body><h1>A visitor</h1><p onclick="document.title='owned'">Read me. <img src="http://leak.example/pixel.gif" alt="a pixel" onerror="parent.owned=1"></p>
<script>parent.owned = 1</script><iframe src="http://leak.example/"></iframe><form action="http://leak.example/"><button>Send</button></form>
<p><a href="javascript:parent.owned=1">A trap</a> and <a href="https://elsewhere.example/page">a way out</a>.</p></body></html>`

test('a hostile page shows its words, runs nothing and asks for nothing', async ({ lectern, hostKind }) => {
  test.skip(hostKind === 'electron', 'files are chosen in the system’s own dialogue there')
  const { page } = lectern
  await expectReading(lectern, 'Welcome to Lectern')
  const asked: string[] = []
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') asked.push(request.url())
  })
  const folder = await mkdtemp(join(tmpdir(), 'lectern-hostile-'))
  await writeFile(join(folder, 'visitor.html'), HOSTILE)
  await page.keyboard.press('Control+Shift+l')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import files' }).first().click()
  await (await choosing).setFiles(join(folder, 'visitor.html'))
  const report = page.getByRole('dialog')
  await expect(report).toBeVisible({ timeout: 30_000 })
  await report.getByRole('button', { name: 'Open it' }).click()
  await expectReading(lectern, 'A visitor')
  await expect(lectern.text.getByText('Read me.')).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'owned') as unknown)).toBeUndefined()
  await lectern.text.getByText('a way out').click()
  await expect(page.getByRole('dialog')).toContainText('elsewhere.example')
  await page.keyboard.press('Escape')
  expect(asked).toEqual([])
  await rm(folder, { recursive: true })
})
