// Stemmers: one for each language that Lunr or lunr-languages has a usable one for. They are given folded words, on
// both sides, so that a word typed without its accents has the same stem. Not here: Hebrew's stemmer, which changes
// nothing, and Arabic's, which keeps its state in global variables.
import da from 'lunr-languages/lunr.da.js'
import de from 'lunr-languages/lunr.de.js'
import el from 'lunr-languages/lunr.el.js'
import es from 'lunr-languages/lunr.es.js'
import fi from 'lunr-languages/lunr.fi.js'
import fr from 'lunr-languages/lunr.fr.js'
import hu from 'lunr-languages/lunr.hu.js'
import it from 'lunr-languages/lunr.it.js'
import nl from 'lunr-languages/lunr.nl.js'
import no from 'lunr-languages/lunr.no.js'
import pl from 'lunr-languages/lunr.pl.js'
import pt from 'lunr-languages/lunr.pt.js'
import ro from 'lunr-languages/lunr.ro.js'
import ru from 'lunr-languages/lunr.ru.js'
import support from 'lunr-languages/lunr.stemmer.support.js'
import sv from 'lunr-languages/lunr.sv.js'
import tr from 'lunr-languages/lunr.tr.js'
import type { Language } from '../../src-shared/domain/ids.ts'
import { lunr } from './lunr-corrected.ts'

/** Maps a folded word to its stem; a word that has none to itself. Remembers what it has seen. */
export type Stemmer = (word: string) => string

type Plugin = (host: typeof lunr) => void

const PLUGINS: ReadonlyMap<string, Plugin> = new Map(
  Object.entries({ da, de, el, es, fi, fr, hu, it, nl, no, pl, pt, ro, ru, sv, tr }),
)
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
])

const WORD = /^\p{L}[\p{L}\p{M}]*$/u
const SHORTEST = 3
const MEMORY = 200_000

const ready = new Map<string, Stemmer>()

/**
 * The stemming language of a document: `en` for `en-GB`, `no` for `nb`. Null where words are left as they are, which
 * includes documents whose language is not known.
 */
export function toStemmingLanguage(language: Language): string | null {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  const name = ALIASES.get(primary) ?? primary
  return name === 'en' || PLUGINS.has(name) ? name : null
}

/** The stemmer of a stemming language, the same function each time. A name that is not one leaves words alone. */
export function getStemmer(name: string): Stemmer {
  const known = ready.get(name)
  if (known !== undefined) return known
  const stemmer = remember(findRule(name))
  ready.set(name, stemmer)
  return stemmer
}

function remember(rule: Stemmer): Stemmer {
  const seen = new Map<string, string>()
  return (word) => {
    const known = seen.get(word)
    if (known !== undefined) return known
    const stem = word.length >= SHORTEST && WORD.test(word) ? rule(word) || word : word
    if (seen.size >= MEMORY) seen.clear()
    seen.set(word, stem)
    return stem
  }
}

function findRule(name: string): Stemmer {
  if (name === 'en') return (word) => String(lunr.stemmer(new lunr.Token(word, {})))
  const plugin = PLUGINS.get(name)
  if (plugin === undefined) return (word) => word
  if (!('stemmerSupport' in lunr)) support(lunr)
  plugin(lunr)
  const stem = registered(`stemmer-${name}`)
  return (word) => String(stem(new lunr.Token(word, {})))
}

function registered(label: string): (token: lunr.Token) => unknown {
  const functions: unknown = Reflect.get(lunr.Pipeline, 'registeredFunctions')
  const found: unknown =
    typeof functions === 'object' && functions ? Reflect.get(functions, label) : undefined
  if (typeof found !== 'function') throw new Error(`lunr-languages has no function ${label}`)
  return (token): unknown => Reflect.apply(found, undefined, [token])
}
