/**
 * @file Checks that the best possible score stated by an example is what the true probabilities of its simulated world
 * achieve on the same test set.
 */
import { expect, it } from 'vitest'
import { expectDefined } from '../base/assert'
import { rng } from '../base/rng'
import { findDataset } from '../catalog/datasets/all'
import { streams } from '../catalog/datasets/streams'
import { BEGIN } from '../catalog/datasets/streams/define-stream'
import { generate } from '../data/dataset'
import '../data/split-strategies'
import { makeSplit } from '../data/split'
import { count, fixed, percent } from '../messages/format'
import { precisionRecallCurve } from '../metrics/curves'
import { findTemplate } from '.'

/** The true class of each test row of a simulated example, and the true probability of each class. */
function truths(template: string) {
  const { plan, data } = expectDefined(findTemplate(template), template).content
  const def = expectDefined(findDataset(data.dataset), data.dataset)
  const world = expectDefined(streams[data.dataset], data.dataset)
  if (world.target.type !== 'category') throw new Error('classes')
  const dataset = generate(def, plan.seed)
  const { test } = makeSplit(dataset, plan.split, plan.seed, def.schema.target)
  const happened = world.first(rng(plan.seed, { kind: 'generate' }).next(), BEGIN, def.schema.rows)
  const { values } = world.target
  return Array.from(test, (row) => {
    const { label, chances } = expectDefined(happened[row], 'row').truth
    return { actual: values.indexOf(String(label)), chances }
  })
}

it('card-fraud: average precision', () => {
  const rows = truths('card-fraud')
  const best = precisionRecallCurve({
    positive: rows.map(({ actual }) => actual === 1),
    scores: rows.map(({ chances }) => chances[1] as number),
  }).averagePrecision.value
  const { reaches = '' } = findTemplate('card-fraud') ?? {}
  expect(reaches).toContain(
    `the last ${count(rows.length)} payments (best possible on these payments: ${fixed(best, 2)},`,
  )
  const [, own] = /average precision (0\.\d+)/.exec(reaches) ?? []
  expect(Number(own)).toBeGreaterThan(0.7 * best)
  // The positive class is so rare that always predicting the negative class is just as accurate.
  expect(rows.filter(({ actual }) => actual === 0).length / rows.length).toBeGreaterThan(0.985)
})

it.each([
  ['shop-visits-mlp', 'visits'],
  ['machine-wear-mlp', 'readings'],
  ['tickets-bag', 'tickets'],
])('%s: the accuracy of the most probable class by the true probabilities', (id, what) => {
  const rows = truths(id)
  const right = rows.filter(({ actual, chances }) => chances.indexOf(Math.max(...chances)) === actual).length
  const { reaches = '' } = findTemplate(id) ?? {}
  expect(reaches).toContain(
    `the last ${count(rows.length)} ${what} (best possible on these ${what}: ${percent(right / rows.length, 0)})`,
  )
})
