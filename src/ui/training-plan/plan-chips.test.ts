/**
 * @file Tests that every chip has a short value for each dataset's default plan, and that changing the plan changes its
 * chip.
 */
import { describe, expect, it, test } from 'vitest'
import { datasets } from '../../catalog/datasets/all'
import type { Plan } from '../../catalog/training-plan'
import { defaultPlan } from '../../compile/default-plan'
import { initialState } from '../../studio/make-studio'
import { CHIPS, type Chip, chipValue, hiddenChips } from './plan-chips'

const state = (dataset: string, plan: Plan) => {
  const first = initialState()
  return { ...first, project: { ...first.project, data: { dataset }, plan } }
}

describe('chips', () => {
  it.each(datasets.map((def) => [def.schema.id, def] as const))('have a value each for %s', (id, def) => {
    for (const chip of CHIPS) {
      const value = chipValue(chip, state(id, defaultPlan(def)))
      expect(value).not.toBe('')
      expect(value).not.toMatch(/undefined|NaN|object/)
      expect(value.length).toBeLessThan(48)
    }
  })
  it('show what changed, and only there', () => {
    const [def] = datasets
    if (!def) throw new Error('no dataset')
    const plan = defaultPlan(def)
    const changes: readonly (readonly [Chip, Partial<Plan>])[] = [
      ['loss', { loss: { kind: 'klDivergence' } }],
      ['loss', { loss: { a: { kind: 'huber' }, b: { kind: 'hinge' } } }],
      ['optimizer', { optimizer: { kind: 'sgd' } }],
      ['learning rate', { learningRate: 0.0003 }],
      ['learning rate', { schedule: { kind: 'cosine' } }],
      ['learning rate', { schedule: { kind: 'constant', warmup: 5 } }],
      ['optimizer', { clip: { by: 'norm', limit: 1 } }],
      ['optimizer', { movingAverage: 0.99 }],
      ['loss', { classWeights: 'balanced' }],
      ['loss', { loss: { a: { kind: 'huber' }, b: { kind: 'huber' } }, classWeights: { x: 2 } }],
      ['batch', { accumulate: 4 }],
      ['epochs', { stopWhen: { steps: 100 } }],
      ['batch', { batchSize: 7 }],
      ['epochs', { epochs: 77 }],
      ['split', { split: { kind: 'random', train: 0.5, validation: 0.25, test: 0.25 } }],
      ['seed', { seed: 0 }],
      ['early stopping', { earlyStopping: { metric: 'loss', patience: 3, restoreBest: true } }],
    ]
    for (const [changed, part] of changes) {
      for (const chip of CHIPS) {
        const before = chipValue(chip, state(def.schema.id, plan))
        const after = chipValue(chip, state(def.schema.id, { ...plan, ...part }))
        if (chip === changed) expect(after).not.toBe(before)
        else expect(after).toBe(before)
      }
    }
  })
})

test('two kinds of split by the same column have two names', () => {
  const [def] = datasets
  if (!def) throw new Error('no dataset')
  const splitValue = (kind: 'group' | 'time' | 'column') => {
    const split = { kind, column: 'Day', train: 0.7, validation: 0.15, test: 0.15 }
    return chipValue('split', state(def.schema.id, { ...defaultPlan(def), split }))
  }
  expect(splitValue('group')).toBe('70 / 15 / 15 by group (Day)')
  expect(splitValue('time')).toBe('70 / 15 / 15 by time (Day)')
  expect(splitValue('column')).toBe('by Day')
})

test('chips that an edge of the row cuts off are listed on their side', () => {
  const places = Array.from({ length: 9 }, (_, i) => ({ left: 100 * i, right: 100 * i + 90 }))
  expect(hiddenChips({ left: 0, right: 890 }, places)).toEqual({ before: [], after: [] })
  expect(hiddenChips({ left: 0, right: 650 }, places)).toEqual({
    before: [],
    after: ['split', 'seed', 'early stopping'],
  })
  expect(hiddenChips({ left: 110, right: 2000 }, places)).toEqual({ before: ['data', 'loss'], after: [] })
})
