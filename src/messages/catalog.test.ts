/**
 * Checks the whole catalog: every file defines a separate namespace, so that a language translates each namespace once.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const files = readdirSync('src/messages/en', { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file))

test('every namespace is the path of its file or below it, and is unique', () => {
  const spaces = files.flatMap((file) => {
    const source = readFileSync(`src/messages/en/${file}`, 'utf8')
    return [...source.matchAll(/\bdefine(?:Text|Messages)\(\s*'([^']+)'/g)].map(([, space]) => ({ file, space }))
  })
  expect(spaces.length).toBeGreaterThan(40)
  const path = (file: string) => file.replace(/\.ts$/, '')
  const astray = spaces.filter(({ file, space = '' }) => space !== path(file) && !space.startsWith(`${path(file)}/`))
  expect(astray).toEqual([])
  expect(new Set(spaces.map(({ space }) => space)).size).toBe(spaces.length)
})
