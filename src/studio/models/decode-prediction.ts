/** @file Predictions of single samples, decoded so that they can be displayed. Loaded with the first prediction. */
import { type ClassPrediction, decodeOutput, pixelsAt, type TextPrediction } from '../../data/decode-outputs'
import type { FittedOutput, Pipeline } from '../../data/pipeline'
import type { Answer, AppState, HeadAnswer } from '../state'
import { refuse } from '../../messages/message'
import { encodeRows } from '../../data/encode-rows'
import { loadPagedRows } from '../../data/paged-columns'
import type { AppContext } from '../context'
import { runInUse, weightsName } from '../training/weights-in-use'
import { needColumns } from './evaluate'

/** Maps a label used at training time to the current label. */
export type Relabel = (label: string) => string

/** The decoded outputs for one sample, keyed by their current labels. */
export function toAnswer(
  { outputs }: Pipeline,
  raw: readonly Float32Array<ArrayBuffer>[],
  by: string,
  now: Relabel,
): Answer {
  const heads = outputs.map(
    (output, i) => [now(output.label), headAnswer(output, raw[i] ?? new Float32Array(0))] as const,
  )
  return { outputs: Object.fromEntries(heads), by }
}

function headAnswer(output: FittedOutput, raw: Float32Array<ArrayBuffer>): HeadAnswer {
  if (output.kind === 'image') return { kind: 'image', shape: output.shape, pixels: pixelsAt(output, raw, 0) }
  const [first] = decodeOutput(output, raw, 1)
  switch (output.kind) {
    case 'number':
      return { kind: 'number', value: first as number, ...(output.unit ? { unit: output.unit } : {}) }
    case 'classes':
      return { kind: 'classes', ...(first as ClassPrediction) }
    case 'sequence':
      return { kind: 'sequence', ...(first as TextPrediction) }
    default:
      return output satisfies never
  }
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

/**
 * The prediction, keyed by output label. Refuses before the first run, and if the dataset lacks columns that the model
 * reads.
 */
export async function answerRow(studio: AppContext, row: number): Promise<Answer> {
  const { dataset: all } = await studio.data.ready()
  const { pipeline } = studio.runs.loadable() ?? refuse('nothing-trained', {})
  if (row < 0 || row >= all.schema.rows) return refuse('no-such-row', { row, rows: all.schema.rows })
  needColumns(pipeline, all)
  const rows = Uint32Array.of(row)
  const dataset = await loadPagedRows(all, rows)
  const inputs = pipeline.inputs.map((input) => encodeRows(input, dataset, rows))
  const outputs = await studio.runs.predict(inputs, 1)
  const state = studio.store.getState()
  return toAnswer(pipeline, outputs, weightsName(state), presentLabels(state))
}
