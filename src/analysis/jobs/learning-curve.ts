/**
 * @file Learning curve: trains random forests on increasing fractions of the training rows and evaluates all of them on
 * the same validation rows.
 */
import { rng, shuffle } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import {
  classNeeds,
  type CurvePoint,
  type CurveReport,
  stratifiedSample,
  curveSizes,
  learningCurve,
} from '../../data/learning-curve'
import { forest } from '../baselines/random-forest'
import { fitFeatures } from '../baselines/column-features'
import { defineJob, type AnalysisDataset } from '../define-job'
import { targetValues, classesOf } from './baselines'

/**
 * The maximum number of training rows, and of validation rows: enough to show the trend, and few enough that the job
 * takes only seconds.
 */
const MAX_ROWS = 4000
const MAX_EVALUATED = 2000
const SEEDS = 3

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
