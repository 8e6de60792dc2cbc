import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const SCRIPT = join(import.meta.dirname, '../../../scripts/extract-corpora.mjs')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-corpora-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function writePage(path: string, html: string): void {
  const file = join(folder, 'doc', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, html)
}

function extract(...names: string[]): { status: number | null; stdout: string; stderr: string } {
  const places = ['--docs', join(folder, 'doc'), '--out', join(folder, 'out')]
  return spawnSync(process.execPath, [SCRIPT, ...places, ...names], { encoding: 'utf8' })
}

function readLines(name: string): unknown[] {
  const text = readFileSync(join(folder, 'out', `${name}.jsonl`), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

describe('extract-corpora', () => {
  it('makes one document of a page of Python, without navigation, scripts and marks of headings', () => {
    writePage(
      'python3.11/html/library/a.html',
      `<title>a — First &#8212; Python 3.11.2 documentation</title><nav>menu</nav><div role="main">
       <h1>a<a class="headerlink">¶</a></h1><script>run()</script><p>One   <b>bo</b>ld
       word.</p></div>`,
    )
    writePage('python3.11/html/genindex.html', '<div role="main">index</div>')
    expect(extract('python').status).toBe(0)
    expect(readLines('python')).toEqual([
      { id: 'library/a.html', title: 'a — First', body: 'a\nOne bold word.' },
    ])
  })

  it('begins a document of PostgreSQL at every heading and names it by the anchor around it', () => {
    writePage(
      'postgresql-doc-15/html/x.html',
      `<title>X</title><body><div class="navheader">Prev</div><div class="sect1" id="X-1"><div><h2>X</h2></div><p>one</p>
       <div class="sect2" id="X-2"><h3>Options</h3><p>two</p></div></div></body>`,
    )
    extract('postgresql')
    expect(readLines('postgresql')).toEqual([
      { id: 'x.html#X-1', title: 'X', body: 'X\none' },
      { id: 'x.html#X-2', title: 'X: Options', body: 'Options\ntwo' },
    ])
  })

  it('gives the same bytes again', () => {
    for (const name of ['b', 'a', 'c'])
      writePage(`python3.11/html/${name}.html`, `<title>${name}</title><p role="main">${name}</p>`)
    extract('python')
    const first = readFileSync(join(folder, 'out/python.jsonl'))
    extract('python')
    expect(readFileSync(join(folder, 'out/python.jsonl')).equals(first)).toBe(true)
    expect(readLines('python')).toHaveLength(3)
  })

  it('says which packages are missing, and still makes what is there', () => {
    writePage('python3.11/html/a.html', '<title>a</title><p role="main">a</p>')
    const { status, stdout, stderr } = extract()
    expect(status).toBe(1)
    expect(stdout).toContain('1 documents')
    expect(stderr).toContain('apt-get install postgresql-doc-15 libboost1.74-doc openjdk-17-doc')
  })

  it('refuses a corpus that there is not', () => {
    expect(extract('perl')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('perl; there are python') as string,
    })
  })
})
