/** @file Row answers: the current weights' prediction for each row, as virtual columns for conditions. */

import { decidedClass } from '../../data/output-decision'
import { decodeText, numberAt, scoresAt, tokensAt, toTargetUnit } from '../../data/decode-outputs'
import { encodeRows, encodeTargets, targetsPerRow } from '../../data/encode-rows'
import { thresholdsOfRows } from '../../data/group-thresholds'
import { loadPagedRows } from '../../data/paged-columns'
import type { FittedOutput, Pipeline } from '../../data/pipeline'
import { type FindVirtualColumn, splitAsColumn, type VirtualColumn } from '../../data/virtual-columns'
import { refuse } from '../../messages/message'
import { rowMetric } from '../../metrics/catalog'
import type { RowScores } from '../../metrics/slice-report'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'
import { needColumns } from './evaluate'

/** Predictions of an output that is a class, a number, or text. Values are NaN for rows that were not predicted. */
export interface RowAnswers {
  readonly output: Extract<FittedOutput, { kind: 'classes' | 'number' | 'sequence' }>
  /** The predicted class index, or the predicted number in its own units; NaN for text, or if the prediction is NaN. */
  readonly predicted: Float32Array<ArrayBuffer>
  /** The confidence in the predicted class or text. */
  readonly confidence: Float32Array<ArrayBuffer>
  /**
   * 1 if correct, 0 if wrong (text must be entirely correct); for numbers, the absolute error in the target's units.
   */
  readonly score: Float32Array<ArrayBuffer>
}

/** Changes the prediction for a row: the probabilities of the classes, or the number in the target's unit. */
export type RowFault = (row: number, answer: Float32Array) => void

/** The number of rows to encode at a time. */
const PART = 2000

/** The predictions of the first suitable output. Refuses before the first run, and if a column is missing. */
export async function answersOf(
  studio: AppContext,
  ready: ReadyData,
  rows: Uint32Array,
  fault?: RowFault,
): Promise<RowAnswers | undefined> {
  return (await answersOfAll(studio, ready, rows, fault))[0]
}

/**
 * Predicts these rows with the current weights. Returns one entry per output, except image outputs. By default, outputs
 * are decided as saved models decide.
 */
export async function answersOfAll(
  studio: AppContext,
  { dataset }: ReadyData,
  rows: Uint32Array,
  fault?: RowFault,
  { pipeline }: { readonly pipeline: Pipeline } = studio.runs.loadable() ?? refuse('nothing-trained', {}),
): Promise<readonly RowAnswers[]> {
  needColumns(pipeline, dataset)
  const all = dataset.schema.rows
  const heads = pipeline.outputs.flatMap((output, head) =>
    output.kind === 'image'
      ? []
      : [{ head, output, predicted: unknown(all), confidence: unknown(all), score: unknown(all) }],
  )
  if (heads.length === 0) return []
  for (let from = 0; from < rows.length; from += PART) {
    const part = rows.slice(from, from + PART)
    const here = await loadPagedRows(dataset, part)
    const encoded = pipeline.inputs.map((input) => encodeRows(input, here, part))
    const raw = await studio.runs.predict(encoded, part.length)
    for (const one of heads) storeAnswers(one, dataset, part, raw[one.head] as Float32Array, fault)
  }
  return heads.map(({ head: _place, ...answers }) => answers)
}

/** The predictions of an output, as predicted before; undefined for images. */
export function answersFrom(output: FittedOutput, { dataset }: ReadyData, rows: Uint32Array, raw: Float32Array) {
  if (output.kind === 'image') return undefined
  const all = dataset.schema.rows
  const answers: RowAnswers = { output, predicted: unknown(all), confidence: unknown(all), score: unknown(all) }
  storeAnswers(answers, dataset, rows, raw)
  return answers
}

/** Stores the predictions of one output for some rows. */
function storeAnswers(
  { output, predicted, confidence, score }: RowAnswers,
  dataset: ReadyData['dataset'],
  part: Uint32Array,
  raw: Float32Array,
  fault?: RowFault,
): void {
  const targets = encodeTargets(output, dataset, part)
  const places = targetsPerRow(output)
  const thresholds = thresholdsOfRows(output, dataset, part)
  part.forEach((row, i) => {
    const target = targets[i * places] as number
    if (output.kind === 'number') {
      const answer = Float32Array.of(numberAt(output, raw, i))
      fault?.(row, answer)
      predicted[row] = answer[0] as number
      score[row] = Math.abs((predicted[row] as number) - toTargetUnit(output, target))
      return
    }
    if (output.kind === 'sequence') {
      const { tokens } = tokensAt(output, raw, i)
      const expected = targets.subarray(i * places, (i + 1) * places)
      confidence[row] = decodeText(output, raw, i).probability
      if (!Number.isNaN(target))
        score[row] = expected.every((one, at) => Number.isNaN(one) || one === tokens[at]) ? 1 : 0
      return
    }
    const scores = Float32Array.from(scoresAt(output, raw, i, raw.length / part.length))
    fault?.(row, scores)
    const predictedClass = decidedClass(scores, output.decision, thresholds?.[i])
    confidence[row] = scores[predictedClass] as number
    predicted[row] = Number.isNaN(confidence[row]) ? Number.NaN : predictedClass
    if (!Number.isNaN(target)) score[row] = predicted[row] === target ? 1 : 0
  })
}

/** The virtual columns for conditions: the part of the split that each row is in, and the predictions if given. */
export function factsOf(
  { split, dataset }: Pick<ReadyData, 'split' | 'dataset'>,
  answers: RowAnswers | undefined,
): FindVirtualColumn {
  return (name) => {
    if (name === 'split') return splitAsColumn(split, dataset)
    if (!answers) return undefined
    const { output, predicted, confidence, score } = answers
    const isDiscrete = output.kind !== 'number'
    switch (name) {
      case 'prediction':
        if (output.kind === 'sequence') return undefined
        return output.kind === 'classes' ? category(name, output.labels, predicted) : number(name, predicted)
      case 'confidence':
        return isDiscrete ? number(name, confidence) : undefined
      case 'mistake':
        return isDiscrete ? category(name, ['yes', 'no'], score) : undefined
      case 'error':
        return isDiscrete ? undefined : number(name, score)
      case 'row':
      case 'number':
        return undefined
      default:
        return name satisfies never
    }
  }
}

/** The scores of these rows, in their order. */
export function scoresOf({ output, score }: RowAnswers, rows: Uint32Array): RowScores {
  return {
    measure: rowMetric(output.kind).id,
    values: Float32Array.from(rows, (row) => score[row] as number),
  }
}

function category(name: string, values: readonly string[], codes: Float32Array): VirtualColumn {
  const known = Int16Array.from(codes, (code) => (Number.isNaN(code) ? -1 : code))
  return { schema: { name, type: 'category', values }, column: { type: 'category', codes: known } }
}

function number(name: string, values: Float32Array<ArrayBuffer>): VirtualColumn {
  return { schema: { name, type: 'number' }, column: { type: 'number', values } }
}

function unknown(rows: number): Float32Array<ArrayBuffer> {
  return new Float32Array(rows).fill(Number.NaN)
}
