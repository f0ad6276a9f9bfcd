import { expect, test } from 'vitest'
import type { CostRow } from '../../../compile/cost'
import { clicked, largestOf, sorted } from './costs'

const row = (node: string, parameters: number, multiplyAdds: number): CostRow => ({
  node,
  parameters,
  multiplyAdds,
  activationBytes: 4,
  outputSize: 1,
})
const rows = [row('a', 5, 1), row('b', 9, 1), row('c', 5, 7)]
const names = (all: readonly CostRow[]) => all.map(({ node }) => node).join('')

test('by a column, either way; equal ones as they are drawn', () => {
  expect(names(sorted(rows, { by: 'parameters', down: true }))).toBe('bac')
  expect(names(sorted(rows, { by: 'parameters', down: false }))).toBe('acb')
  expect(names(sorted(rows, { by: 'drawn', down: false }))).toBe('abc')
  expect(names(sorted(rows, { by: 'drawn', down: true }))).toBe('cba')
})

test('a click sorts by a column with the largest first, another turns it round', () => {
  const once = clicked({ by: 'drawn', down: false }, 'multiplyAdds')
  expect(once).toEqual({ by: 'multiplyAdds', down: true })
  expect(clicked(once, 'multiplyAdds')).toEqual({ by: 'multiplyAdds', down: false })
  expect(clicked(once, 'drawn')).toEqual({ by: 'drawn', down: false })
})

test('the largest of each column', () => {
  expect(largestOf(rows)).toEqual({ parameters: 9, multiplyAdds: 7, activationBytes: 4, outputSize: 1 })
})
