/**
 * @file The full evaluation of one output on one set: every metric with its interval, the table of classes, and the
 * curves and the calibration of the predicted probabilities.
 */
import { decidedClass } from '../../data/output-decision'
import { numberAt, quantilesAt, scoresAt, tokensAt, toTargetUnit } from '../../data/decode-outputs'
import { brierOfClasses, logLoss, reliability } from '../../metrics/calibration'
import { editDistance } from '../../metrics/catalog/texts'
import { confusionMatrix } from '../../metrics/class-report'
import { type BinaryScores, costCurve, precisionRecallCurve, riskCurve, rocCurve } from '../../metrics/curves'
import { classEstimates, estimatesOf, reportEstimates, type Resample } from '../../metrics/estimates'
import { evaluateHead } from '../../metrics/evaluate-head'
import { type QuantilePairs, quantileReport } from '../../metrics/quantiles'
import type { TextEvaluation } from '../../metrics/evaluation'
import type { OutputPredictions } from '../models/evaluate'
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { outputCalled, type SetPredictions } from './predictions'

/** The predictions of an output for the rows whose target is known. */
export type Predicted = PredictedClasses | PredictedNumbers

export interface PredictedClasses {
  readonly kind: 'classes'
  readonly labels: readonly string[]
  /** Whether the classes are in an order. */
  readonly ordered?: true
  /** Row numbers of the dataset. */
  readonly rows: Uint32Array
  /** The index of the actual and of the predicted class of each row. */
  readonly actual: Uint32Array
  readonly predicted: Uint32Array
  /** The probability of each class, [rows, classes]. */
  readonly probabilities: Float64Array
}

export interface PredictedNumbers {
  readonly kind: 'number'
  readonly unit?: string
  readonly rows: Uint32Array
  /** Actual and predicted values in the unit of the target. */
  readonly actual: Float64Array
  readonly predicted: Float64Array
  /** Predicted quantiles, [rows, levels], if the output predicts them. */
  readonly quantiles?: { readonly levels: readonly number[]; readonly values: Float64Array }
}

/** Decodes the predictions of an output; undefined for images and texts, which are not one value per row. */
export function decodePredictions(
  { output, raw, targets, thresholds }: OutputPredictions,
  rows: Uint32Array,
): Predicted | undefined {
  if (output.kind !== 'classes' && output.kind !== 'number') return undefined
  const known = Uint32Array.from(rows.keys()).filter((i) => !Number.isNaN(targets[i] as number))
  const knownRows = known.map((i) => rows[i] as number)
  if (output.kind === 'number') {
    const { unit } = output
    return {
      ...{ kind: output.kind, rows: knownRows, ...(unit === undefined ? {} : { unit }) },
      actual: Float64Array.from(known, (i) => toTargetUnit(output, targets[i] as number)),
      predicted: Float64Array.from(known, (i) => numberAt(output, raw, i)),
      ...(output.levels && {
        quantiles: {
          levels: output.levels,
          values: Float64Array.from([...known].flatMap((i) => quantilesAt(output, raw, i) ?? [])),
        },
      }),
    }
  }
  const { labels, ordered } = output
  const width = raw.length / rows.length
  const probabilities = new Float64Array(known.length * labels.length)
  known.forEach((i, at) => {
    probabilities.set(scoresAt(output, raw, i, width), at * labels.length)
  })
  const scoresOf = (at: number) => probabilities.subarray(at * labels.length, (at + 1) * labels.length)
  return {
    ...{ kind: output.kind, labels, ...(ordered && { ordered }), rows: knownRows, probabilities },
    actual: Uint32Array.from(known, (i) => targets[i] as number),
    predicted: Uint32Array.from(known, (i, at) => decidedClass(scoresOf(at), output.decision, thresholds?.[i])),
  }
}

/** The predictions with corrected probabilities: each row is predicted as the class that is now the most likely. */
export function withProbabilities(decoded: PredictedClasses, probabilities: Float64Array): PredictedClasses {
  const classes = decoded.labels.length
  const scoresOf = (row: number) => probabilities.subarray(row * classes, (row + 1) * classes)
  return { ...decoded, probabilities, predicted: decoded.actual.map((_, row) => decidedClass(scoresOf(row))) }
}

/** The rows of one class against those of all others. */
export function classAgainstOthers({ actual, probabilities, labels }: PredictedClasses, index: number): BinaryScores {
  return {
    positive: Uint8Array.from(actual, (one) => (one === index ? 1 : 0)),
    scores: Float64Array.from(actual, (_, row) => probabilities[row * labels.length + index] as number),
  }
}

/** The most classes that a report has curves for: those with the most rows. */
const MOST_CURVES = 20

/** What mistakes on one class cost, see `Costs`. */
export interface ClassCosts {
  readonly positive: string
  readonly miss: number
  readonly falseAlarm: number
  readonly prevalence?: number | undefined
}

/** The report of one output. */
export function reportOf(predictions: SetPredictions, label: string | undefined, costs?: ClassCosts) {
  const { split, rows, testLooks, mayBeSeen, weights } = predictions
  const found = outputCalled(predictions, label)
  const head = evaluateHead(found.output, found.raw, found.targets, rows, found.thresholds)
  const decoded = decodePredictions(found, rows)
  const shared = {
    ...{ split, output: found.output.label, kind: head.kind, n: decoded?.rows.length ?? rows.length },
    ...(weights && { weights }),
    ...(testLooks === undefined ? {} : { testLooks }),
    ...(mayBeSeen ? { mayBeSeen } : {}),
  }
  if (!decoded) {
    const texts = head.kind === 'sequence' ? reportEstimates({ texts: textEvidence(found, head) }) : {}
    return { ...shared, metrics: { ...estimatesOf(head, rows.length), ...texts } }
  }
  const estimates = estimatesOf(head, decoded.rows.length, resampleOf(decoded))
  if (decoded.kind === 'number') {
    const quantiles = quantilePairs(decoded)
    const evidence = { numbers: decoded, ...(quantiles && { quantiles }) }
    return {
      ...{ ...shared, metrics: { ...estimates, ...reportEstimates(evidence) } },
      ...(quantiles && { quantiles: quantileReport(quantiles) }),
    }
  }
  const { labels, actual, predicted } = decoded
  const confusion = confusionMatrix(actual, predicted, labels.length)
  const scores = { actual, probabilities: decoded.probabilities, classes: labels.length }
  const metrics = { ...estimates, ...reportEstimates({ confusion, scores }) }
  const supports = confusion.map((counts) => counts.reduce((sum, count) => sum + count, 0))
  const shown = new Set(
    [...supports.keys()]
      .sort((a, b) => (supports[b] as number) - (supports[a] as number) || a - b)
      .slice(0, MOST_CURVES),
  )
  const curves = labels.map((_, i) => {
    if (!shown.has(i)) return undefined
    const rows = classAgainstOthers(decoded, i)
    return { roc: rocCurve(rows), pr: precisionRecallCurve(rows) }
  })
  const byLabel = <T>(of: (curve: NonNullable<(typeof curves)[number]>) => T) =>
    Object.fromEntries(curves.flatMap((curve, i) => (curve ? [[labels[i] as string, of(curve)]] : [])))
  return {
    ...{ ...shared, metrics, confusion },
    perClass: labels.map((name, i) => ({
      ...{ label: name, n: supports[i] as number, ...classEstimates(countsOf(confusion, supports, i)) },
      ...(curves[i] && { auc: curves[i].roc.auc, averagePrecision: curves[i].pr.averagePrecision }),
    })),
    curves: {
      roc: byLabel(({ roc }) => roc),
      pr: byLabel(({ pr }) => pr),
      ...(costs && { cost: costOf(decoded, costs) }),
    },
    calibration: calibrationReport(decoded),
  }
}

/** The predicted quantiles with the actual values; undefined if the output predicts none. */
export function quantilePairs({ actual, quantiles }: PredictedNumbers): QuantilePairs | undefined {
  return quantiles && { levels: quantiles.levels, actual, predicted: quantiles.values }
}

/** What a report needs of a text output beyond its evaluation: the log loss, and the edits that correct the texts. */
function textEvidence({ output, raw, targets }: OutputPredictions, { loss, places, rows }: TextEvaluation) {
  const evidence = { places, rows, correctRows: 0, logLoss: loss }
  if (output.kind !== 'sequence') return evidence
  const [positions = 1] = output.shape
  let [tokens, wrong] = [0, 0]
  for (let row = 0; row * positions < targets.length; row++) {
    const target = targets.subarray(row * positions, (row + 1) * positions)
    if (target.every(Number.isNaN)) continue
    const actual = textOf(target)
    tokens += actual.length
    wrong += editDistance(textOf(tokensAt(output, raw, row).tokens), actual)
  }
  return { ...evidence, edits: { tokens, wrong } }
}

/** The tokens before the end token, 0; positions that do not count are NaN. */
function textOf(tokens: ArrayLike<number>): readonly number[] {
  const all = Array.from(tokens)
  const end = all.findIndex((token) => !(token > 0))
  return end < 0 ? all : all.slice(0, end)
}

export type EvaluationReport = ReturnType<typeof reportOf>

function costOf(decoded: PredictedClasses, { positive, miss, falseAlarm, prevalence }: ClassCosts) {
  const rows = classAgainstOthers(decoded, classIndex(decoded, positive))
  return costCurve(rows, { miss, falseAlarm, ...(prevalence === undefined ? {} : { prevalence }) })
}

function countsOf(confusion: readonly (readonly number[])[], supports: readonly number[], of: number) {
  const truePositives = confusion[of]?.[of] as number
  const asPredicted = confusion.reduce((sum, counts) => sum + (counts[of] as number), 0)
  const all = supports.reduce((sum, count) => sum + count, 0)
  const falsePositives = asPredicted - truePositives
  const falseNegatives = (supports[of] as number) - truePositives
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives: all - truePositives - falsePositives - falseNegatives,
  }
}

function resampleOf(decoded: Predicted): Resample {
  if (decoded.kind === 'number') {
    const pick = (values: Float64Array, rows: Uint32Array) => Float64Array.from(rows, (row) => values[row] as number)
    return (rows) => ({ numbers: { actual: pick(decoded.actual, rows), predicted: pick(decoded.predicted, rows) } })
  }
  const { actual, predicted, labels } = decoded
  const classes = labels.length
  const cells = actual.map((of, row) => of * classes + (predicted[row] as number))
  return (rows) => {
    const counts = new Array<number>(classes ** 2).fill(0)
    for (const row of rows) (counts[cells[row] as number] as number)++
    return { confusion: labels.map((_, of) => counts.slice(of * classes, (of + 1) * classes)) }
  }
}

/** The index of a class. Refuses an unknown one. */
export function classIndex({ labels }: Pick<PredictedClasses, 'labels'>, label: string): number {
  const index = labels.indexOf(label)
  return index >= 0 ? index : refuse('evaluate-no-class', { label, labels })
}

/** The share of wrong predictions among the most certain rows; the uncertainty is by default that of the prediction. */
export function riskOf({ actual, predicted, probabilities, labels }: PredictedClasses, uncertainty?: Float64Array) {
  const own = () => Float64Array.from(predicted, (one, row) => 1 - (probabilities[row * labels.length + one] as number))
  return riskCurve(
    uncertainty ?? own(),
    actual.map((one, row) => (one === predicted[row] ? 0 : 1)),
  )
}

/**
 * The probabilities that should match how often they are right: of the predicted class for several classes, and of the
 * second class for two, as is usual for a yes-or-no question.
 */
export function scoredProbabilities(decoded: PredictedClasses): BinaryScores {
  const { actual, predicted, probabilities, labels } = decoded
  if (labels.length === 2) return classAgainstOthers(decoded, 1)
  return {
    positive: actual.map((one, row) => (one === predicted[row] ? 1 : 0)),
    scores: Float64Array.from(predicted, (one, row) => probabilities[row * labels.length + one] as number),
  }
}

/** How well probabilities match how often they are right. */
export function calibrationReport(decoded: PredictedClasses) {
  const { actual, probabilities, labels } = decoded
  return {
    ...reliability(scoredProbabilities(decoded)),
    brier: brierOfClasses(probabilities, actual, labels.length) / (labels.length === 2 ? 2 : 1),
    nll: logLoss(actual, probabilities, labels.length),
  }
}
