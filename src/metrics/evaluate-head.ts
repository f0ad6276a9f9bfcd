/** @file evaluateHead: how one output does on some rows, from its raw predictions and encoded targets. */
import { pixelsAt, scoresAt, surest, toUnit } from '../data/decode'
import { type FittedOutput, sizeOf } from '../data/pipeline'
import { withRare } from './average-precision'
import { classReport } from './class-report'
import type { Example, HeadEvaluation, ImageExample } from './evaluation'
import { imageReport, maskReport } from './image-report'
import { logLoss } from './log-loss'
import { regressionReport } from './regression-report'
import { evaluateTexts } from './evaluate-texts'
import { spread } from './spread'

/** Examples of each kind that are kept to look at. */
const EXAMPLES = 24
/** Points of a scatter that are kept. */
const PAIRS = 300
/** Pictures of each kind that are kept, and pixels of them all: they lie in every run and model. */
const PICTURES = 12
const PIXELS = 100_000

/**
 * `raw` is [rows, numbers] as the network gives it, `targets` what `encodeTargets` made of the same rows; rows whose target is
 * NaN are left out. The loss told is the log loss, or the squared error of the target as encoded: whoever has the loss that
 * was trained puts it in its place.
 */
export function evaluateHead(
  output: FittedOutput,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
): HeadEvaluation {
  if (output.kind === 'image') return evaluateImages(output, raw, targets, rows)
  if (output.kind === 'sequence') return evaluateTexts(output, raw, targets, rows)
  const known = Uint32Array.from(rows.keys()).filter((i) => !Number.isNaN(targets[i] as number))
  return output.kind === 'classes'
    ? evaluateClasses(output, raw, targets, rows, known)
    : evaluateNumber(output, raw, targets, rows, known)
}

function evaluateClasses(
  output: Extract<FittedOutput, { kind: 'classes' }>,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
  known: Uint32Array,
): HeadEvaluation {
  const { labels } = output
  const width = rows.length > 0 ? raw.length / rows.length : 0
  const probabilities = new Float64Array(known.length * labels.length)
  const examples: Example[] = []
  known.forEach((i, at) => {
    const scores = scoresAt(output, raw, i, width)
    probabilities.set(scores, at * labels.length)
    const predicted = surest(scores)
    examples.push({
      row: rows[i] as number,
      actual: targets[i] as number,
      predicted,
      probability: scores[predicted] as number,
    })
  })
  const actual = examples.map((example) => example.actual)
  const report = classReport(
    actual,
    examples.map((example) => example.predicted),
    labels,
  )
  const wrong = examples.filter((example) => example.actual !== example.predicted)
  const right = examples.filter((example) => example.actual === example.predicted)
  return {
    kind: 'classes',
    label: output.label,
    loss: logLoss(actual, probabilities, labels.length),
    accuracy: report.accuracy,
    perClass: withRare(report.perClass, actual, probabilities),
    confusion: report.confusion,
    wrong: wrong.sort((a, b) => b.probability - a.probability || a.row - b.row).slice(0, EXAMPLES),
    right: spread(right, EXAMPLES),
  }
}

function evaluateNumber(
  output: Extract<FittedOutput, { kind: 'number' }>,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
  known: Uint32Array,
): HeadEvaluation {
  const pairs = Array.from(known, (i) => ({
    row: rows[i] as number,
    actual: toUnit(output, targets[i] as number),
    predicted: toUnit(output, raw[i] as number),
  }))
  const report = regressionReport(
    pairs.map(({ actual }) => actual),
    pairs.map(({ predicted }) => predicted),
  )
  return {
    kind: 'number',
    label: output.label,
    loss: output.steps ? squaredError(raw, targets, known) : report.mse / (output.deviation * output.deviation),
    mae: report.mae,
    rmse: report.rmse,
    r2: report.r2,
    pairs: spread(pairs, PAIRS),
  }
}

/** Of the target as encoded. */
function squaredError(raw: Float32Array, targets: Float32Array, known: Uint32Array): number {
  const sum = known.reduce((all, i) => all + ((raw[i] as number) - (targets[i] as number)) ** 2, 0)
  return sum / Math.max(1, known.length)
}

type ImageHead = Extract<HeadEvaluation, { kind: 'image' }>

function evaluateImages(
  output: Extract<FittedOutput, { kind: 'image' }>,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
): ImageHead {
  const { label, shape, scale } = output
  const size = sizeOf({ shape })
  const given = raw.map((value) => value / scale)
  const wanted = targets.map((value) => value / scale)
  const at = <T>(row: number, report: (wanted: Float32Array, given: Float32Array) => T) =>
    report(wanted.subarray(row * size, (row + 1) * size), given.subarray(row * size, (row + 1) * size))
  const judged = Array.from(rows, (row, i) => ({
    i,
    row,
    mae: at(i, imageReport).mae,
    ...(output.mask && { iou: at(i, maskReport).iou }),
  }))
  const pictured = ({ i, ...told }: (typeof judged)[number]): ImageExample => ({
    ...told,
    given: Array.from(pixelsAt(output, raw, i), (value) => Math.round(value) || 0),
  })
  const most = Math.max(1, Math.min(PICTURES, Math.floor(PIXELS / size)))
  // Also of masks: one pixel marked where none should be is an IoU of 0, and no great harm.
  const worstFirst = [...judged].sort((a, b) => b.mae - a.mae || a.row - b.row)
  const report = imageReport(wanted, given)
  return {
    kind: 'image',
    label,
    shape,
    // What a network of sums, without another loss, is trained by: of pixels 0 to 1.
    loss: (report.rmse * scale) ** 2,
    ...report,
    ...(output.mask && { mask: maskReport(wanted, given) }),
    worst: worstFirst.slice(0, most).map(pictured),
    some: spread(judged, most).map(pictured),
  }
}
