/**
 * @file upgradePipeline: converts a pipeline that was saved before columns had steps (artifact versions up to 1) to the
 * current format; the result gives the same numbers. All code that reads pipelines from storage or files uses this
 * function.
 */
import type { FittedColumn, FittedInput, Pipeline } from './pipeline'
import type { FittedStep, Form } from './transforms/transform'

/** A column in the old format, which has a single operation. */
export type OldColumn =
  | {
      readonly column: string
      readonly op: 'standardize'
      readonly mean: number
      readonly deviation: number
      readonly fill: number
    }
  | { readonly column: string; readonly op: 'oneHot'; readonly values: readonly string[] }
  | { readonly column: string; readonly op: 'identity'; readonly fill: number }

type OldInput =
  | Extract<FittedInput, { kind: 'image' }>
  | {
      readonly label: string
      readonly kind: 'columns'
      readonly shape: FittedInput['shape']
      readonly columns: readonly (OldColumn | FittedColumn)[]
    }

export interface OldPipeline extends Pick<Pipeline, 'outputs'> {
  readonly inputs: readonly OldInput[]
}

/** Returns the pipeline in the current format; a pipeline that is already current is returned unchanged. */
export function upgradePipeline(pipeline: Pipeline | OldPipeline): Pipeline {
  return isCurrent(pipeline) ? pipeline : { ...pipeline, inputs: pipeline.inputs.map(upgradeInput) }
}

function isCurrent(pipeline: Pipeline | OldPipeline): pipeline is Pipeline {
  return pipeline.inputs.every((input) => input.kind === 'image' || input.columns.every((one) => 'steps' in one))
}

function upgradeInput(input: OldInput): FittedInput {
  if (input.kind === 'image') return input
  const plane = input.columns.length > 0 && input.columns.every((one) => 'op' in one && one.op === 'identity')
  const columns = input.columns.map((one) => ('op' in one ? upgradeColumn(one) : one))
  return { ...input, columns, ...(plane ? { plane: true as const } : {}) }
}

/**
 * In the old format, numbers entered by users were not rounded to float32, so they must not be rounded after the
 * upgrade either.
 */
const NUMBER: Form = { type: 'number', shape: [], wide: true }

function upgradeColumn(old: OldColumn): FittedColumn {
  const { column } = old
  switch (old.op) {
    case 'oneHot': {
      const keep = old.values.map((_, code) => code)
      const from: Form = { type: 'category', shape: [], values: old.values }
      return { column, from, steps: [{ kind: 'oneHot', params: { most: 0 }, learned: { keep } }] }
    }
    case 'identity':
      return { column, from: NUMBER, steps: [filled(old.fill)] }
    case 'standardize': {
      const learned = { mean: [old.mean], deviation: [old.deviation] }
      return { column, from: NUMBER, steps: [filled(old.fill), { kind: 'standardize', params: {}, learned }] }
    }
    default:
      return old satisfies never
  }
}

function filled(fill: number): FittedStep {
  return { kind: 'impute', params: { by: 'mean', value: 0, word: '', flag: false }, learned: { fill: [fill] } }
}
