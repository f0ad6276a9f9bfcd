import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '.'
import { laterCommands } from './lazy-commands'
import { currentCall, RENAMED } from './renamed-commands'

const FOLDER = 'docs/console'
const pages = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ file, text: readFileSync(`${FOLDER}/${file}`, 'utf8') }))

test('every command has exactly one entry on the pages of the console, and every entry is a command', () => {
  const ids = new Set([...commands, ...laterCommands].map(({ id }) => id))
  expect(ids.size).toBeGreaterThan(250)
  // An entry is a heading with one or more ids: "### graph.undo, graph.redo".
  const entries = pages.flatMap(({ text }) =>
    [...text.matchAll(/^### (.+)$/gm)].flatMap(([, ids = '']) => ids.split(', ')),
  )
  expect(entries.toSorted()).toEqual([...ids].sort())
})

test('every page is listed on the first one, short enough to read, and has its links to others right', () => {
  const first = pages.find(({ file }) => file === 'README.md')?.text ?? ''
  const known = new Set(pages.map(({ file }) => file))
  for (const { file, text } of pages) {
    if (file !== 'README.md') expect(first).toContain(`(${file})`)
    expect(text.split(/\s+/).length, file).toBeLessThan(1500)
    for (const [, target = ''] of text.matchAll(/\]\(([a-z-]+\.md|README\.md)/gi)) expect(known, file).toContain(target)
  }
})

test('every renamed command is listed there, leads to one that exists, and takes its old arguments', () => {
  const page = pages.find(({ file }) => file === 'renamed.md')?.text ?? ''
  const ids = new Set([...commands, ...laterCommands].map(({ id }) => id))
  const faults = Object.entries(RENAMED).filter(
    ([old, { id }]) => ids.has(old) || !ids.has(id) || !page.includes(`| \`${old}\` | \`${id}\` |`),
  )
  expect(faults).toEqual([])
  expect(currentCall('score.move', { note: 'n1', startMs: 0 })).toEqual(['scenario.move', { event: 'n1', startMs: 0 }])
  expect(currentCall('run.start', { note: 1 })).toEqual(['run.start', { note: 1 }])
})
