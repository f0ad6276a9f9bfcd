import { expect, test } from 'vitest'
import { mnistStarter } from '../../../catalog/datasets/mnist'
import { checkNetwork } from '../../../compile/check-network'
import type { CostRow } from '../../../compile/cost'
import { defaultPlan } from '../../../compile/default-plan'
import { around } from '../../../gallery/blocks/around.test-help'
import { costText } from '../../../messages/en/build/side-panel'
import { costRows, largestOf, nextSorting, sortRows } from './costs'

const row = (node: string, parameters: number, multiplyAdds: number): CostRow => ({
  node,
  parameters,
  multiplyAdds,
  activationBytes: 4,
  outputSize: 1,
})
const rows = [row('a', 5, 1), row('b', 9, 1), row('c', 5, 7)]
const names = (all: readonly CostRow[]) => all.map(({ node }) => node).join('')

test('rows are sorted by a column in both directions, and equal rows from input to output', () => {
  expect(names(sortRows(rows, { by: 'parameters', isDescending: true }))).toBe('bac')
  expect(names(sortRows(rows, { by: 'parameters', isDescending: false }))).toBe('acb')
  expect(names(sortRows(rows, { by: 'drawn', isDescending: false }))).toBe('abc')
  expect(names(sortRows(rows, { by: 'drawn', isDescending: true }))).toBe('cba')
})

test('a click sorts by a column in descending order, another click reverses it', () => {
  const once = nextSorting({ by: 'drawn', isDescending: false }, 'multiplyAdds')
  expect(once).toEqual({ by: 'multiplyAdds', isDescending: true })
  expect(nextSorting(once, 'multiplyAdds')).toEqual({ by: 'multiplyAdds', isDescending: false })
  expect(nextSorting(once, 'drawn')).toEqual({ by: 'drawn', isDescending: false })
})

test('the largest of each column', () => {
  expect(largestOf(rows)).toEqual({ parameters: 9, multiplyAdds: 7, activationBytes: 4, outputSize: 1 })
})

test('the rows of a level are cached even when two levels are visible at once', () => {
  const plan = defaultPlan(mnistStarter)
  const report = checkNetwork(around('residual-basic'), mnistStarter.schema, plan)
  const at = (inside: readonly string[]) => costRows({ report, inside, project: { plan } })
  const [outer, inner] = [at([]), at(['block'])]
  expect(at([])).toBe(outer)
  expect(at(['block'])).toBe(inner)
  expect(inner).not.toBe(outer)
})

test('the memory of a training is listed by part, largest first, without tiny parts', () => {
  const parts = { engine: 600e6, scratch: 1e6, checkpoints: 1.2e9, reference: 0, evaluations: 0, rows: 5e8, base: 37e6 }
  expect(costText.training({ ...parts, total: 2.338e9 })).toBe(
    'Training needs about 2.3 GB of memory: 1.2 GB for checkpoints; 600 MB for weights, gradients, and activations; 500 MB for the dataset; 37 MB for the program.',
  )
  const few = {
    engine: 1.2e6,
    scratch: 0.8e6,
    checkpoints: 1.1e6,
    reference: 0,
    evaluations: 141e6,
    rows: 0,
    base: 37e6,
  }
  expect(costText.training({ ...few, total: 181.1e6 })).toBe(
    'Training needs about 181 MB of memory: 141 MB for evaluations; 37 MB for the program; 3.1 MB for the rest.',
  )
})
