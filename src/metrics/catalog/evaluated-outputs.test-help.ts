/** @file Good and perfect predictions as evidence of every kind, and an evaluated output of every kind, for tests. */
import { rng } from '../../base/rng'
import { classScores, confusionMatrix } from '../class-report'
import type { EvidenceKind, MetricEvidence, OutputKind } from '../define-metric'
import type { HeadEvaluation } from '../evaluation'
import { measure, measureIntervals } from '../metrics-of'
import { maskCounts } from './masks'

const n = 60
const random = rng(3, { kind: 'generate' })
const actual = Array.from({ length: n }, () => random.below(3))
const guessed = actual.map((one) => (random.uniform() < 0.7 ? one : random.below(3)))
const values = Array.from({ length: n }, () => 10 * random.uniform())
const near = values.map((one) => one + random.uniform() - 0.5)
const [marks, drawn] = [values, near].map((all) => all.map((one) => (one > 5 ? 255 : 0))) as [number[], number[]]
const places = [{ support: 20, right: 15 }]
const labels = ['a', 'b', 'c']

/** Evidence of good predictions, and of perfect ones. */
export const EVIDENCE: {
  readonly [K in EvidenceKind]: readonly [good: MetricEvidence[K], perfect: MetricEvidence[K]]
} = {
  confusion: [confusionMatrix(actual, guessed, 3), confusionMatrix(actual, actual, 3)],
  ranks: [confusionMatrix(actual, guessed, 3), confusionMatrix(actual, actual, 3)],
  scores: [scores(guessed, 0.6), scores(actual, 1)],
  numbers: [
    { actual: values, predicted: near },
    { actual: values, predicted: values },
  ],
  quantiles: [
    // In every tenth row, the quantiles cross.
    quantiles(near.map((one, row) => (row % 10 === 0 ? [one + 1, one, one - 1] : [one - 1, one, one + 1]))),
    quantiles(values.map((one) => [one, one, one])),
  ],
  pixels: [
    { actual: values, predicted: near },
    { actual: values, predicted: values },
  ],
  mask: [maskCounts(marks, drawn), maskCounts(marks, marks)],
  texts: [
    { places, rows: 20, correctRows: 12, logLoss: 0.4, edits: { tokens: 20, wrong: 6 } },
    {
      ...{ places: [{ support: 20, right: 20 }], rows: 20, correctRows: 20 },
      ...{ logLoss: 0, edits: { tokens: 20, wrong: 0 } },
    },
  ],
}

function quantiles(predicted: readonly (readonly number[])[]): MetricEvidence['quantiles'] {
  return { levels: [0.1, 0.5, 0.9], actual: values, predicted: predicted.flat() }
}

function scores(predicted: readonly number[], share: number): MetricEvidence['scores'] {
  // More classes than occur, because metrics of the most probable classes need many.
  const classes = 6
  const probabilities = predicted.flatMap((one) =>
    Array.from({ length: classes }, (_, k) => (k === one ? share : (1 - share) / (classes - 1))),
  )
  return { actual, probabilities, classes }
}

/** The metrics of some evidence, as an evaluation stores them. */
function stored<K extends EvidenceKind>(kind: K) {
  return measure({ [kind]: EVIDENCE[kind][0] })
}
const given = { label: 'Output', loss: 0.1 }
const [confusion] = EVIDENCE.confusion

/** An evaluated output of each kind. */
export const HEADS: { readonly [K in OutputKind]: HeadEvaluation } = {
  classes: {
    ...{ ...given, kind: 'classes', confusion, perClass: classScores(confusion, labels), wrong: [], right: [] },
    ordered: true,
    ...measure({ confusion, ranks: confusion, scores: EVIDENCE.scores[0] }),
  },
  number: {
    ...{ ...given, kind: 'number', pairs: [] },
    ...{ ...stored('numbers'), ...measureIntervals({ numbers: EVIDENCE.numbers[0] }) },
  },
  image: {
    ...{ ...given, kind: 'image', shape: [1], worst: [], some: [] },
    ...{ ...stored('pixels'), mask: stored('mask') },
  },
  sequence: {
    ...{ ...given, kind: 'sequence', by: 'words', places, rows: 20, worst: [], some: [] },
    ...stored('texts'),
  },
}
