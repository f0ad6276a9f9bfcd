/** @file Active: strategies of labelling held against chance, on the rows of a set whose answers are known. */
import { message, Refusal } from '../../messages/message'
import '../../messages/en/retraining'
import { rng, shuffle } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import { type ActiveReport, compareStrategies, MOST_JUDGED, MOST_POOL } from '../../ops/active/active'
import { openEncoder } from '../../ops/policy-comparison/encode'
import { defineJob, type KnownSet } from '../job'
import { rawValues } from '../raw-values'
import { answersOf, classesOf } from './baselines'

export const activeJob = defineJob({
  kind: 'active',
  *run({ dataset, split }: KnownSet, { target, features, ...settings }): Generator<number, ActiveReport> {
    const classes = classesOf(dataset, target)
    const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
    if (classes < 2 || column?.type !== 'category') throw new Refusal(message('labels-no-classes', { column: target }))
    const answers = answersOf(dataset, target)
    const some = (rows: Uint32Array, most: number) =>
      [
        ...shuffle(
          Uint32Array.from(rows.filter((row) => !Number.isNaN(answers[row]))),
          rng(settings.seed, { kind: 'split' }),
        ),
      ].slice(0, most)
    const pool = some(split.train, MOST_POOL)
    const judged = some(Uint32Array.from([...split.validation, ...split.test]), MOST_JUDGED)
    const needs = settings.first + settings.rounds * settings.each
    if (pool.length < needs || judged.length === 0)
      throw new Refusal(message('labels-few', { rows: pool.length, needs }))
    const { columns, read } = rawValues(dataset, features)
    const rows = [...pool, ...judged]
    const values = rows.map(read)
    // What a column is like is known without any label.
    const { width, encode } = openEncoder(columns, values.slice(0, pool.length))
    const x = new Float32Array(rows.length * width)
    for (const [i, one] of values.entries()) encode(one, x, i)
    yield 0
    const places = rows.map((_, i) => i)
    return yield* compareStrategies(
      {
        samples: { x, width, classes, y: Float64Array.from(rows, (row) => answers[row] as number) },
        ...{ pool: places.slice(0, pool.length), judged: places.slice(pool.length) },
      },
      settings,
    )
  },
})
