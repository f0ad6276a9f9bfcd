/** @file What the optional parts of a plan can never be is told, each by its own sentence; what they can be is not. */
import { describe, expect, test } from 'vitest'
import { present } from '../../base/assert'
import { say } from '../../messages/message'
import { findDataset } from '../../catalog/datasets/all'
import type { Plan } from '../../catalog/plan'
import { chain } from '../../gallery/template'
import { applyAll } from '../../graph/apply'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'
import { planProblems } from './plan'

const moons = present(findDataset('moons'), 'moons')
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
  [{ schedule: { kind: 'zigzag' } }, 'There is no schedule "zigzag"; it can be constant, cosine,'],
  [{ schedule: { factor: 0.5 } }, 'There is no schedule "undefined"'],
  [{ schedule: { kind: 'step', every: 0 } }, 'Every is 0; it can be 1 to 100,000.'],
  [{ schedule: { kind: 'step', period: 3 } }, 'period'],
  [{ clip: { by: 'force', limit: 1 } }, 'Gradients cannot be clipped by "force"; it can be value, norm, globalNorm.'],
  [{ clip: { by: 'norm', limit: 0 } }, 'Gradients are clipped at 0; it has to be a number above 0, such as 1.'],
  [{ clip: 5 }, 'Gradients cannot be clipped by "undefined"'],
  [{ accumulate: 1.5 }, 'One update is to take 1.5 batches; it can be 1 to 1,024.'],
  [{ movingAverage: 1 }, 'The moving average keeps 1; it can keep 0 to 0.9999.'],
  [{ movingAverage: 'much' }, 'The moving average keeps NaN;'],
  [{ classWeights: 'even' }, 'Class weights are "balanced", or a number for each class.'],
  [{ classWeights: { a: -1 } }, 'The class "a" would count -1; it can count 0 to 1,000,000.'],
  [{ stopWhen: { metric: { value: 1 } } }, 'A run that stops at a figure needs its name, such as validationAccuracy.'],
  [{ stopWhen: { metric: { name: 'loss' } } }, 'A run cannot stop when its loss reaches NaN; that has to be a number.'],
  [{ stopWhen: { steps: 0 } }, 'A run cannot stop after 0 steps; it can be 1 to 1,000,000,000.'],
  [{ stopWhen: { seconds: 0 } }, 'A run cannot stop after 0 seconds; it has to be a number above 0.'],
  [{ keepEvery: 0 }, 'Weights cannot be kept every 0 epochs; it can be 1 to 100,000.'],
  [
    { stopWhen: { metric: { name: 'validationLoss', value: 0 } }, split: unseen },
    'The run is to stop at a validationLoss, but the split leaves no rows for validation.',
  ],
])('%j is none', (part, says) => {
  expect(planProblems({ ...plan, ...part } as Plan).map(say)).toEqual([expect.stringContaining(says)])
})

const drawing = chain({
  in: ['input', 'In'],
  a: ['dense', 'First', { units: 8, activation: 'relu', frozen: true }],
  n: ['batchNormalization', 'Norm', { frozen: true }],
  b: ['dense', 'Last', { units: 1, activation: 'sigmoid', frozen: true }],
  out: ['output', 'Out'],
})
const told = (part: Partial<Plan>, of = drawing) =>
  checkNetwork(of, moons.schema, { ...plan, ...part }).diagnostics.map((one) => [one.severity, say(one.said)])

describe('a drawing', () => {
  const open = applyAll(drawing, [{ type: 'set', node: 'b', params: { frozen: false } }])

  test('whose every layer is frozen has nothing to learn; either fix lets it learn again', () => {
    const { diagnostics } = checkNetwork(drawing, moons.schema, plan)
    expect(diagnostics.map(({ said, node, severity }) => [severity, node, say(said)])).toEqual([
      ['error', 'b', 'Every layer with weights is frozen: there is nothing left to learn.'],
    ])
    const [fixes = []] = diagnostics.map((one) => one.fixes)
    expect(fixes.map(({ title }) => title)).toEqual(['Unfreeze Last', 'Unfreeze all'])
    for (const { edits } of fixes) expect(told({}, applyAll(drawing, edits))).toEqual([])
    expect(applyAll(drawing, fixes[0]?.edits ?? [])).toEqual(open)
  })

  test('is told where class weights name a class it does not have, and where it has no classes', () => {
    const [first = ''] = moons.schema.columns.flatMap((column) => (column.type === 'category' ? column.values : []))
    expect(told({ classWeights: { [first]: 2 } }, open)).toEqual([])
    expect(told({ classWeights: 'balanced' }, open)).toEqual([])
    expect(told({ classWeights: { [first]: 2, cat: 3 } }, open)).toEqual([
      ['advice', expect.stringContaining('The class weights name "cat"; the classes are ')],
    ])
    const cars = present(findDataset('auto-mpg'), 'cars')
    const number = applyAll(open, [{ type: 'set', node: 'b', params: { activation: 'linear' } }])
    const report = checkNetwork(number, cars.schema, { ...defaultPlan(cars), classWeights: 'balanced' })
    expect(report.diagnostics.map(({ said }) => say(said))).toEqual([
      'The class weights count for nothing: no output tells classes apart.',
    ])
  })
})
