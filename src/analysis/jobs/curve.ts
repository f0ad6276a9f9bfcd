/** @file Curve: a random forest learnt from growing shares of the training rows, judged on the same validation rows. */
import { rng, shuffle } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import {
  classNeeds,
  type CurvePoint,
  type CurveReport,
  curveShare,
  curveSizes,
  learningCurve,
} from '../../data/learning-curve'
import { forest } from '../baselines/forest'
import { featuresOf } from '../baselines/features'
import { defineJob, type KnownSet } from '../job'
import { answersOf, classesOf } from './baselines'

/** Rows learnt from and judged at most: enough to see where the curve goes, and done in seconds. */
const MOST = 4000
const MOST_JUDGED = 2000
const SEEDS = 3

export const curveJob = defineJob({
  kind: 'curve',
  *run({ dataset, split }: KnownSet, { target, features, seed, more }): Generator<number, CurveReport | undefined> {
    const classes = classesOf(dataset, target)
    const answers = answersOf(dataset, target)
    const known = (rows: Uint32Array) => rows.filter((row) => !Number.isNaN(answers[row] ?? Number.NaN))
    const answerOf = (row: number) => answers[row] as number
    const train = curveShare(known(split.train), classes > 0 ? answerOf : () => 0, MOST, seed)
    const judged = shuffle(known(split.validation).slice(), rng(seed, { kind: 'split' }))
      .slice(0, MOST_JUDGED)
      .sort()
    const sizes = curveSizes(train.length, classes)
    if (sizes.length < 3 || judged.length === 0) return undefined
    const truth = Float64Array.from(judged, answerOf)
    const total = SEEDS * sizes.reduce((sum, size) => sum + size, 0)
    let done = 0
    const points: CurvePoint[] = []
    for (const size of sizes) {
      const errors: Float32Array[] = []
      for (let turn = 0; turn < SEEDS; turn++) {
        const rows = curveShare(train, classes > 0 ? answerOf : () => 0, size, seed + turn)
        // Fitted on these rows alone, as it would be if there were no others.
        const matrix = featuresOf(dataset, features, rows)
        const { x, width } = matrix(rows)
        const lesson = { x, width, y: Float64Array.from(rows, answerOf), rows: rows.length, classes, seed: seed + turn }
        const learning = forest.fit(lesson)
        let step = learning.next()
        while (!step.done) {
          yield done / total
          step = learning.next()
        }
        const telling = step.value(matrix(judged).x, judged.length)
        let told = telling.next()
        while (!told.done) {
          yield done / total
          told = telling.next()
        }
        errors.push(Float32Array.from(told.value, (value, i) => errorOf(value, truth[i] as number, classes)))
        done += size
      }
      points.push({ rows: size, errors })
    }
    const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
    const labels = column?.type === 'category' ? column.values : []
    const counts = labels.map((_, code) => train.reduce((sum, row) => sum + (answers[row] === code ? 1 : 0), 0))
    return {
      curve: learningCurve(points, { classes, more, seed }),
      ...{ by: 'forest', of: split.train.length, judged: judged.length },
      needs: classes > 0 ? classNeeds(points, truth, labels, counts) : [],
    }
  },
})

function errorOf(told: number, truth: number, classes: number): number {
  return classes > 0 ? Number(told !== truth) : Math.abs(told - truth)
}
