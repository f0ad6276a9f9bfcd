/** @file Baselines: simple models that learn from a set's training rows, judged on its validation rows, beside the network. */
import { rng, shuffle } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import { wilson } from '../../metrics/interval'
import { meanInterval } from '../../metrics/mean-interval'
import type { BaselineReport, BaselineScore } from '../../protocol/analysis-messages'
import { baselines } from '../baselines'
import type { Lesson } from '../baselines/baseline'
import { errorsApart, sharesApart } from '../baselines/compare'
import { featuresOf } from '../baselines/features'
import { defineJob, type KnownSet } from '../job'

/** Rows learnt from and judged at most, drawn by seed: enough for a simple model, and done in seconds. */
const MOST = 4000

export const baselinesJob = defineJob({
  kind: 'baselines',
  *run({ dataset, split }: KnownSet, { target, features, seed, network }): Generator<number, BaselineReport> {
    const classes = classesOf(dataset, target)
    const answers = answersOf(dataset, target)
    const learnt = some(split.train, answers, seed)
    const judged = some(split.validation, answers, seed)
    const empty = { classes, learnt: learnt.length, of: split.train.length, judged: judged.length, scores: [] }
    if (learnt.length === 0 || judged.length === 0) return empty
    const matrix = featuresOf(dataset, features, learnt)
    const { x, width } = matrix(learnt)
    const y = Float64Array.from(learnt, (row) => answers[row] as number)
    const lesson: Lesson = { x, width, y, rows: learnt.length, classes, seed }
    const truth = Float64Array.from(judged, (row) => answers[row] as number)
    const given = matrix(judged)
    const scores: (BaselineScore & { readonly told: Float64Array })[] = []
    for (const [i, baseline] of baselines.entries()) {
      const share = (part: number) => (i + part) / baselines.length
      const began = performance.now()
      const learning = baseline.fit(lesson)
      let step = learning.next()
      while (!step.done) {
        yield share(0.3)
        step = learning.next()
      }
      const telling = step.value(given.x, judged.length)
      let told = telling.next()
      while (!told.done) {
        yield share(0.7)
        told = telling.next()
      }
      const seconds = (performance.now() - began) / 1000
      scores.push({
        id: baseline.id,
        title: baseline.title(lesson),
        seconds,
        ...scoreOf(told.value, truth, classes),
        told: told.value,
      })
    }
    const net = network && inOrder(network, split.validation, judged)
    const compared = scores.map(({ told, ...score }) =>
      net ? { ...score, behind: apart(net, told, truth, classes) } : score,
    )
    return {
      ...empty,
      scores: compared,
      ...(net ? { network: scoreOf(net, truth, classes) } : {}),
    }
  },
})

/** How many classes a column has; 0 where it holds none. */
export function classesOf({ schema }: Dataset, target: string): number {
  const column = schema.columns[columnIndex(schema, target)]
  return column?.type === 'category' ? column.values.length : 0
}

/** The class or number of each row; NaN where missing. */
export function answersOf(dataset: Dataset, target: string): Float64Array {
  const column = dataset.columns[columnIndex(dataset.schema, target)]
  if (column?.type === 'category') return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code))
  return column?.type === 'number' ? Float64Array.from(column.values) : new Float64Array(0)
}

/** The rows with an answer, at most so many, in their order. */
function some(rows: Uint32Array, answers: Float64Array, seed: number): Uint32Array {
  const known = rows.filter((row) => !Number.isNaN(answers[row] ?? Number.NaN))
  if (known.length <= MOST) return known
  return shuffle(known.slice(), rng(seed, { kind: 'split' }))
    .subarray(0, MOST)
    .sort()
}

/** What the network told of these rows; it told of all validation rows in their order. */
function inOrder(network: Float64Array, all: Uint32Array, rows: Uint32Array): Float64Array {
  const at = new Map(Array.from(all, (row, i) => [row, i]))
  return Float64Array.from(rows, (row) => network[at.get(row) ?? -1] ?? Number.NaN)
}

function scoreOf(
  told: Float64Array,
  truth: Float64Array,
  classes: number,
): Pick<BaselineScore, 'score' | 'low' | 'high'> {
  const n = truth.length
  if (classes > 0) {
    const rate = told.filter((label, i) => label === truth[i]).length / n
    return { score: rate, ...wilson(rate, n) }
  }
  const errors = errorsOf(told, truth)
  const mean = errors.reduce((sum, error) => sum + error, 0) / n
  return { score: mean, ...meanInterval(errors, mean) }
}

function apart(network: Float64Array, told: Float64Array, truth: Float64Array, classes: number) {
  if (classes === 0) return errorsApart(errorsOf(network, truth), errorsOf(told, truth))
  const right = (of: Float64Array) => Array.from(of, (label, i) => label === truth[i])
  return sharesApart(right(network), right(told))
}

function errorsOf(told: Float64Array, truth: Float64Array): Float64Array {
  return told.map((value, i) => Math.abs(value - (truth[i] as number)))
}
