/**
 * @file pipelineProblem: checks whether an imported pipeline encodes the inputs that a model needs and decodes its
 * outputs.
 */
import type { Shape } from '../../catalog/layer-def'
import type { FittedColumn, FittedInput, FittedOutput, Pipeline } from '../../data/pipeline'
import { targetStepsProblem } from '../../data/transforms/numeric-target'
import { finalForm, fittedProblem } from '../../data/transforms/step-chain'
import { joinShapes } from '../../data/transforms/loaded-transforms'
import { pipelineFaults as faults } from '../../messages/en/files'
import { dimensions } from '../../messages/format'
import { formatMessage, type Message, message } from '../../messages/message'
import type { Rebuilt } from './rebuild'

/** Why the pipeline does not fit the model, or undefined if it fits. */
export function pipelineProblem(pipeline: Pipeline, { model, outputShapes }: Rebuilt): Message | undefined {
  const { input_layers: inputs } = model.config
  if (pipeline.inputs.length !== inputs.length || pipeline.outputs.length !== outputShapes.length) {
    return message('artifact-pipeline', { why: faults.count })
  }
  for (const input of pipeline.inputs) {
    const why = inputProblem(input)
    if (why) return message('artifact-pipeline', { why })
  }
  for (const [i, output] of pipeline.outputs.entries()) {
    const why = outputProblem(output, outputShapes[i] ?? [])
    if (why) return message('artifact-pipeline', { why })
  }
  return undefined
}

function inputProblem(input: FittedInput): string | undefined {
  const { label } = input
  if (input.kind === 'image') return input.shape.length === 3 ? undefined : faults.notImage({ label })
  for (const column of input.columns) {
    const problem = fittedProblem(column)
    if (problem) return faults.of({ label, why: formatMessage(problem) })
  }
  const joined = joinShapes(input.columns.map(finalForm))
  const wants = dimensions(input.shape)
  if (!joined) return faults.columns({ label, wants })
  const gives = dimensions(joined)
  return gives === wants ? undefined : faults.inputShape({ label, gives, wants })
}

/** An output for two classes may be a single number. */
function outputProblem(output: FittedOutput, shape: readonly number[]): string | undefined {
  const { label } = output
  const size = sizeOf(shape)
  if (output.kind === 'image') {
    if (output.scale <= 0) return faults.scale({ label })
    const [has, gives] = [dimensions(output.shape), dimensions(shape)]
    return output.shape.length === 3 && isSameShape(output.shape, shape)
      ? undefined
      : faults.image({ label, has, gives })
  }
  if (output.kind === 'number') {
    if (output.deviation <= 0) return faults.deviation({ label })
    return (
      (output.steps && numberProblem(output, output.steps)) ??
      (size === 1 ? undefined : faults.number({ label, gives: size }))
    )
  }
  if (output.kind === 'sequence') return sequenceProblem(output, shape)
  const classes = output.labels.length
  if (new Set(output.labels).size !== classes) return faults.classTwice({ label })
  return size === classes || (classes === 2 && size === 1) ? undefined : faults.classes({ label, classes, gives: size })
}

type NumberOutput = Extract<FittedOutput, { kind: 'number' }>

/** The steps of a numeric output must belong to its column, be compatible with each other, and be invertible. */
function numberProblem({ label, column, mean, deviation }: NumberOutput, steps: FittedColumn): string | undefined {
  const problem = fittedProblem(steps)
  if (!problem && (steps.column !== column || steps.from.type !== 'number' || finalForm(steps).type !== 'number'))
    return faults.notNumber({ label })
  const spelled = steps.steps.map(({ kind, params }) => ({ kind, ...params }))
  const unfit = problem ?? targetStepsProblem({ name: column }, spelled)
  if (unfit) return faults.of({ label, why: formatMessage(unfit) })
  return mean === 0 && deviation === 1 ? undefined : faults.numberAndSteps({ label })
}

function sequenceProblem(output: Extract<FittedOutput, { kind: 'sequence' }>, shape: Shape): string | undefined {
  const { label } = output
  const problem = fittedProblem(output.text)
  if (problem) return faults.of({ label, why: formatMessage(problem) })
  const { type, shape: places, count } = finalForm(output.text)
  if (output.text.column !== output.column || type !== 'ids' || count === undefined) return faults.notIds({ label })
  const made = [...places, count]
  return isSameShape(output.shape, made) && isSameShape(output.shape, shape)
    ? undefined
    : faults.sequence({ label, has: dimensions(output.shape), made: dimensions(made), gives: dimensions(shape) })
}

function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  return String(a) === String(b)
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
