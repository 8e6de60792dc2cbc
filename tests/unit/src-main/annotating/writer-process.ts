// A process that makes annotations in a folder and prints the body of each once it is acknowledged.
// Arguments: folder, name, count (0: until it is killed).
import { OWN_LAYER } from '../../../../src-shared/domain/ids.ts'
import { openNotes } from '../../../../src-main/annotating/index.ts'
import { DOCUMENT, buildDocument, draftOn, openConf } from './stock.ts'

const [folder = '', name = '', count = '0'] = process.argv.slice(2)
const notes = await openNotes({
  folder,
  openStore: openConf,
  readDocument: (_bundleId, documentId) => Promise.resolve(documentId === DOCUMENT ? buildDocument() : null),
  author: () => OWN_LAYER,
  journalLimit: 20_000,
})
for (let number = 0; count === '0' || number < Number(count); number += 2) {
  const made = [number, number + 1].map(async (each) => {
    const body = `${name}-${each}`
    await notes.create(draftOn('the wind', { body }))
    process.stdout.write(`${body}\n`)
  })
  await Promise.all(made)
}
await notes.close()
