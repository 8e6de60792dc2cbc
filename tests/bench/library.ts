// The default library as Lectern itself has it: its Markdown through the real importer, one entry for each section.
import { join } from 'node:path'
import { importSources } from '../../src-main/importing/index.ts'
import { type IndexedDocument, toIndexedSections } from '../../src-main/indexing/index.ts'
import { parseOutline } from '../../src-shared/text/canonical-text.ts'

const FOLDER = join(import.meta.dirname, '../../resources/library')

/** A section as a document of a corpus. `id` is the document's id and the section's number: `searching#2`. */
export interface LibrarySection {
  readonly id: string
  readonly title: string
  readonly body: string
}

/** The documents of the handbook and the dossier, in normal form. */
export async function importLibrary(): Promise<IndexedDocument[]> {
  const { documents } = await importSources([join(FOLDER, 'handbook'), join(FOLDER, 'dossier')])
  return documents.map(({ id, title, language, html }) => ({ id, title, language, html }))
}

/** Every section, its title being that of the document and of the headings around it. */
export function toLibrarySections(documents: readonly IndexedDocument[]): LibrarySection[] {
  return documents.flatMap(({ id, title, html }) => {
    const outline = parseOutline(html)
    return toIndexedSections(outline).map(({ trail, start, end }, ordinal) => ({
      id: `${id}#${ordinal}`,
      title: [title, ...trail.filter((each) => each !== title)].join(': '),
      body: outline.text.slice(start, end),
    }))
  })
}
