import { expect, test } from 'vitest'
import { mnistStarter } from '../../../catalog/datasets/mnist-starter'
import { checkNetwork } from '../../../compile/check-network'
import type { CostRow } from '../../../compile/cost'
import { defaultPlan } from '../../../compile/default-plan'
import { around } from '../../../gallery/blocks/around.test-help'
import { clicked, costsOf, largestOf, sorted } from './costs'

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

test('the same rows for the same level, though two levels are looked at at once', () => {
  const plan = defaultPlan(mnistStarter)
  const report = checkNetwork(around('residual-basic'), mnistStarter.schema, plan)
  const at = (inside: readonly string[]) => costsOf({ report, inside, project: { plan } })
  const [outer, inner] = [at([]), at(['block'])]
  expect(at([])).toBe(outer)
  expect(at(['block'])).toBe(inner)
  expect(inner).not.toBe(outer)
})
