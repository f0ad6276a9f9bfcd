/**
 * @file Checks that invalid values in the optional parts of a plan are reported, each with its own message, and that
 * valid values are not.
 */
import { describe, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { formatMessage } from '../../messages/message'
import { findDataset } from '../../catalog/datasets/all'
import type { Plan } from '../../catalog/training-plan'
import { chain } from '../../gallery/template'
import { applyAll } from '../../graph/apply-edit'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'
import { planProblems } from './training-settings'

const moons = expectDefined(findDataset('moons'), 'moons')
const plan = defaultPlan(moons)
const unseen = { ...plan.split, validation: 0 }

test.each([
  { schedule: { kind: 'cosine', period: 5, warmup: 10 } },
  { clip: { by: 'value', limit: 0.5 } },
  { accumulate: 1024, movingAverage: 0.9999, keepEvery: 1 },
  { classWeights: 'balanced' },
  { classWeights: { a: 0, b: 3 } },
  { stopWhen: { metric: { name: 'validationAccuracy', value: 0.98 }, steps: 1, seconds: 0.5 } },
  { stopWhen: { metric: { name: 'loss', value: 0 } }, split: unseen },
] satisfies Partial<Plan>[])('%j is a plan', (part) => {
  expect(planProblems({ ...plan, ...part })).toEqual([])
})

test.each([
  [{ schedule: { kind: 'zigzag' } }, 'There is no schedule "zigzag". Choose constant, cosine,'],
  [{ schedule: { factor: 0.5 } }, 'There is no schedule "undefined"'],
  [{ schedule: { kind: 'step', every: 0 } }, 'Every is 0. Use a value from 1 to 100,000.'],
  [{ schedule: { kind: 'step', period: 3 } }, 'period'],
  [{ clip: { by: 'force', limit: 1 } }, 'There is no gradient clipping by "force". Choose value, norm, or globalNorm.'],
  [{ clip: { by: 'norm', limit: 0 } }, 'The clipping limit for gradients is 0. Use a number above 0, such as 1.'],
  [{ clip: 5 }, 'There is no gradient clipping by "undefined"'],
  [{ accumulate: 1.5 }, 'Each update uses 1.5 batches. Use a whole number from 1 to 1,024.'],
  [{ movingAverage: 1 }, 'The decay of the weight average is 1. Use a value from 0 to 0.9999.'],
  [{ movingAverage: 'much' }, 'The decay of the weight average must be a number. Use a value from 0 to 0.9999.'],
  [{ epochs: '5' }, 'The number of epochs must be a number. Use a whole number from 1 to 100,000.'],
  [{ accumulate: 'two' }, 'The number of batches per update must be a number.'],
  [{ classWeights: 'even' }, 'Class weights must be "balanced" or one number per class.'],
  [{ classWeights: { a: -1 } }, 'The weight of class "a" is -1. Use a number from 0 to 1,000,000.'],
  [
    { stopWhen: { metric: { value: 1 } } },
    'Stopping at a target value needs the name of a metric, such as validationAccuracy.',
  ],
  [
    { stopWhen: { metric: { name: 'loss' } } },
    'The target for the training loss is not a number. Enter a finite number, such as 0.95.',
  ],
  [{ stopWhen: { steps: 0 } }, 'The step limit of training is 0 steps. Use a whole number from 1 to 1,000,000,000.'],
  [{ stopWhen: { seconds: 0 } }, 'The time limit of training is 0 seconds. Use a number above 0.'],
  [{ keepEvery: 0 }, 'The interval between kept checkpoints is 0 epochs. Use a whole number from 1 to 100,000.'],
  [
    { stopWhen: { metric: { name: 'validationLoss', value: 0 } }, split: unseen },
    'Training is set to stop when the validation loss reaches a target, but the validation set is empty. Give the validation set 10% of the data, or use a training metric.',
  ],
])('%j is invalid', (part, says) => {
  expect(planProblems({ ...plan, ...part } as Plan).map(formatMessage)).toEqual([expect.stringContaining(says)])
})

const drawing = chain({
  in: ['input', 'In'],
  a: ['dense', 'First', { units: 8, activation: 'relu', frozen: true }],
  n: ['batchNormalization', 'Norm', { frozen: true, momentum: 0.9 }],
  b: ['dense', 'Last', { units: 1, activation: 'sigmoid', frozen: true }],
  out: ['output', 'Out'],
})
const problemsOf = (part: Partial<Plan>, of = drawing) =>
  checkNetwork(of, moons.schema, { ...plan, ...part }).diagnostics.map((one) => [
    one.severity,
    formatMessage(one.problem),
  ])

describe('a drawing', () => {
  const open = applyAll(drawing, [{ type: 'set', node: 'b', params: { frozen: false } }])

  test('whose every layer is frozen has nothing to train; either fix makes it trainable', () => {
    const { diagnostics } = checkNetwork(drawing, moons.schema, plan)
    expect(diagnostics.map(({ problem, node, severity }) => [severity, node, formatMessage(problem)])).toEqual([
      ['error', 'b', 'Every layer with weights is frozen, so there is nothing to train. Unfreeze at least one.'],
    ])
    const [fixes = []] = diagnostics.map((one) => one.fixes)
    expect(fixes.map(({ title }) => title)).toEqual(['Unfreeze Last', 'Unfreeze all'])
    for (const { edits } of fixes) expect(problemsOf({}, applyAll(drawing, edits))).toEqual([])
    expect(applyAll(drawing, fixes[0]?.edits ?? [])).toEqual(open)
  })

  test('reports class weights for unknown classes, and for outputs without classes', () => {
    const [first = ''] = moons.schema.columns.flatMap((column) => (column.type === 'category' ? column.values : []))
    expect(problemsOf({ classWeights: { [first]: 2 } }, open)).toEqual([])
    expect(problemsOf({ classWeights: 'balanced' }, open)).toEqual([])
    expect(problemsOf({ classWeights: { [first]: 2, cat: 3 } }, open)).toEqual([
      ['advice', expect.stringContaining('The class weights name "cat", but the classes are ')],
    ])
    const cars = expectDefined(findDataset('auto-mpg'), 'cars')
    const number = applyAll(open, [{ type: 'set', node: 'b', params: { activation: 'linear' } }])
    const report = checkNetwork(number, cars.schema, { ...defaultPlan(cars), classWeights: 'balanced' })
    expect(report.diagnostics.map(({ problem }) => formatMessage(problem))).toEqual([
      'The class weights have no effect because no output predicts classes. Set them to Equal.',
    ])
  })
})
