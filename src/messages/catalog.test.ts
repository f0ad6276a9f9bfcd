/** The catalog as a whole: every file defines its own namespace, so that a language can fill each in once. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const files = readdirSync('src/messages/en', { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file))

test('the namespace of a text is its path or below it, and no two are the same', () => {
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
