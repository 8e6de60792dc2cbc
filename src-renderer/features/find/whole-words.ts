// Whether what was found stands by itself. A word is a run of letters, digits, marks and underscores; in scripts that
// are written without spaces every character is a word.
import { skipUnseenAfter, skipUnseenBefore } from '../../../src-shared/text/folded-text.ts'

const WORD_END =
  /[[\p{L}\p{N}\p{M}_]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]$/v
const WORD_START =
  /^[[\p{L}\p{N}\p{M}_]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]/v

/** True when neither end of [start, end) lies inside a word. A soft hyphen does not part a word. */
export function isWholeWord(raw: string, start: number, end: number): boolean {
  return !isInWord(raw, start) && !isInWord(raw, end)
}

function isInWord(raw: string, offset: number): boolean {
  const before = skipUnseenBefore(raw, offset)
  const after = skipUnseenAfter(raw, offset)
  return (
    WORD_END.test(raw.slice(Math.max(0, before - 2), before)) && WORD_START.test(raw.slice(after, after + 2))
  )
}
