// What may help when a search finds nothing, told from the text of the search alone. Pure; it neither searches nor
// knows which tags or titles there are.
import { HighlightColor } from '../../../src-shared/domain/annotation.ts'
import { t } from '../../i18n/index.ts'

/** A `name:` that restricts, as the language of the search has it, with its value in quotes or without. */
const FIELD = /(?<=^|\s)-?(title|in|tag|colou?r|layer|author):(?:"([^"]*)"?|(\S*))/giu
/** What is written with a minus. */
const EXCLUDED = /(?:^|\s)-(?:"[^"]*"?|[^\s-]\S*)/gu
const WORD = /[\p{L}\p{N}]{4,}/u
const TERM = /[\p{L}\p{N}]/u

/** Sentences for this very text, what is most likely to help first. Never empty. */
export function toHints(query: string): readonly string[] {
  const fields = Array.from(query.matchAll(FIELD), ([, name = '', quoted, plain = '']) => ({
    name: name.toLowerCase(),
    value: (quoted ?? plain).trim(),
  }))
  const words = query.replace(FIELD, ' ').trim()
  const ofFields = fields.map(({ name, value }) =>
    toFieldHint(name, value, words === '' && fields.length === 1),
  )
  const hints = [...ofFields, ...toWordHints(words, ofFields.length === 0)]
  return [...new Set(hints)]
}

/** @param isAlone nothing else is asked for */
function toFieldHint(name: string, value: string, isAlone: boolean): string {
  if (value === '') return t('search.noneOpen', { example: EXAMPLES[name] ?? EXAMPLES.tag })
  switch (name) {
    case 'tag':
      return t(isAlone ? 'search.noneTag' : 'search.noneTagToo', { value })
    case 'in':
      return t(isAlone ? 'search.noneTitled' : 'search.noneTitledToo', { value })
    case 'title':
      return t('search.noneHeading', { value })
    case 'color':
    case 'colour':
      return toColorHint(value, isAlone)
    default:
      return t('search.noneLayer', { value })
  }
}

const EXAMPLES: Readonly<Record<string, string>> & { readonly tag: string } = {
  tag: 'tag:question',
  in: 'in:dossier',
  title: 'title:supply',
  color: 'color:green',
  colour: 'colour:green',
}

function toColorHint(value: string, isAlone: boolean): string {
  const names = HighlightColor.options
  if (!names.some((name) => name.startsWith(value.toLowerCase())))
    return t('search.noneColorName', { value, names: names.join(', ') })
  return t(isAlone ? 'search.noneColor' : 'search.noneColorToo', { value })
}

/** @param isAll nothing but these words is asked for */
function toWordHints(words: string, isAll: boolean): readonly string[] {
  const wanted = words.replace(EXCLUDED, ' ').trim()
  const hasMinus = wanted !== words
  if (words === '') return []
  if (isAll && !TERM.test(wanted)) return [t(hasMinus ? 'search.noneMinusAlone' : 'search.noneTerm')]
  const hasQuotes = words.includes('"')
  const word = hasQuotes || words.includes('*') ? undefined : WORD.exec(wanted)?.[0]
  return [
    ...(hasQuotes ? [t('search.noneQuotes')] : []),
    ...(hasMinus ? [t('search.noneMinus')] : []),
    t('search.noneSpelling'),
    ...(word === undefined ? [] : [t('search.nonePrefix', { example: `${word.slice(0, -1)}*` })]),
  ]
}
