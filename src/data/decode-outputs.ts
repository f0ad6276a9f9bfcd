/**
 * @file decodeOutputs: converts a network's raw outputs to predictions: a class with its probabilities, a number in the
 * target's units, an image, or text.
 */
import { expectDefined } from '../base/assert'
import { nestedPixels } from './column-values'
import { thresholdsOfSamples } from './group-thresholds'
import { applyCalibration, decidedClass } from './output-decision'
import { type FittedOutput, type Pipeline, sizeOf } from './pipeline'
import { preparation } from './transforms/loaded-transforms'

export interface ClassPrediction {
  readonly label: string
  readonly probabilities: Readonly<Record<string, number>>
}
/**
 * An image as rows of pixels; each pixel is a list of channel values from 0 to 255, in the format that network inputs
 * accept.
 */
export type ImagePrediction = readonly (readonly (readonly number[])[])[]
/** Predicted text and the joint probability of all its tokens. */
export interface TextPrediction {
  readonly text: string
  readonly probability: number
}
/** A predicted number with its quantiles by level, such as `{ '0.1': 3, '0.5': 4, '0.9': 6 }`. */
export interface QuantilePrediction {
  readonly value: number
  readonly quantiles: Readonly<Record<string, number>>
}
export type OutputPredictions =
  | readonly ClassPrediction[]
  | readonly number[]
  | readonly QuantilePrediction[]
  | readonly ImagePrediction[]
  | readonly TextPrediction[]
/**
 * For a network with one output, a list of predictions; for several outputs, one list per output, keyed by output
 * label.
 */
export type Predictions = OutputPredictions | Readonly<Record<string, OutputPredictions>>

/**
 * Decodes `count` rows of every output into the format that the console prints. `samples` are the raw inputs, whose groups
 * may decide.
 */
export function decodeOutputs(
  pipeline: Pipeline,
  outputs: readonly Float32Array[],
  count: number,
  samples?: unknown,
): Predictions {
  const predictions = pipeline.outputs.map((output, head) =>
    decodeOutput(output, outputs[head] ?? new Float32Array(0), count, thresholdsOfSamples(output, samples, count)),
  )
  const [only] = predictions
  if (predictions.length === 1 && only) return only
  return Object.fromEntries(pipeline.outputs.map(({ label }, head) => [label, predictions[head] ?? []]))
}

/** Decodes `count` rows of one output; `thresholds` are those of the groups of the rows. */
export function decodeOutput(
  output: FittedOutput,
  raw: Float32Array,
  count: number,
  thresholds?: Float64Array,
): OutputPredictions {
  const rows = Array.from({ length: count }, (_, row) => row)
  if (output.kind === 'number') {
    const { levels } = output
    if (!levels) return rows.map((row) => numberAt(output, raw, row))
    return rows.map((row) => {
      const quantiles = quantilesAt(output, raw, row) ?? []
      return {
        value: numberAt(output, raw, row),
        quantiles: Object.fromEntries(levels.map((level, i) => [String(level), quantiles[i] as number])),
      }
    })
  }
  if (output.kind === 'image') return rows.map((row) => nestedPixels(pixelsAt(output, raw, row), output.shape))
  if (output.kind === 'sequence') return rows.map((row) => decodeText(output, raw, row))
  const width = count > 0 ? raw.length / count : 0
  return rows.map((row) => {
    const scores = scoresAt(output, raw, row, width)
    return {
      label: output.labels[decidedClass(scores, output.decision, thresholds?.[row])] ?? '',
      probabilities: Object.fromEntries(output.labels.map((label, k) => [label, scores[k] ?? 0])),
    }
  })
}

/**
 * The number of target units that correspond to 1 unit of the network's output. It is 1 for classes and undefined if
 * the factor is not constant.
 */
export function unitsPerOutput(output: FittedOutput): number | undefined {
  switch (output.kind) {
    case 'number':
      if (!output.steps) return output.deviation
      // After a logarithm, equal differences in the output correspond to unequal differences in the column's units, so
      // there is no constant factor.
      return output.steps.steps.some(({ kind }) => kind === 'log')
        ? undefined
        : Math.abs(toTargetUnit(output, 1) - toTargetUnit(output, 0))
    case 'image':
      return 1 / output.scale
    default:
      return 1
  }
}

export type SequenceOutput = Extract<FittedOutput, { kind: 'sequence' }>

/** Replaces a token that is not in the vocabulary. */
const UNKNOWN = '\ufffd'

/** Converts tokens to text, stopping at the first end token (0). */
export function tokensToText({ text }: SequenceOutput, tokens: ArrayLike<number>): string {
  const [step] = text.steps
  const vocabulary = (step?.learned.known ?? []) as readonly string[]
  const parts: string[] = []
  for (let at = 0; at < tokens.length && (tokens[at] as number) > 0; at++)
    parts.push(vocabulary[(tokens[at] as number) - 2] ?? UNKNOWN)
  return parts.join(step?.kind === 'words' ? ' ' : '')
}

/** Returns the most likely token at each position of one row, and the joint probability of these tokens. */
export function tokensAt({ shape: [positions = 1, vocabulary = 1] }: SequenceOutput, raw: Float32Array, row: number) {
  const tokens = new Int32Array(positions)
  const chances = new Float64Array(positions)
  for (let position = 0; position < positions; position++) {
    const at = (row * positions + position) * vocabulary
    const scores = raw.subarray(at, at + vocabulary)
    tokens[position] = argmax(scores)
    chances[position] = scores[tokens[position] as number] ?? Number.NaN
  }
  return { tokens, chances }
}

/** Decodes one row of `raw` as text. The probability covers all its tokens, including the end token. */
export function decodeText(output: SequenceOutput, raw: Float32Array, row: number): TextPrediction {
  const { tokens, chances } = tokensAt(output, raw, row)
  const end = tokens.indexOf(0)
  const probability = chances.subarray(0, end < 0 ? tokens.length : end + 1).reduce((all, one) => all * one, 1)
  return { text: tokensToText(output, tokens), probability }
}

export type NumberOutput = Extract<FittedOutput, { kind: 'number' }>

/** The position of the prediction in a row of outputs: of several quantiles, the one nearest to the median. */
export function centerOf(output: FittedOutput): number {
  const levels = (output.kind === 'number' && output.levels) || []
  const off = (level = 0.5) => Math.abs(level - 0.5)
  return levels.reduce((best, level, i) => (off(level) < off(levels[best]) ? i : best), 0)
}

/** The predicted number of a row as the network has it: of several quantiles, the one nearest to the median. */
export function rawNumberAt(output: NumberOutput, raw: ArrayLike<number>, row: number): number {
  return raw[row * (output.levels?.length ?? 1) + centerOf(output)] ?? Number.NaN
}

/** The predicted number of a row in the target's units: of several quantiles, the one nearest to the median. */
export function numberAt(output: NumberOutput, raw: ArrayLike<number>, row: number): number {
  return toTargetUnit(output, rawNumberAt(output, raw, row))
}

/** The quantiles of a row in the target's units, in the order of their levels; undefined if the output has none. */
export function quantilesAt(output: NumberOutput, raw: ArrayLike<number>, row: number): readonly number[] | undefined {
  return output.levels?.map((_, i, { length }) => toTargetUnit(output, raw[row * length + i] ?? Number.NaN))
}

/** Converts a predicted number to the target's units. */
export function toTargetUnit(output: NumberOutput, value: number): number {
  if (!output.steps) return value * output.deviation + output.mean
  // The transforms are loaded: the inputs of this prediction were prepared with them. Only the first paint works without.
  return expectDefined(preparation(), 'the steps').invert(output.steps, value)
}

/** Decodes one row of `raw` as pixels, clamped to the range 0 to 255. */
export function pixelsAt(
  { shape, scale }: Extract<FittedOutput, { kind: 'image' }>,
  raw: Float32Array,
  row: number,
): Float32Array<ArrayBuffer> {
  const size = sizeOf({ shape })
  return Float32Array.from(raw.subarray(row * size, (row + 1) * size), (value) =>
    Math.min(255, Math.max(0, value / scale)),
  )
}

/**
 * The score of every class in one row of `width` raw numbers, corrected by the calibration of the output. If a single
 * unit represents two classes, its value determines the probability of the second class.
 */
export function scoresAt(output: ClassesOutput, raw: Float32Array, row: number, width: number): readonly number[] {
  const scores = rawScoresAt(output, raw, row, width)
  return output.calibration ? [...applyCalibration(output.calibration, scores, scores.length)] : scores
}

type ClassesOutput = Extract<FittedOutput, { kind: 'classes' }>

function rawScoresAt(output: ClassesOutput, raw: Float32Array, row: number, width: number): readonly number[] {
  if (width === 1 && output.labels.length === 2) {
    const value = raw[row] as number
    const second = output.signed ? (value + 1) / 2 : value
    return [1 - second, second]
  }
  return output.labels.map((_, k) => (k < width ? (raw[row * width + k] as number) : 0))
}

/**
 * The index of the largest score. Ties go to the first score, so a single unit exactly at its threshold predicts the
 * first class.
 */
export function argmax(scores: ArrayLike<number>): number {
  let best = 0
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k
  return best
}
