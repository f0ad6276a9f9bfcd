import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '.'
import { laterCommands } from './later'

test('every command has its place on the page of the console', () => {
  const told = readFileSync('docs/console.md', 'utf8')
  const ids = new Set([...commands, ...laterCommands].map(({ id }) => id))
  expect(ids.size).toBeGreaterThan(250)
  expect([...ids].filter((id) => !told.includes(`\`${id}\``))).toEqual([])
})
