/**
 * @file Jobs that train simple models on a dataset's training rows and evaluate them on its validation rows: baselines,
 * for comparison with the network, and the learning curve.
 */
import { rng, shuffle } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import {
  type CurvePoint,
  type CurveReport,
  classNeeds,
  curveSizes,
  learningCurve,
  stratifiedSample,
} from '../../data/learning-curve'
import { readGroupWeights } from '../../data/group-weights'
import { readWeights } from '../../data/sample-weights'
import { balancedAccuracy } from '../../metrics/catalog/classification'
import { meanInterval, student, wilson } from '../../metrics/intervals'
import type { BaselineArgs, BaselineReport, BaselineScore } from '../../protocol/analysis-messages'
import { type BaselineDef, constant, naiveForecasts, type TrainingData } from '../baselines/baseline'
import { readerOf } from '../../data/transforms/column-reader'
import { hasFullWindow } from '../../data/transforms/step-chain'
import type { FittedColumn } from '../../data/transforms/transform'
import { fitFeatures } from '../baselines/column-features'
import { linear } from '../baselines/linear-model'
import { neighbours } from '../baselines/nearest-neighbors'
import { forest } from '../baselines/random-forest'
import { type AnalysisDataset, defineJob } from '../define-job'

/**
 * The maximum number of rows that are drawn by seed for training a simple model: enough for it and for the trend of a
 * learning curve, and few enough that the job takes only seconds. Baselines are evaluated on as many rows at most.
 */
const MAX_ROWS = 4000

export const baselinesJob = defineJob({
  kind: 'baselines',
  *run(
    { dataset, split }: AnalysisDataset,
    { target, features, seed, network, fitted, ...weighting },
  ): Generator<number, BaselineReport> {
    const classes = classesOf(dataset, target)
    const targets = targetValues(dataset, target)
    const trainingRows = sampleKnown(split.train, targets, seed)
    const complete = split.validation.filter(fullWindows(dataset, features, fitted))
    const evaluatedRows = sampleKnown(complete, targets, seed)
    const empty = {
      classes,
      trainedOn: trainingRows.length,
      trainingRows: split.train.length,
      evaluatedOn: evaluatedRows.length,
      withoutWindow: split.validation.length - complete.length,
      scores: [],
      reduced: [],
      isBalanced: classes > 0 && weighting.classWeights !== undefined,
    }
    if (trainingRows.length === 0 || evaluatedRows.length === 0) return empty
    const series = fitted?.find(({ column }) => column === target)
    const matrix = fitFeatures(dataset, features, trainingRows, fitted)
    const { x, width, reduced } = matrix(trainingRows)
    const y = Float64Array.from(trainingRows, (row) => targets[row] as number)
    const weights = classes > 0 ? weightsOf(dataset, y, trainingRows, weighting) : undefined
    const trainingData: TrainingData = {
      ...{ x, width, y, rows: trainingRows.length, classes, seed },
      ...(weights ? { weights } : {}),
    }
    const groundTruth = Float64Array.from(evaluatedRows, (row) => targets[row] as number)
    const scoring: Scoring = { groundTruth, classes, isBalanced: empty.isBalanced }
    const evaluated = matrix(evaluatedRows)
    const scores: (BaselineScore & { readonly predictions: Float64Array })[] = []
    const usable = width > 0 ? baselines : [constant]
    for (const [i, baseline] of usable.entries()) {
      const share = (part: number) => (i + part) / usable.length
      const began = performance.now()
      const fitting = baseline.fit(trainingData)
      let step = fitting.next()
      while (!step.done) {
        yield share(0.3)
        step = fitting.next()
      }
      const predicting = step.value(evaluated.x, evaluatedRows.length)
      let predictions = predicting.next()
      while (!predictions.done) {
        yield share(0.7)
        predictions = predicting.next()
      }
      const seconds = (performance.now() - began) / 1000
      scores.push({
        id: baseline.id,
        title: baseline.title(trainingData),
        seconds,
        ...scoreOf(predictions.value, scoring),
        predictions: predictions.value,
      })
      if (baseline !== constant || !series) continue
      for (const forecast of naiveForecasts(dataset, targets, evaluatedRows, series, predictions.value[0] as number))
        scores.push({ ...forecast, seconds: 0, ...scoreOf(forecast.predictions, scoring) })
    }
    const net = network && selectPredictions(network, split.validation, evaluatedRows)
    const compared = scores.map(({ predictions, ...score }) =>
      net ? { ...score, behind: comparePredictions(net, predictions, scoring) } : score,
    )
    return {
      ...empty,
      scores: compared,
      reduced,
      ...(net ? { network: scoreOf(net, scoring) } : {}),
    }
  },
})

/** The number of classes of the target column; 0 if it is not categorical. */
export function classesOf({ schema }: Dataset, target: string): number {
  const column = schema.columns[columnIndex(schema, target)]
  return column?.type === 'category' ? column.values.length : 0
}

/** Returns the class index or the number for each row; NaN if it is missing. */
export function targetValues(dataset: Dataset, target: string): Float64Array {
  const column = dataset.columns[columnIndex(dataset.schema, target)]
  if (column?.type === 'category') return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code))
  return column?.type === 'number' ? Float64Array.from(column.values) : new Float64Array(0)
}

/**
 * Whether all windows of a row are complete. In other windows, the network and some of the simple models read filled
 * values, but naive forecasts read the real ones.
 */
function fullWindows(dataset: Dataset, features: readonly string[], fitted: readonly FittedColumn[] = []) {
  const checks = fitted
    .filter(({ column }) => features.includes(column) && columnIndex(dataset.schema, column) >= 0)
    .filter(({ column, from }) => dataset.columns[columnIndex(dataset.schema, column)]?.type === from.type)
    .map((column) => hasFullWindow(column, readerOf(dataset, column)))
  return (row: number) => checks.every((isFull) => isFull(row))
}

/** A random sample of the rows whose target is known, in ascending order. */
function sampleKnown(rows: Uint32Array, targets: Float64Array, seed: number): Uint32Array {
  const known = rows.filter((row) => !Number.isNaN(targets[row] ?? Number.NaN))
  if (known.length <= MAX_ROWS) return known
  return shuffle(known.slice(), rng(seed, { kind: 'split' }))
    .subarray(0, MAX_ROWS)
    .sort()
}

/**
 * Selects the network's predictions for these rows. `network` contains one prediction for each validation row in `all`.
 */
function selectPredictions(network: Float64Array, all: Uint32Array, rows: Uint32Array): Float64Array {
  const at = new Map(Array.from(all, (row, i) => [row, i]))
  return Float64Array.from(rows, (row) => network[at.get(row) ?? -1] ?? Number.NaN)
}

/** How much each row counts in training: its class times the row itself. Undefined if all rows count the same. */
function weightsOf(
  dataset: Dataset,
  labels: Float64Array,
  rows: Uint32Array,
  { classWeights, rowWeights, groupWeights }: Pick<BaselineArgs, 'classWeights' | 'rowWeights' | 'groupWeights'>,
): Float64Array | undefined {
  if (!classWeights && rowWeights === undefined && !groupWeights) return undefined
  const byRow = rowWeights === undefined ? undefined : readWeights(dataset, rowWeights, rows)
  const byGroup = groupWeights && readGroupWeights(dataset, groupWeights, rows)
  return labels.map((label, i) => (classWeights?.[label] ?? 1) * (byRow?.[i] ?? 1) * (byGroup?.[i] ?? 1))
}

interface Scoring {
  readonly groundTruth: Float64Array
  readonly classes: number
  readonly isBalanced: boolean
}

function scoreOf(
  predictions: Float64Array,
  { groundTruth, classes, isBalanced }: Scoring,
): Pick<BaselineScore, 'score' | 'low' | 'high'> {
  const n = groundTruth.length
  if (isBalanced) {
    const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
    groundTruth.forEach((label, i) => {
      const row = confusion[label] as number[]
      row[predictions[i] as number] = (row[predictions[i] as number] as number) + 1
    })
    const score = balancedAccuracy.formulas.confusion?.(confusion) ?? Number.NaN
    return { score, ...(balancedAccuracy.interval?.confusion?.(confusion, score) ?? { low: 0, high: 1 }) }
  }
  if (classes > 0) {
    const rate = predictions.filter((label, i) => label === groundTruth[i]).length / n
    return { score: rate, ...wilson(rate, n) }
  }
  const errors = errorsOf(predictions, groundTruth)
  const mean = errors.reduce((sum, error) => sum + error, 0) / n
  return { score: mean, ...meanInterval(errors, mean) }
}

function comparePredictions(
  network: Float64Array,
  predictions: Float64Array,
  { groundTruth, classes, isBalanced }: Scoring,
) {
  if (classes === 0) return compareErrors(errorsOf(network, groundTruth), errorsOf(predictions, groundTruth))
  const right = (of: Float64Array) => Array.from(of, (label, i) => label === groundTruth[i])
  return isBalanced
    ? compareRecalls(right(network), right(predictions), groundTruth)
    : compareAccuracies(right(network), right(predictions))
}

/** Compares balanced accuracy: the mean of the differences in recall, which are independent of each other. */
function compareRecalls(first: readonly boolean[], second: readonly boolean[], labels: Float64Array): Difference {
  const parts = [...new Set(labels)].map((label) => {
    const isOfClass = (_: boolean, i: number) => labels[i] === label
    return compareAccuracies(first.filter(isOfClass), second.filter(isOfClass))
  })
  return {
    mean: parts.reduce((sum, { mean }) => sum + mean, 0) / parts.length,
    half: Math.hypot(...parts.map(({ half }) => half)) / parts.length,
  }
}

function errorsOf(predictions: Float64Array, groundTruth: Float64Array): Float64Array {
  return predictions.map((value, i) => Math.abs(value - (groundTruth[i] as number)))
}

interface Difference {
  /**
   * How much better the first model is: the difference in accuracy, or the difference in mean absolute error with its
   * sign reversed.
   */
  readonly mean: number
  /** Half the width of the 95% confidence interval. */
  readonly half: number
}

/** The 97.5% quantile of the normal distribution. */
const Z = 1.959963984540054

/**
 * Compares the accuracy of two models on the same rows, using Wald's interval for matched pairs with half a row added
 * to each cell (Agresti and Min 2005, Statistics in Medicine 24), which is also valid for few rows.
 */
export function compareAccuracies(first: readonly boolean[], second: readonly boolean[]): Difference {
  const n = first.length
  const firstOnly = first.filter((right, i) => right && !second[i]).length
  const secondOnly = second.filter((right, i) => right && !first[i]).length
  const [b, c, total] = [firstOnly + 0.5, secondOnly + 0.5, n + 2]
  const variance = (b + c - (b - c) ** 2 / total) / total ** 2
  return { mean: (firstOnly - secondOnly) / Math.max(1, n), half: Z * Math.sqrt(variance) }
}

/**
 * Compares the mean absolute error of two models on the same rows, using Student's t interval. The difference is
 * positive if the first model's errors are smaller.
 */
export function compareErrors(first: Float64Array, second: Float64Array): Difference {
  const n = first.length
  const difference = second.map((error, i) => error - (first[i] as number))
  const mean = difference.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  if (n < 2) return { mean, half: Number.POSITIVE_INFINITY }
  const variance = difference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  return { mean, half: student(n - 1) * Math.sqrt(variance / n) }
}

const baselines: readonly BaselineDef[] = [constant, linear, neighbours, forest]

/** The maximum number of validation rows for the learning curve: enough to show the trend in a few seconds. */
const MAX_EVALUATED = 2000
const SEEDS = 3

/**
 * Trains random forests on increasing fractions of the training rows and evaluates all of them on the same
 * validation rows.
 */
export const curveJob = defineJob({
  kind: 'curve',
  *run(
    { dataset, split }: AnalysisDataset,
    { target, features, seed, more },
  ): Generator<number, CurveReport | undefined> {
    const classes = classesOf(dataset, target)
    const targets = targetValues(dataset, target)
    const known = (rows: Uint32Array) => rows.filter((row) => !Number.isNaN(targets[row] ?? Number.NaN))
    const targetOf = (row: number) => targets[row] as number
    const train = stratifiedSample(known(split.train), classes > 0 ? targetOf : () => 0, MAX_ROWS, seed)
    const evaluatedRows = shuffle(known(split.validation).slice(), rng(seed, { kind: 'split' }))
      .slice(0, MAX_EVALUATED)
      .sort()
    const sizes = curveSizes(train.length, classes)
    if (sizes.length < 3 || evaluatedRows.length === 0) return undefined
    const groundTruth = Float64Array.from(evaluatedRows, targetOf)
    const total = SEEDS * sizes.reduce((sum, size) => sum + size, 0)
    let done = 0
    const points: CurvePoint[] = []
    for (const size of sizes) {
      const errors: Float32Array[] = []
      for (let seedIndex = 0; seedIndex < SEEDS; seedIndex++) {
        const rows = stratifiedSample(train, classes > 0 ? targetOf : () => 0, size, seed + seedIndex)
        // The features are fitted on these rows alone, as if the dataset contained no other rows.
        const matrix = fitFeatures(dataset, features, rows)
        const { x, width } = matrix(rows)
        const trainingData = {
          x,
          width,
          y: Float64Array.from(rows, targetOf),
          rows: rows.length,
          classes,
          seed: seed + seedIndex,
        }
        const fitting = forest.fit(trainingData)
        let step = fitting.next()
        while (!step.done) {
          yield done / total
          step = fitting.next()
        }
        const predicting = step.value(matrix(evaluatedRows).x, evaluatedRows.length)
        let predictions = predicting.next()
        while (!predictions.done) {
          yield done / total
          predictions = predicting.next()
        }
        errors.push(
          Float32Array.from(predictions.value, (value, i) => errorOf(value, groundTruth[i] as number, classes)),
        )
        done += size
      }
      points.push({ rows: size, errors })
    }
    const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
    const labels = column?.type === 'category' ? column.values : []
    const counts = labels.map((_, code) => train.reduce((sum, row) => sum + (targets[row] === code ? 1 : 0), 0))
    return {
      curve: learningCurve(points, { classes, more, seed }),
      ...{ by: 'forest', trainingRows: split.train.length, evaluatedOn: evaluatedRows.length },
      needs: classes > 0 ? classNeeds(points, groundTruth, labels, counts) : [],
    }
  },
})

function errorOf(prediction: number, groundTruth: number, classes: number): number {
  return classes > 0 ? Number(prediction !== groundTruth) : Math.abs(prediction - groundTruth)
}
