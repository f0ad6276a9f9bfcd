import { expect, test } from 'vitest'
import { projectAddress, embedCode, isInForeignFrame, requestedFigure } from './project-link'

test('an address keeps the path and drops the query and fragment', () => {
  const page = 'https://x.edu/class/netloom/?from=mail#project=1.old'
  expect(projectAddress(page, '#project=1.new')).toBe('https://x.edu/class/netloom/#project=1.new')
  expect(projectAddress(page, '#project=1.new', 'loss')).toBe('https://x.edu/class/netloom/?figure=loss#project=1.new')
})

test('a title cannot break out of the iframe', () => {
  const html = embedCode('https://x/#project=1.a', '"><script>alert(1)</script>')
  expect(html).not.toMatch(/<script|""/)
  expect(html).toContain('title="&quot;&gt;&lt;script&gt;')
})

const hash = '#project=1.abc'

test.each([
  ['the studio', { search: '', hash: '' }, 'on its own', undefined],
  ['a link to a project', { search: '?from=mail', hash }, 'on its own', undefined],
  ['a figure without a link', { search: '?figure=loss', hash: '' }, 'on its own', undefined],
  ['a frame without a link', { search: '', hash: '' }, 'in a frame', undefined],
  ['a figure', { search: '?figure=loss', hash }, 'on its own', 'loss'],
  ['a link in a frame', { search: '', hash }, 'in a frame', 'canvas'],
  ['a figure in a frame', { search: '?figure=prediction', hash }, 'in a frame', 'prediction'],
  ['a figure that does not exist', { search: '?figure=<b>', hash }, 'on its own', 'canvas'],
] as const)('%s', (_what, address, framed, figure) => {
  expect(requestedFigure(address, framed)?.figure).toBe(figure)
})

test('a theme is used if it is valid', () => {
  expect(requestedFigure({ search: '?figure=loss&theme=dark', hash }, 'in a frame')?.theme).toBe('dark')
  expect(requestedFigure({ search: '?figure=loss&theme=red', hash }, 'in a frame')?.theme).toBeUndefined()
})

test('a frame of another site is recognized; the page itself and a frame of the same site are not', () => {
  const at = (origin: string) => ({ location: { origin } as Location }) as Window
  const own = at('https://x.edu')
  expect(isInForeignFrame({ ...own, parent: own })).toBe(false)
  expect(isInForeignFrame({ ...own, parent: at('https://evil.example') })).toBe(true)
  const unreadable = Object.defineProperty({}, 'location', {
    get: () => {
      throw new DOMException('Blocked a frame', 'SecurityError')
    },
  }) as Window
  expect(isInForeignFrame({ ...own, parent: unreadable })).toBe(true)
})
