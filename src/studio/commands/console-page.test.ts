import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { argumentNotes } from '../../messages/en/commands/argument-notes'
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

test('every argument of a command is in its entry', () => {
  const entries = pages.flatMap(({ text }) => text.split(/^### /m).slice(1))
  const missing = [...commands, ...laterCommands].flatMap(({ id, args }) => {
    const entry = entries.find((one) => one.split('\n', 1)[0]?.split(', ').includes(id)) ?? ''
    // Functions cannot be passed from the console.
    const names = Object.keys(args).filter((name) => args[name]?.type !== 'function')
    return names.filter((name) => !new RegExp(`\\b${name}\\b`).test(entry)).map((name) => `${id}: ${name}`)
  })
  expect(missing).toEqual([])
})

test('every note on an argument belongs to one', () => {
  const all = new Map([...commands, ...laterCommands].map(({ id, args }) => [id, args]))
  const astray = Object.entries(argumentNotes).flatMap(([id, notes]) =>
    Object.keys(notes).filter((name) => !all.get(id)?.[name]),
  )
  expect(astray).toEqual([])
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
  // A command may keep its id; then only arguments or values were renamed.
  const faults = Object.entries(RENAMED).filter(
    ([old, { id, args, values, fields }]) =>
      (old === id ? !args && !values && !fields : ids.has(old)) ||
      !ids.has(id) ||
      !page.includes(`| \`${old}\` | \`${id}\` |`),
  )
  expect(faults).toEqual([])
  const named = new Map([...commands, ...laterCommands].map(({ id, args }) => [id, Object.keys(args)]))
  const unknown = Object.values(RENAMED).flatMap(({ id, args = {} }) =>
    Object.entries(args).filter(([old, now]) => named.get(id)?.includes(old) || !named.get(id)?.includes(now)),
  )
  expect(unknown).toEqual([])
  expect(currentCall('score.move', { note: 'n1', startMs: 0 })).toEqual(['scenario.move', { event: 'n1', startMs: 0 }])
  expect(currentCall('run.start', { note: 1 })).toEqual(['run.start', { note: 1 }])
  expect(currentCall('collect.add', { set: 'a', rows: [] })).toEqual(['collect.add', { dataset: 'a', rows: [] }])
  expect(currentCall('data.collect', { set: null, kind: 'pictures' })).toEqual([
    'data.collect',
    { dataset: null, kind: 'images' },
  ])
  expect(currentCall('data.bring', { files: [], card: { licence: 'CC0' } })).toEqual([
    'data.bring',
    { files: [], card: { license: 'CC0' } },
  ])
})
