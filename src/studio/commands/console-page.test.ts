import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '.'
import { laterCommands } from './later'
import { currentCall, RENAMED } from './renamed'

test('every command has its place on the page of the console', () => {
  const told = readFileSync('docs/console.md', 'utf8')
  const ids = new Set([...commands, ...laterCommands].map(({ id }) => id))
  expect(ids.size).toBeGreaterThan(250)
  expect([...ids].filter((id) => !told.includes(`\`${id}\``))).toEqual([])
})

test('every renamed command is listed there, leads to one that exists, and takes its old arguments', () => {
  const page = readFileSync('docs/console.md', 'utf8')
  const ids = new Set([...commands, ...laterCommands].map(({ id }) => id))
  const faults = Object.entries(RENAMED).filter(
    ([old, { id }]) => ids.has(old) || !ids.has(id) || !page.includes(`| \`${old}\` | \`${id}\` |`),
  )
  expect(faults).toEqual([])
  expect(currentCall('score.move', { note: 'n1', startMs: 0 })).toEqual(['scenario.move', { event: 'n1', startMs: 0 }])
  expect(currentCall('run.start', { note: 1 })).toEqual(['run.start', { note: 1 }])
})
