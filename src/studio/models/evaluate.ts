/**
 * @file evaluateByPredicting: computes the metrics of a split from predictions, for weights that were not trained by a
 * run on this data.
 */
import { concatFloat32 } from '../../base/bytes'
import { type Message, message, Refusal, refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset, SplitName } from '../../data/dataset'
import { encodeRows, encodeTargets } from '../../data/encode-rows'
import { groupColumns, thresholdsOfRows } from '../../data/group-thresholds'
import { loadPagedRows } from '../../data/paged-columns'
import type { FittedOutput, Pipeline } from '../../data/pipeline'
import type { FittedStep } from '../../data/transforms/transform'
import { evaluateHead } from '../../metrics/evaluate-head'
import type { Evaluation } from '../../metrics/evaluation'
import type { ReadyData } from '../data/data-session'
import { missingClasses } from './evaluated-split'

export type Predict = (
  inputs: readonly Float32Array<ArrayBuffer>[],
  count: number,
) => Promise<Float32Array<ArrayBuffer>[]>

/** The number of rows to encode at a time: 2,000 images take up 6 MB. */
const PART = 2000

/** The predictions of one output: raw numbers, [rows × numbers per row], and the encoded targets of the same rows. */
export interface OutputPredictions {
  readonly output: FittedOutput
  readonly raw: Float32Array
  readonly targets: Float32Array
  /** The threshold of each row, if the output has one by group. */
  readonly thresholds?: Float64Array | undefined
}

/**
 * Predicts these rows, with one result for each output. Refuses data that lacks a column the pipeline reads.
 * `onProgress` gets the share of the rows that are predicted.
 */
export async function predictRows(
  pipeline: Pipeline,
  dataset: Dataset,
  rows: Uint32Array,
  predict: Predict,
  onProgress?: (share: number) => void,
): Promise<readonly OutputPredictions[]> {
  needColumns(pipeline, dataset)
  const outputs: Float32Array[][] = pipeline.outputs.map(() => [])
  const targets: Float32Array[][] = pipeline.outputs.map(() => [])
  for (let from = 0; from < rows.length; from += PART) {
    const part = rows.slice(from, from + PART)
    const here = await loadPagedRows(dataset, part)
    const encoded = pipeline.inputs.map((input) => encodeRows(input, here, part))
    pipeline.outputs.forEach((output, head) => {
      targets[head]?.push(encodeTargets(output, here, part))
    })
    const predicted = await predict(encoded, part.length)
    predicted.forEach((values, head) => {
      outputs[head]?.push(values)
    })
    onProgress?.(Math.min(1, (from + PART) / rows.length))
  }
  return pipeline.outputs.map((output, head) => ({
    output,
    raw: concatFloat32(outputs[head] as Float32Array[]),
    targets: concatFloat32(targets[head] as Float32Array[]),
    thresholds: thresholdsOfRows(output, dataset, rows),
  }))
}

/** Evaluates by predicting every row of the split. Refuses data that it cannot be measured on. */
export async function evaluateByPredicting(
  pipeline: Pipeline,
  ready: ReadyData,
  split: SplitName,
  predict: Predict,
): Promise<Evaluation> {
  const rows = ready.split[split]
  if (rows.length === 0) return refuse('no-rows', { split })
  const missing = missingToMeasure(pipeline, ready.dataset)
  if (missing) throw new Refusal(missing)
  const predicted = await predictRows(pipeline, ready.dataset, rows, predict)
  const heads = predicted.map((one) => evaluateHead(one.output, one.raw, one.targets, rows, one.thresholds))
  const loss = heads.reduce((sum, head) => sum + head.loss, 0)
  return { split, rows: rows.length, loss, heads, isFromPredictions: true }
}

/** Refuses data that lacks a column which the pipeline reads, because the weights may come from another dataset. */
export function needColumns(pipeline: Pipeline, dataset: Dataset): void {
  const missing = missingColumn(pipeline, dataset)
  if (missing) throw new Refusal(missing)
}

function missingColumn(pipeline: Pipeline, { schema }: Dataset): Message | undefined {
  const column = columnsOf(pipeline).find((name) => columnIndex(schema, name) < 0)
  return column === undefined ? undefined : message('data-lacks-column', { dataset: schema.title, column })
}

/** Why nothing can be measured on a dataset: a column that the pipeline reads, or each class that it predicts, is missing. */
export function missingToMeasure(pipeline: Pipeline, dataset: Dataset): Message | undefined {
  const missing = missingColumn(pipeline, dataset)
  if (missing) return missing
  for (const output of pipeline.outputs) {
    const classes = output.kind === 'classes' && missingClasses(output, dataset.schema)
    if (classes) return classes
  }
  return undefined
}

/** The columns that a time window step sorts and groups by. */
function orderedBy({ kind, params }: FittedStep): string[] {
  return kind === 'timeWindow' ? [params.by, params.within].flatMap((name) => (name ? [String(name)] : [])) : []
}

/** The columns a pipeline reads, inputs first, then targets, then the groups that its decisions depend on. */
export function columnsOf(pipeline: Pipeline): string[] {
  const inputs = pipeline.inputs.flatMap((input) =>
    input.kind === 'image'
      ? [input.column]
      : input.columns.flatMap(({ column, steps }) => [column, ...steps.flatMap(orderedBy)]),
  )
  const groups = groupColumns(pipeline).map(({ name }) => name)
  return [...inputs, ...pipeline.outputs.map(({ column }) => column), ...groups]
}
