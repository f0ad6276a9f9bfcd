/** @file Predictions of single samples, decoded so that they can be displayed. Loaded with the first prediction. */
import {
  type ClassPrediction,
  decodeOutput,
  type NumberOutput,
  numberAt,
  pixelsAt,
  quantilesAt,
  type TextPrediction,
} from '../../data/decode-outputs'
import type { FittedOutput, Pipeline } from '../../data/pipeline'
import type { Answer, AppState, HeadAnswer, NumberAnswer } from '../state'
import { refuse } from '../../messages/message'
import { nestedPixels } from '../../data/column-values'
import type { Dataset } from '../../data/dataset'
import { encodeRows } from '../../data/encode-rows'
import { outputForRow, thresholdsOfSamples } from '../../data/group-thresholds'
import { loadPagedRows } from '../../data/paged-columns'
import type { AppContext } from '../context'
import { runInUse, weightsName } from '../training/weights-in-use'
import { needColumns } from './evaluate'

/** Maps a label used at training time to the current label. */
export type Relabel = (label: string) => string

/** The decoded outputs for one sample, keyed by their current labels; the raw sample may have a group that decides. */
export function toAnswer(
  { outputs }: Pipeline,
  raw: readonly Float32Array<ArrayBuffer>[],
  by: string,
  now: Relabel,
  sample?: unknown,
): Answer {
  const heads = outputs.map((output, i) => {
    const thresholds = thresholdsOfSamples(output, sample, 1)
    return [now(output.label), headAnswer(output, raw[i] ?? new Float32Array(0), thresholds)] as const
  })
  return { outputs: Object.fromEntries(heads), by }
}

function headAnswer(output: FittedOutput, raw: Float32Array<ArrayBuffer>, thresholds?: Float64Array): HeadAnswer {
  if (output.kind === 'image') return { kind: 'image', shape: output.shape, pixels: pixelsAt(output, raw, 0) }
  const [first] = decodeOutput(output, raw, 1, thresholds)
  switch (output.kind) {
    case 'number':
      return {
        ...{ kind: 'number', value: numberAt(output, raw, 0), ...rangeOf(output, raw) },
        ...(output.unit ? { unit: output.unit } : {}),
      }
    case 'classes':
      return { kind: 'classes', ...(first as ClassPrediction) }
    case 'sequence':
      return { kind: 'sequence', ...(first as TextPrediction) }
    default:
      return output satisfies never
  }
}

/** The interval between the outer quantiles, if the output predicts several. */
function rangeOf(output: NumberOutput, raw: Float32Array): Pick<NumberAnswer, 'range'> {
  const { levels = [] } = output
  const quantiles = quantilesAt(output, raw, 0) ?? []
  const [low, high] = [quantiles[0], quantiles.at(-1)]
  if (levels.length < 2 || low === undefined || high === undefined) return {}
  return { range: { low, high, share: Number(((levels.at(-1) ?? 1) - (levels[0] ?? 0)).toPrecision(12)) } }
}

/**
 * The trial input in the form that `model.predict` expects: one sample, keyed by input label if there are several
 * inputs.
 */
export function rawInputs(pipeline: Pipeline, trial: Readonly<Record<string, unknown>>, now: Relabel): unknown {
  const labels = pipeline.inputs.map(({ label }) => now(label))
  const values = labels.map((label) => (Object.hasOwn(trial, label) ? trial[label] : undefined))
  if (values.some((value) => value === undefined)) return undefined
  if (values.length === 1) return [values[0]]
  return Object.fromEntries(pipeline.inputs.map(({ label }, i) => [label, [values[i]]]))
}

/** The current labels of a run's inputs and outputs; nodes may have been renamed since it started. */
export function presentLabels(state: Pick<AppState, 'run' | 'runs' | 'inUse' | 'project'>): Relabel {
  const { project } = state
  const before = runInUse(state)?.content.networks[0]?.drawing.nodes ?? []
  return (label) => {
    const node = before.find((one) => one.label === label && (one.kind === 'input' || one.kind === 'output'))
    return project.drawing.nodes.find(({ id }) => id === node?.id)?.label ?? label
  }
}

/** Values of columns: numbers, names of categories, texts, and lists of pixels or numbers; null if missing. */
export type ColumnValues = Readonly<Record<string, unknown>>

/**
 * The prediction for a row, or for a row with other values in some columns, keyed by output label. Refuses before the
 * first run, if the dataset lacks columns that the model reads, and values that do not fit.
 */
export async function answerRow(studio: AppContext, row: number, changes?: ColumnValues): Promise<Answer> {
  const { dataset: all } = await studio.data.ready()
  const { pipeline } = studio.runs.loadable() ?? refuse('nothing-trained', {})
  needColumns(pipeline, all)
  const dataset = await withRow(all, row)
  const own = { ...pipeline, outputs: pipeline.outputs.map((output) => outputForRow(output, dataset, row)) }
  const changed = changes && (await changedRow(pipeline, dataset, row, changes))
  const inputs = changed
    ? (await import('../../serving/request-rows')).encodeClean(pipeline, [changed])
    : pipeline.inputs.map((input) => encodeRows(input, dataset, Uint32Array.of(row)))
  const outputs = await studio.runs.predict(inputs, 1)
  const state = studio.store.getState()
  // With other values, the row may be of another group.
  return toAnswer(changed ? pipeline : own, outputs, weightsName(state), presentLabels(state), changed && [changed])
}

/** The values of the columns that a network reads. Refuses a change of another column. */
async function changedRow(pipeline: Pipeline, dataset: Dataset, row: number, changes: ColumnValues) {
  const { rowReader } = await import('../../serving/request-rows')
  const values = rowReader(dataset, pipeline)(row)
  const other = Object.keys(changes).find((column) => !Object.hasOwn(values, column))
  if (other !== undefined) {
    await import('../../messages/en/evaluate/curves')
    return refuse('explain-no-column', { column: other, columns: Object.keys(values) })
  }
  return { ...values, ...changes }
}

async function withRow(dataset: Dataset, row: number): Promise<Dataset> {
  if (row < 0 || row >= dataset.schema.rows) return refuse('no-such-row', { row, rows: dataset.schema.rows })
  return loadPagedRows(dataset, Uint32Array.of(row))
}

/**
 * Shows a row, or a row with other values in some columns, on the input nodes of the drawing, as their pads and sliders
 * set it. The drawing need not be trained: its columns are only read.
 */
export async function showOnInputs(studio: AppContext, row: number, changes: ColumnValues = {}) {
  const { fitPipeline } = await import('../../data/fit-pipeline')
  const dataset = await withRow((await studio.data.ready()).dataset, row)
  const { report, project } = studio.store.getState()
  const binding = { inputs: report.binding.inputs.filter(({ columns }) => columns.length > 0), outputs: [] }
  const pipeline = fitPipeline(dataset, binding, Uint32Array.of(row), new Set(), project.plan)
  const values = await changedRow(pipeline, dataset, row, changes)
  const trial = pipeline.inputs.map((input): readonly [string, unknown] => {
    if (input.kind === 'image') return [input.label, pixelsOf(values[input.column], input.shape)]
    const own = input.columns.map(({ column }) => [column, values[column]] as const)
    const [only] = input.columns
    if (input.plane) return [input.label, own.map(([, value]) => value)]
    if (only?.from.type === 'image') return [input.label, pixelsOf(values[only.column], only.from.shape)]
    return [input.label, Object.fromEntries(own)]
  })
  studio.store.setState(({ trial: before }) => ({ trial: { ...before, ...Object.fromEntries(trial) } }))
  return { inputs: trial.map(([label]) => label) }
}

/** Pixels as the pad of an input node has them; they may already be nested lists. */
function pixelsOf(pixels: unknown, shape: readonly number[]): unknown {
  const flat = pixels as ArrayLike<unknown> | null
  return typeof flat?.[0] === 'number' ? nestedPixels(flat as ArrayLike<number>, shape) : pixels
}
