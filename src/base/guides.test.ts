/** @file Follows the guides of docs/ together in one copy of the source, because each copy starts vitest again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followGuide } from './guide.test-help'
import { lacks } from './python.test-help'

const guide = (name: string) => `docs/adding-${name}.md`
const GUIDES = ['a-layer', 'a-stage', 'a-loss', 'an-optimizer', 'an-activation', 'a-page', 'a-metric', 'an-alert-rule']
const copy = followGuide(...GUIDES.map(guide))
afterAll(copy.remove, 60_000)

/** The names of the tests of the copy that passed. */
let passed: readonly string[] = []
beforeAll(() => {
  passed = copy.unit(
    ...['src/compile/contract.test.ts', 'src/catalog/layers/table.test.ts', 'src/training/program'],
    ...['src/catalog/service-stages', 'src/serving/execute-pipeline.test.ts'],
    ...['src/training/cpu/ops.test.ts', 'src/training/gpu/kernels-for-op.test.ts'],
    ...['src/training/losses.test.ts', 'src/training/optimizers.test.ts', 'src/ui/shell/pages.test.tsx'],
    ...['src/ops/slo.test.ts', 'src/metrics/catalog/catalog.test.ts', 'src/studio/models/metric-readers.test.ts'],
    ...[
      '-u',
      '-t',
      // The tests of what the guides add, and those that compare whole lists.
      [
        ...[
          '[Ss]oftmax: ',
          'round: ',
          'expectile',
          'AMSGrad',
          'squared_relu',
          'pinballLoss',
          'models: a page',
          'the rule',
        ],
        ...['every (case|kind|loss|metric|optimizer|op (has|stays)|sentence)', 'matches the catalog'],
        ...['for the cases of seed 1', 'metrics of numbers', 'history 15'],
      ].join('|'),
    ],
  )
}, 240_000)

test('a layer takes its text and two files: shape, weights, training step, engines, and table follow', () => {
  expect(copy.filesOf(guide('a-layer'))).toEqual([
    'src/messages/en/catalog/layers.ts',
    'src/catalog/layers/softmax.ts',
    'src/training/program/layers/softmax.ts',
  ])
  expect(passed).toContain('softmax: shapes, weights and a training step match tf.js')
  expect(passed).toContainEqual(expect.stringMatching(/^Softmax: results, gradients, and weights match tf.js/))
  expect(passed).toContain('softmax: its definition says exactly when no engine can train it')
  expect(copy.read('docs/layers/layers.md')).toContain('(`softmax`)')
})

test('a stage takes three files: its text, its definition, and its runner', () => {
  expect(copy.filesOf(guide('a-stage'))).toHaveLength(3)
  expect(passed).toContain('round: a request passes the stage')
  expect(copy.read('docs/stages.md')).toContain('`round`, lowered to `Round`')
})

test('a loss and an optimizer take two files each, an activation a file and a word', () => {
  for (const name of ['a-loss', 'an-optimizer', 'an-activation']) expect(copy.filesOf(guide(name))).toHaveLength(2)
  expect(passed).toContainEqual(expect.stringMatching(/^expectile of linear, 3 units/))
  expect(passed).toContainEqual(expect.stringMatching(/^AMSGrad: 5 steps match/))
  expect(passed).toContainEqual(expect.stringMatching(/squared_relu/))
  expect(passed).toContainEqual(expect.stringMatching(/every op matches the interpreter for the cases/))
  const page = copy.read('docs/layers/losses-and-optimizers.md')
  expect(page).toContain('(`expectile`)')
  expect(page).toContain('(`amsgrad`)')
})

test('a page takes three files: its title, its view, and its entry in the list', () => {
  expect(copy.filesOf(guide('a-page'))).toHaveLength(3)
  expect(passed).toContain('models: a page of the project is a tab, loads, and can be hidden by a lesson')
})

test('a metric takes two files: its text and its definition', () => {
  expect(copy.filesOf(guide('a-metric'))).toEqual(['src/messages/en/metrics.ts', 'src/metrics/catalog/regression.ts'])
  expect(passed).toContainEqual(expect.stringMatching(/^pinballLoss has its best value for perfect predictions/))
  expect(passed).toContainEqual(expect.stringMatching(/^pinballLoss of an output of the kind number is everywhere/))
  const compared = passed.filter((name) => name.includes('agrees on all metrics of numbers'))
  expect(compared).toHaveLength(lacks('sklearn') ? 0 : 1)
})

test('an alert rule takes one file', () => {
  expect(copy.filesOf(guide('an-alert-rule'))).toEqual(['src/ops/slo-burn.ts'])
  expect(passed).toContain("the rule 'day' fires above its factor, not below, and ends")
})
