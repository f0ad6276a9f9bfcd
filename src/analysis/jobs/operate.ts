/** @file Jobs of Operate: the rows that active learning selects, and the policy comparison. */
import { message, Refusal } from '../../messages/message'
import '../../messages/en/retraining'
import { rng, shuffle } from '../../base/rng'
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { perRow, textAt } from '../../data/column-operations'
import type { Dataset, Split } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import { compareStrategies, MAX_EVALUATED, MAX_POOL, type StrategyReport } from '../../ops/labeling-strategies'
import { isFinished, simulateWeek, startComparison } from '../../ops/policy-comparison/compare-policies'
import { openEncoder } from '../../ops/policy-comparison/learner'
import {
  type ComparisonDataset,
  type ComparisonWorld,
  MIN_HELD_OUT,
  MIN_ROWS,
  makeWorld,
} from '../../ops/policy-comparison/simulated-year'
import type { PolicyComparisonWeeks } from '../../protocol/analysis-messages'
import { type AnalysisDataset, defineJob } from '../define-job'
import { classesOf, targetValues } from './baselines'

export const activeJob = defineJob({
  kind: 'active',
  *run({ dataset, split }: AnalysisDataset, { target, features, ...settings }): Generator<number, StrategyReport> {
    const classes = classesOf(dataset, target)
    const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
    if (classes < 2 || column?.type !== 'category') throw new Refusal(message('labels-no-classes', { column: target }))
    const targets = targetValues(dataset, target)
    const some = (rows: Uint32Array, max: number) =>
      [
        ...shuffle(
          Uint32Array.from(rows.filter((row) => !Number.isNaN(targets[row]))),
          rng(settings.seed, { kind: 'split' }),
        ),
      ].slice(0, max)
    const pool = some(split.train, MAX_POOL)
    const evaluatedRows = some(Uint32Array.from([...split.validation, ...split.test]), MAX_EVALUATED)
    const needs = settings.first + settings.rounds * settings.each
    if (pool.length < needs) throw new Refusal(message('labels-few', { rows: pool.length, needs }))
    if (evaluatedRows.length === 0) throw new Refusal(message('labels-no-evaluation', {}))
    const { columns, read } = rawValues(dataset, features)
    const rows = [...pool, ...evaluatedRows]
    const values = rows.map(read)
    // Encoding all rows in advance does not leak information, because the encoding of a column does not depend on the
    // labels.
    const { width, encode } = openEncoder(columns, values.slice(0, pool.length))
    const x = new Float32Array(rows.length * width)
    for (const [i, one] of values.entries()) encode(one, x, i)
    yield 0
    const indexes = rows.map((_, i) => i)
    return yield* compareStrategies(
      {
        samples: { x, width, classes, y: Float64Array.from(rows, (row) => targets[row] as number) },
        ...{ pool: indexes.slice(0, pool.length), evaluated: indexes.slice(pool.length) },
      },
      settings,
    )
  },
})

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

/** Creates a reader for rows of these columns. */
function rawValues(
  { schema, columns }: Dataset,
  names: readonly string[],
): { readonly columns: readonly ColumnSchema[]; read(row: number): Readonly<Record<string, unknown>> } {
  const requested = names.flatMap((name) => {
    const at = columnIndex(schema, name)
    const [of, column] = [schema.columns[at], columns[at]]
    return of && column ? [{ of, column }] : []
  })
  return {
    columns: requested.map(({ of }) => of),
    read: (row) => Object.fromEntries(requested.map(({ of, column }) => [of.name, valueAt(of, column, row)])),
  }
}

function valueAt(of: ColumnSchema, column: Column, row: number): unknown {
  switch (column.type) {
    case 'number':
    case 'time': {
      const value = column.values[row] as number
      return Number.isNaN(value) ? null : value
    }
    case 'category':
      return of.type === 'category' ? (of.values[column.codes[row] as number] ?? null) : null
    case 'text':
      return textAt(column, row)
    case 'image':
    case 'array':
      return rowOf(column, perRow(of), row)
    default:
      return column satisfies never
  }
}
