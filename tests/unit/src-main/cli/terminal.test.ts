import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, openProgress, toPrintable, toSize } from '../../../../src-main/cli/terminal.ts'

function makeOutput(isTerminal: boolean): {
  isTerminal: boolean
  text: string
  write(text: string): Promise<void>
} {
  return {
    isTerminal,
    text: '',
    write(text) {
      this.text += text
      return Promise.resolve()
    },
  }
}

describe('text from outside', () => {
  it('cannot steer the terminal, whatever it holds', () => {
    expect(toPrintable('a\u001b[2J\tb\n\u009b1mc\u202ed\u0000')).toBe('a [2J b 1mcd')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toPrintable(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})

describe('progress', () => {
  it('is one line on a terminal, cleared in the end', async () => {
    const output = makeOutput(true)
    const progress = openProgress(output)
    progress.show('Importing 1 of 2\u001b[31m a.txt')
    await progress.clear()
    expect(output.text).toBe('\r\u001b[KImporting 1 of 2 [31m a.txt\r\u001b[K')
  })

  it('is nothing where no terminal is', async () => {
    const output = makeOutput(false)
    const progress = openProgress(output)
    progress.show('Importing')
    await progress.clear()
    expect(output.text).toBe('')
  })
})

describe('numbers', () => {
  it('are in words and units', () => {
    expect([count(1, 'file'), count(12_345, 'word'), count(0, 'hit')]).toEqual([
      '1 file',
      '12,345 words',
      '0 hits',
    ])
    expect([toSize(0), toSize(999), toSize(1_234), toSize(56_789), toSize(5e12)]).toEqual([
      '0 bytes',
      '999 bytes',
      '1.2 kB',
      '57 kB',
      '5000 GB',
    ])
  })
})
