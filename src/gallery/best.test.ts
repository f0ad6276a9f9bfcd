/** @file What an example says is the most there can be is what the world's own probabilities reach on the same test rows. */
import { expect, it } from 'vitest'
import { present } from '../base/assert'
import { rng } from '../base/rng'
import { findDataset } from '../catalog/datasets/all'
import { streams } from '../catalog/datasets/streams'
import { BEGIN } from '../catalog/datasets/streams/stream-dataset'
import { generate } from '../data/generate'
import '../data/split-ways'
import { makeSplit } from '../data/split'
import { averagePrecision } from '../metrics/average-precision'
import { findTemplate } from '.'

/** Of each test row of an example on a world, as its plan splits: its true class, and how likely each was. */
function truths(template: string) {
  const { plan, data } = present(findTemplate(template), template).content
  const def = present(findDataset(data.dataset), data.dataset)
  const world = present(streams[data.dataset], data.dataset)
  if (world.target.type !== 'category') throw new Error('classes')
  const dataset = generate(def, plan.seed)
  const { test } = makeSplit(dataset, plan.split, plan.seed, def.schema.target)
  const happened = world.first(rng(plan.seed, { kind: 'generate' }).next(), BEGIN, def.schema.rows)
  const { values } = world.target
  return Array.from(test, (row) => {
    const { label, chances } = present(happened[row], 'row').truth
    return { actual: values.indexOf(String(label)), chances }
  })
}

it('card-fraud: average precision', () => {
  const rows = truths('card-fraud')
  const best = averagePrecision(
    rows.map(({ actual }) => actual === 1),
    rows.map(({ chances }) => chances[1] as number),
  )
  const { reaches = '' } = findTemplate('card-fraud') ?? {}
  expect(reaches).toContain(
    `the last ${rows.length.toLocaleString('en-US')} payments; the true probabilities would get ${best.toFixed(2)},`,
  )
  const [, own] = /average precision (0\.\d+)/.exec(reaches) ?? []
  expect(Number(own)).toBeGreaterThan(0.7 * best)
  // Where it is rare, always saying no is right as often: accuracy would tell nothing.
  expect(rows.filter(({ actual }) => actual === 0).length / rows.length).toBeGreaterThan(0.985)
})

it.each([
  ['shop-visits-mlp', 'visits'],
  ['machine-wear-mlp', 'readings'],
  ['tickets-bag', 'letters'],
])('%s: how many the surest answer by the true probabilities gets right', (id, what) => {
  const rows = truths(id)
  const right = rows.filter(({ actual, chances }) => chances.indexOf(Math.max(...chances)) === actual).length
  const { reaches = '' } = findTemplate(id) ?? {}
  const percent = Math.round((100 * right) / rows.length)
  expect(reaches).toContain(
    `the last ${rows.length.toLocaleString('en-US')} ${what}; the true probabilities would get ${percent} %`,
  )
})
