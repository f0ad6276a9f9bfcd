/** @file Active learning: compares labeling strategies with random labeling on dataset rows whose labels are known. */
import { message, Refusal } from '../../messages/message'
import '../../messages/en/retraining'
import { rng, shuffle } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import { compareStrategies, MAX_EVALUATED, MAX_POOL, type StrategyReport } from '../../ops/labeling-strategies'
import { openEncoder } from '../../ops/policy-comparison/encode-rows'
import { type AnalysisDataset, defineJob } from '../define-job'
import { rawValues } from '../raw-values'
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
