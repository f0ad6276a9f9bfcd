/** Tests the laws of the look over all style sheets: colors, sizes of text, and lines come from the tokens. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const TOKENS = 'src/ui/tokens.css'
const sheets = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css'))
  .map((path) => `src/ui/${path.replaceAll('\\', '/')}`)

/** The lines of all style sheets except the tokens that match a pattern, with their place. */
function linesWith(pattern: RegExp): readonly string[] {
  return sheets.filter((path) => path !== TOKENS).flatMap((path) => linesOf(path).filter((line) => pattern.test(line)))
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line, i) => `${path}:${i + 1}: ${line.trim()}`)
}

test('only the tokens name a color', () => {
  expect(linesWith(/#[\da-f]{3,8}\b|\b(rgba?|hsla?|oklch)\(/i)).toEqual([])
})

test('text has one of the five sizes, none of which is below 12 px', () => {
  expect(linesWith(/\bfont(-size)?:.*\d(px|em|rem|pt)\b/)).toEqual([])
  const sizes = [...readFileSync(TOKENS, 'utf8').matchAll(/--text-\w+: (\d+)px/g)].map(([, size]) => Number(size))
  expect(sizes.length).toBeGreaterThanOrEqual(5)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12)
})

test('distances and radii come from the scale; up to 2 px correct how something looks', () => {
  expect(linesWith(/\b(padding|margin|gap|border-radius)[\w-]*:[^;]*\b([3-9]|\d{2,})(\.\d+)?px/)).toEqual([])
})

test('no control has an outline, except in forced colors', () => {
  const lines = linesWith(/\bborder: 1(\.\d+)?px solid var\(--(edge|rule|ink|soft|faint|accent|bad)\)/)
  expect(lines.map((line) => line.replace(/:\d+:.*/, ''))).toEqual([
    // The ring of a radio button.
    'src/ui/pages/machine/machine.module.css',
  ])
})

test('every token that a style sheet uses is defined', () => {
  const defined = new Set<string>()
  const used = new Map<string, string>()
  const sources = readdirSync('src/ui', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(css|tsx?)$/.test(path),
  )
  for (const path of sources) {
    const text = readFileSync(`src/ui/${path}`, 'utf8')
    for (const [, name] of text.matchAll(/(?:^|[\s'"{;(])(--[\w-]+)['"]?\s*:/g)) defined.add(name as string)
    for (const [, name] of text.matchAll(/var\((--[\w-]+)\)/g)) used.set(name as string, path)
  }
  // The positioner of Base UI sets the width of the anchor.
  defined.add('--anchor-width')
  expect([...used].filter(([name]) => !defined.has(name))).toEqual([])
})

test('every class that a component uses is defined', () => {
  const missing: string[] = []
  const components = readdirSync('src/ui', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.tsx'),
  )
  for (const path of components) {
    const file = `src/ui/${path.replaceAll('\\', '/')}`
    const text = readFileSync(file, 'utf8')
    for (const [, name, from] of text.matchAll(/^import (\w+) from '([^']+\.module\.css)'/gm)) {
      const sheet = readFileSync(join(dirname(file), from as string), 'utf8')
      const defined = new Set([...sheet.matchAll(/\.([a-z][\w-]*)/gi)].map(([, one]) => one))
      for (const [, used] of text.matchAll(new RegExp(`(?<![\\w./-])${name}\\.(\\w+)`, 'g')))
        if (!defined.has(used)) missing.push(`${file}: ${name}.${used}`)
    }
  }
  expect(missing).toEqual([])
})

test('the style sheets stay small: what several parts look like is in the kit', () => {
  const lines = sheets.reduce((sum, path) => sum + linesOf(path).length - 1, 0)
  expect(lines).toBeLessThanOrEqual(7_500)
})
