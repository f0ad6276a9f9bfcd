/** @file decodeOutputs: a network's raw outputs as answers: a class with its probabilities, a number in its own unit, a picture, or a text. */
import { expectDefined } from '../base/assert'
import { nested } from './nested'
import { type FittedOutput, type Pipeline, sizeOf } from './pipeline'
import { preparation } from './transforms/known'

export interface ClassAnswer {
  readonly label: string
  readonly probabilities: Readonly<Record<string, number>>
}
/** Lines of pixels of channels, 0 to 255, as an input takes them. */
export type ImageAnswer = readonly (readonly (readonly number[])[])[]
/** A text, and the chance of all its signs together. */
export interface TextAnswer {
  readonly text: string
  readonly probability: number
}
export type HeadAnswers = readonly ClassAnswer[] | readonly number[] | readonly ImageAnswer[] | readonly TextAnswer[]
/** One output: a list. Several: lists keyed by the output's label. */
export type Answers = HeadAnswers | Readonly<Record<string, HeadAnswers>>

/** Decodes `count` rows of every output, in the form the console gives. */
export function decodeOutputs(pipeline: Pipeline, outputs: readonly Float32Array[], count: number): Answers {
  const answers = pipeline.outputs.map((output, head) =>
    decodeOutput(output, outputs[head] ?? new Float32Array(0), count),
  )
  const [only] = answers
  if (answers.length === 1 && only) return only
  return Object.fromEntries(pipeline.outputs.map(({ label }, head) => [label, answers[head] ?? []]))
}

/** Decodes `count` rows of one output. */
export function decodeOutput(output: FittedOutput, raw: Float32Array, count: number): HeadAnswers {
  const rows = Array.from({ length: count }, (_, row) => row)
  if (output.kind === 'number') return rows.map((row) => toUnit(output, raw[row] ?? Number.NaN))
  if (output.kind === 'image') return rows.map((row) => nested(pixelsAt(output, raw, row), output.shape))
  if (output.kind === 'sequence') return rows.map((row) => textIn(output, raw, row))
  const width = count > 0 ? raw.length / count : 0
  return rows.map((row) => {
    const scores = scoresAt(output, raw, row, width)
    return {
      label: output.labels[surest(scores)] ?? '',
      probabilities: Object.fromEntries(output.labels.map((label, k) => [label, scores[k] ?? 0])),
    }
  })
}

/** What one in the network's numbers is in the answer's own; 1 where right answers are counted, undefined where it is more here than there. */
export function unitOf(output: FittedOutput): number | undefined {
  switch (output.kind) {
    case 'number':
      if (!output.steps) return output.deviation
      // Equal steps behind a logarithm are unequal ones in the column's unit.
      return output.steps.steps.some(({ kind }) => kind === 'log')
        ? undefined
        : Math.abs(toUnit(output, 1) - toUnit(output, 0))
    case 'image':
      return 1 / output.scale
    default:
      return 1
  }
}

export type SequenceOutput = Extract<FittedOutput, { kind: 'sequence' }>

/** What stands for a sign that is not in the vocabulary. */
const UNKNOWN = '\ufffd'

/** The text of these signs, up to the first 0. */
export function textOf({ text }: SequenceOutput, signs: ArrayLike<number>): string {
  const [step] = text.steps
  const known = (step?.learned.known ?? []) as readonly string[]
  const found: string[] = []
  for (let at = 0; at < signs.length && (signs[at] as number) > 0; at++)
    found.push(known[(signs[at] as number) - 2] ?? UNKNOWN)
  return found.join(step?.kind === 'words' ? ' ' : '')
}

/** The surest sign of each place of one row, and its chance. */
export function signsAt({ shape: [places = 1, signs = 1] }: SequenceOutput, raw: Float32Array, row: number) {
  const said = new Int32Array(places)
  const chances = new Float64Array(places)
  for (let place = 0; place < places; place++) {
    const at = (row * places + place) * signs
    const scores = raw.subarray(at, at + signs)
    said[place] = surest(scores)
    chances[place] = scores[said[place] as number] ?? Number.NaN
  }
  return { said, chances }
}

/** One row of `raw` as a text: its chance is that of all its signs and its end. */
export function textIn(output: SequenceOutput, raw: Float32Array, row: number): TextAnswer {
  const { said, chances } = signsAt(output, raw, row)
  const end = said.indexOf(0)
  const probability = chances.subarray(0, end < 0 ? said.length : end + 1).reduce((all, one) => all * one, 1)
  return { text: textOf(output, said), probability }
}

/** A prediction in the target's own unit. */
export function toUnit(output: Extract<FittedOutput, { kind: 'number' }>, value: number): number {
  if (!output.steps) return value * output.deviation + output.mean
  // Whoever has what a network gave has prepared what it took: the steps are here, though the first page does without them.
  return expectDefined(preparation(), 'the steps').back(output.steps, value)
}

/** One row of `raw` as pixels, 0 to 255; what lies beyond is told as its nearest. */
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

/** The score of every class in one row of `width` raw numbers. One unit for two classes is the second one's probability. */
export function scoresAt(
  output: Extract<FittedOutput, { kind: 'classes' }>,
  raw: Float32Array,
  row: number,
  width: number,
): readonly number[] {
  if (width === 1 && output.labels.length === 2) {
    const value = raw[row] as number
    const second = output.signed ? (value + 1) / 2 : value
    return [1 - second, second]
  }
  return output.labels.map((_, k) => (k < width ? (raw[row * width + k] as number) : 0))
}

/** The place of the largest score, the first of equals; with one unit at its threshold that is the first class. */
export function surest(scores: ArrayLike<number>): number {
  let best = 0
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k
  return best
}
