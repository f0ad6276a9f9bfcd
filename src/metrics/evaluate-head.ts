/** @file evaluateHead: evaluates one output on the given rows, from its raw predictions and encoded targets. */
import { decidedClass } from '../data/output-decision'
import {
  decodeText,
  type NumberOutput,
  rawNumberAt,
  numberAt,
  pixelsAt,
  scoresAt,
  type SequenceOutput,
  tokensAt,
  tokensToText,
  toTargetUnit,
} from '../data/decode-outputs'
import { type FittedOutput, sizeOf } from '../data/pipeline'
import { logLoss } from './calibration'
import { statedCost } from './deciding-metric'
import { intersectionOverUnion, maskCounts } from './catalog/masks'
import { meanAbsoluteError, meanSquaredError } from './catalog/regression'
import { classScores, compareWithBaseRates, confusionMatrix, withRareClasses } from './class-report'
import type { Example, HeadEvaluation, ImageExample, NumberEvaluation, TextEvaluation, TextExample } from './evaluation'
import { classEvidence, measure, measureIntervals } from './metrics-of'

/** The maximum number of examples of each kind to store. */
const MAX_EXAMPLES = 24
/** The maximum number of scatter plot points to store. */
const MAX_PAIRS = 300
/** How many of them are the rows with the largest errors. */
const MAX_WORST = 24
/**
 * Limits for stored images: the number of images of each kind, and the total number of pixels. The limits are needed
 * because every run and every model stores its own images.
 */
const MAX_IMAGES = 12
const MAX_PIXELS = 100_000

/**
 * Evaluates one output. `raw` contains the network's output with shape [rows, numbers], and `targets` contains the
 * result of `encodeTargets` for the same rows; rows whose target is NaN are skipped. The loss is the log loss, or the
 * squared error of the encoded target; callers that know the training loss replace it. `thresholds` are those of the
 * groups of the rows.
 */
export function evaluateHead(
  output: FittedOutput,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
  thresholds?: Float64Array,
): HeadEvaluation {
  if (output.kind === 'image') return evaluateImages(output, raw, targets, rows)
  if (output.kind === 'sequence') return evaluateTexts(output, raw, targets, rows)
  const known = Uint32Array.from(rows.keys()).filter((i) => !Number.isNaN(targets[i] as number))
  return output.kind === 'classes'
    ? evaluateClasses(output, { raw, targets, rows, known, thresholds })
    : evaluateNumber(output, raw, targets, rows, known)
}

function evaluateClasses(
  output: Extract<FittedOutput, { kind: 'classes' }>,
  {
    raw,
    targets,
    rows,
    known,
    thresholds,
  }: {
    readonly raw: Float32Array
    readonly targets: Float32Array
    readonly rows: Uint32Array
    readonly known: Uint32Array
    readonly thresholds: Float64Array | undefined
  },
): HeadEvaluation {
  const { labels } = output
  const width = rows.length > 0 ? raw.length / rows.length : 0
  const probabilities = new Float64Array(known.length * labels.length)
  const examples: Example[] = []
  known.forEach((i, at) => {
    const scores = scoresAt(output, raw, i, width)
    probabilities.set(scores, at * labels.length)
    const predicted = decidedClass(scores, output.decision, thresholds?.[i])
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
  const perClass = withRareClasses(classScores(confusion, labels), scores)
  const supports = perClass.map(({ support }) => support)
  return {
    kind: 'classes',
    label: output.label,
    loss: logLoss(actual, probabilities, labels.length),
    ...(output.ordered && { ordered: true }),
    ...measure({ ...classEvidence(confusion, output), scores }),
    ...(output.decision?.costs && { cost: statedCost(confusion, labels, output.decision) }),
    ...(known.length > 1 && { overBaseRates: compareWithBaseRates(scores, supports) }),
    perClass,
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
    predicted: numberAt(output, raw, i),
  }))
  const numbers = {
    actual: pairs.map(({ actual }) => actual),
    predicted: pairs.map(({ predicted }) => predicted),
  }
  return {
    kind: 'number',
    label: output.label,
    loss: output.steps
      ? squaredError(output, raw, targets, known)
      : meanSquaredError(numbers) / (output.deviation * output.deviation),
    ...measure({ numbers }),
    ...measureIntervals({ numbers }),
    pairs: shownPairs(pairs),
  }
}

type Pair = NumberEvaluation['pairs'][number]

/** The rows with the largest errors, and evenly spaced other rows, in the order of the rows. */
function shownPairs(pairs: readonly Pair[]): readonly Pair[] {
  if (pairs.length <= MAX_PAIRS) return pairs
  const errorOf = ({ actual, predicted }: Pair) => Math.abs(predicted - actual)
  const worst = new Set([...pairs].sort((a, b) => errorOf(b) - errorOf(a)).slice(0, MAX_WORST))
  const others = pairs.filter((pair) => !worst.has(pair))
  const shown = new Set([...worst, ...evenlySpread(others, MAX_PAIRS - worst.size)])
  return pairs.filter((pair) => shown.has(pair))
}

/** Returns the mean squared error of the encoded target. */
function squaredError(output: NumberOutput, raw: Float32Array, targets: Float32Array, known: Uint32Array): number {
  const sum = known.reduce((all, i) => all + (rawNumberAt(output, raw, i) - (targets[i] as number)) ** 2, 0)
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

/** The maximum number of texts of each kind to store. */
const MAX_TEXTS = 24
/** Smaller probabilities are raised to this value before the logarithm is taken, as in Keras. */
const MIN_PROBABILITY = 1e-7

/**
 * Evaluates one text output. `raw` has the shape [rows, positions × tokens]; `targets` contains one token per position,
 * or NaN for a position that does not count. A row in which no position counts is skipped. The loss is the mean log
 * loss per position.
 */
function evaluateTexts(
  output: SequenceOutput,
  raw: Float32Array,
  targets: Float32Array,
  rows: Uint32Array,
): TextEvaluation {
  const [positions = 1, vocabulary = 1] = output.shape
  const counts = Array.from({ length: positions }, () => ({ support: 0, right: 0 }))
  const examples: TextExample[] = []
  let loss = 0
  rows.forEach((row, i) => {
    const target = targets.subarray(i * positions, (i + 1) * positions)
    const { tokens } = tokensAt(output, raw, i)
    const known = [...target.keys()].filter((position) => !Number.isNaN(target[position] as number))
    if (known.length === 0) return
    const right = known.filter((position) => tokens[position] === target[position])
    for (const position of known) (counts[position] as Count).support++
    for (const position of right) (counts[position] as Count).right++
    for (const position of known) {
      const chance = raw[(i * positions + position) * vocabulary + (target[position] as number)] as number
      loss -= Math.log(Math.max(MIN_PROBABILITY, chance))
    }
    const { text: predicted, probability } = decodeText(output, raw, i)
    const actual = tokensToText(output, target.subarray(0, known.length))
    examples.push({ row, actual, predicted, probability, right: right.length, places: known.length })
  })
  const support = counts.reduce((sum, one) => sum + one.support, 0)
  const wrong = examples.filter((one) => one.right < one.places)
  const missed = (one: TextExample) => one.places - one.right
  return {
    kind: 'sequence',
    by: output.text.steps[0]?.kind === 'words' ? 'words' : 'characters',
    label: output.label,
    loss: loss / Math.max(1, support),
    ...measure({
      texts: { places: counts, rows: examples.length, correctRows: examples.length - wrong.length },
    }),
    places: counts,
    rows: examples.length,
    worst: wrong
      .sort((a, b) => missed(b) - missed(a) || b.probability - a.probability || a.row - b.row)
      .slice(0, MAX_TEXTS),
    some: evenlySpread(examples, MAX_TEXTS),
  }
}

interface Count {
  support: number
  right: number
}

/** Returns at most `max` of the items, evenly spaced. */
function evenlySpread<T>(items: readonly T[], max: number): readonly T[] {
  if (items.length <= max) return items
  return Array.from({ length: max }, (_, i) => items[Math.floor((i * items.length) / max)] as T)
}
