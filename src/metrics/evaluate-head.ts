/** @file evaluateHead: evaluates one output on the given rows, from its raw predictions and encoded targets. */
import { argmax, pixelsAt, scoresAt, toTargetUnit } from '../data/decode-outputs'
import { type FittedOutput, sizeOf } from '../data/pipeline'
import { intersectionOverUnion, maskCounts } from './catalog/masks'
import { meanAbsoluteError, meanSquaredError } from './catalog/regression'
import { classScores, confusionMatrix, withRareClasses } from './class-report'
import { evaluateTexts } from './evaluate-texts'
import type { Example, HeadEvaluation, ImageExample } from './evaluation'
import { evenlySpread } from './evenly-spaced-sample'
import { logLoss } from './log-loss'
import { measure, measureIntervals } from './metrics-of'

/** The maximum number of examples of each kind to store. */
const MAX_EXAMPLES = 24
/** The maximum number of scatter plot points to store. */
const MAX_PAIRS = 300
/**
 * Limits for stored images: the number of images of each kind, and the total number of pixels. The limits are needed
 * because every run and every model stores its own images.
 */
const MAX_IMAGES = 12
const MAX_PIXELS = 100_000

/**
 * Evaluates one output. `raw` contains the network's output with shape [rows, numbers], and `targets` contains the
 * result of `encodeTargets` for the same rows; rows whose target is NaN are skipped. The loss is the log loss, or the
 * squared error of the encoded target; callers that know the training loss replace it.
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
    const predicted = argmax(scores)
    examples.push({
      row: rows[i] as number,
      actual: targets[i] as number,
      predicted,
      probability: scores[predicted] as number,
    })
  })
  const actual = examples.map((example) => example.actual)
  const predicted = examples.map((example) => example.predicted)
  const confusion = confusionMatrix(actual, predicted, labels.length)
  const scores = { actual, probabilities, classes: labels.length }
  const wrong = examples.filter((example) => example.actual !== example.predicted)
  const right = examples.filter((example) => example.actual === example.predicted)
  return {
    kind: 'classes',
    label: output.label,
    loss: logLoss(actual, probabilities, labels.length),
    ...measure({ confusion, scores }),
    perClass: withRareClasses(classScores(confusion, labels), scores),
    confusion,
    wrong: wrong.sort((a, b) => b.probability - a.probability || a.row - b.row).slice(0, MAX_EXAMPLES),
    right: evenlySpread(right, MAX_EXAMPLES),
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
    actual: toTargetUnit(output, targets[i] as number),
    predicted: toTargetUnit(output, raw[i] as number),
  }))
  const numbers = {
    actual: pairs.map(({ actual }) => actual),
    predicted: pairs.map(({ predicted }) => predicted),
  }
  return {
    kind: 'number',
    label: output.label,
    loss: output.steps
      ? squaredError(raw, targets, known)
      : meanSquaredError(numbers) / (output.deviation * output.deviation),
    ...measure({ numbers }),
    ...measureIntervals({ numbers }),
    pairs: evenlySpread(pairs, MAX_PAIRS),
  }
}

/** Returns the mean squared error of the encoded target. */
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
  const predicted = raw.map((value) => value / scale)
  const target = targets.map((value) => value / scale)
  const evaluated = Array.from(rows, (row, i) => {
    const [own, given] = [target, predicted].map((all) => all.subarray(i * size, (i + 1) * size)) as [
      Float32Array,
      Float32Array,
    ]
    return {
      i,
      row,
      mae: meanAbsoluteError({ actual: own, predicted: given }),
      ...(output.mask && { iou: intersectionOverUnion(maskCounts(own, given)) }),
    }
  })
  const pictured = ({ i, ...rest }: (typeof evaluated)[number]): ImageExample => ({
    ...rest,
    given: Array.from(pixelsAt(output, raw, i), (value) => Math.round(value) || 0),
  })
  const max = Math.max(1, Math.min(MAX_IMAGES, Math.floor(MAX_PIXELS / size)))
  // Sort masks by mean error rather than by IoU: if a mask is empty, a single wrongly marked pixel gives an IoU of 0
  // although the error is small.
  const worstFirst = [...evaluated].sort((a, b) => b.mae - a.mae || a.row - b.row)
  const pixels = { actual: target, predicted }
  return {
    kind: 'image',
    label,
    shape,
    // The usual loss for an image output: the mean squared error of pixels scaled to the range 0 to 1.
    loss: (Math.sqrt(meanSquaredError(pixels)) * scale) ** 2,
    ...measure({ pixels }),
    ...(output.mask && { mask: measure({ mask: maskCounts(target, predicted) }) }),
    worst: worstFirst.slice(0, max).map(pictured),
    some: evenlySpread(evaluated, max).map(pictured),
  }
}
