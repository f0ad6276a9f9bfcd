/**
 * @file Policy comparison: simulates several weeks of a year in which different retraining policies run in parallel.
 */
import { Refusal, message } from '../../messages/message'
import '../../messages/en/retraining'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset, Split } from '../../data/dataset'
import { isFinished, simulateWeek, startComparison } from '../../ops/policy-comparison/compare-policies'
import {
  MIN_HELD_OUT,
  MIN_ROWS,
  makeWorld,
  type ComparisonDataset,
  type ComparisonWorld,
} from '../../ops/policy-comparison/simulated-year'
import type { PolicyComparisonWeeks } from '../../protocol/analysis-messages'
import { defineJob, type AnalysisDataset } from '../define-job'
import { rawValues } from '../raw-values'
import { targetValues, classesOf } from './baselines'

/** Caches the simulated year of the last comparison, because the weeks of a year are requested one after another. */
let cachedWorld: { readonly key: string; readonly world: ComparisonWorld } | undefined

export const comparisonJob = defineJob({
  kind: 'race',
  *run(
    { key, dataset, split }: AnalysisDataset,
    { target, features, seed, weeks, state },
  ): Generator<number, PolicyComparisonWeeks> {
    const cacheKey = JSON.stringify([key, target, features, seed])
    const world =
      cachedWorld?.key === cacheKey
        ? cachedWorld.world
        : yield* makeWorld(comparisonDataset(dataset, split, target, features), seed)
    cachedWorld = { key: cacheKey, world }
    let now = state ?? startComparison(world)
    for (let week = 0; week < weeks && !isFinished(now); week++) {
      yield week / weeks
      now = simulateWeek(world, now)
    }
    return { state: now, course: world.course, from: world.from }
  },
})

/** Prepares a dataset for a policy comparison; throws a Refusal if the target is numeric or there are too few rows. */
function comparisonDataset(
  dataset: Dataset,
  split: Split,
  target: string,
  features: readonly string[],
): ComparisonDataset {
  const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (classesOf(dataset, target) < 2 || column?.type !== 'category')
    throw new Refusal(message('policies-classes', { column: target }))
  const targets = targetValues(dataset, target)
  const heldOut = Uint32Array.from([...split.validation, ...split.test])
  const known = (rows: Uint32Array) => rows.filter((row) => !Number.isNaN(targets[row])).length
  const rows = known(split.train) + known(heldOut)
  if (rows < MIN_ROWS) throw new Refusal(message('policies-few', { rows, needs: MIN_ROWS }))
  if (known(heldOut) < MIN_HELD_OUT)
    throw new Refusal(message('policies-few-held-out', { rows: known(heldOut), needs: MIN_HELD_OUT }))
  const { columns, read } = rawValues(dataset, features)
  const time = dataset.columns.find((one) => one.type === 'time')
  const startTime = time?.type === 'time' ? time.values.reduce((max, at) => Math.max(max, at), 0) : 0
  return {
    ...{ id: dataset.schema.id, columns, classes: column.values, begins: startTime },
    ...{ train: split.train, heldOut, values: read, answer: (row) => targets[row] as number },
  }
}
