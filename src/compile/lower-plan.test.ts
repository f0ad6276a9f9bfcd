import { expect, test } from 'vitest'
import { rng } from '../base/rng'
import { losses } from '../catalog/losses'
import { optimizers } from '../catalog/optimizers'
import { randomValue } from '../catalog/random-value.test-help'
import type { Plan } from '../catalog/training-plan'
import { buildLoss } from '../training/losses'
import { ruleOf } from '../training/optimizers'
import { lowerPlan } from './lower-plan'

const plan: Plan = {
  loss: { kind: 'categoricalCrossentropy' },
  optimizer: { kind: 'adam' },
  learningRate: 0.01,
  batchSize: 32,
  epochs: 1,
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  seed: 1,
}

test('the worker knows every loss and optimizer that the catalog lowers to, and names are unique', () => {
  const random = rng(3, { kind: 'generate' })
  for (const loss of losses) {
    for (const labelSmoothing of [0, 0.1]) expect(buildLoss(loss.keras({ labelSmoothing }))).toBeTruthy()
  }
  for (const { kind, params } of optimizers) {
    const drawn = Object.fromEntries(Object.entries(params).map(([name, spec]) => [name, randomValue(spec, random)]))
    const { optimizer } = lowerPlan({ ...plan, optimizer: { kind, ...drawn } }, [])
    expect(Object.values(optimizer.config).sort(), kind).toEqual(Object.values(drawn).sort())
    expect(ruleOf(optimizer)).toBeTruthy()
  }
  for (const list of [losses, optimizers]) expect(new Set(list.map(({ kind }) => kind)).size).toBe(list.length)
})

test('optional parts of a plan are lowered, and defaults are left out', () => {
  const bare = lowerPlan(plan, [])
  expect(Object.keys(bare)).toEqual(['heads', 'optimizer'])
  expect(lowerPlan({ ...plan, accumulate: 1, movingAverage: 0 }, [])).toEqual(bare)
  const full: Plan = {
    ...plan,
    schedule: { kind: 'step', every: 3, warmup: 20 },
    clip: { by: 'norm', limit: 2 },
    accumulate: 4,
    movingAverage: 0.99,
    stopWhen: { steps: 500 },
    keepEvery: 5,
  }
  expect(lowerPlan(full, [])).toEqual({
    ...bare,
    schedule: { class_name: 'StepDecay', config: { factor: 0.5, epochs: 3, warmup: 20 } },
    clip: { by: 'norm', limit: 2 },
    accumulate: 4,
    average: 0.99,
    stopWhen: { steps: 500 },
    keepEvery: 5,
  })
})

test('each output gets its own loss, label smoothing, and weight, in the order of the outputs', () => {
  const two: Plan = {
    ...plan,
    loss: { mass: { kind: 'huber', weight: 0.5 }, species: { kind: 'categoricalCrossentropy', labelSmoothing: 0.1 } },
  }
  const { heads } = lowerPlan(two, [{ label: 'species' }, { label: 'mass' }])
  expect(heads.map(({ label, loss, weight }) => [label, loss.class_name, loss.config, weight])).toEqual([
    ['species', 'categoricalCrossentropy', { label_smoothing: 0.1 }, 1],
    ['mass', 'huber', { delta: 1 }, 0.5],
  ])
})
