/** @file pipelineProblem: whether a pipeline from outside feeds a model as it must be fed, and reads its outputs as they are. */
import { type Message, message, say } from '../../messages/message'
import { dimensions } from '../../messages/format'
import type { Shape } from '../../catalog/layer-def'
import type { FittedColumn, FittedInput, FittedOutput, Pipeline } from '../../data/pipeline'
import { answerProblem } from '../../data/transforms/answer'
import { endOf, fittedProblem } from '../../data/transforms/chain'
import { joinShapes } from '../../data/transforms/join'
import type { Rebuilt } from './rebuild'

/** What does not fit, or undefined. */
export function pipelineProblem(pipeline: Pipeline, { model, outputShapes }: Rebuilt): Message | undefined {
  const { input_layers: inputs } = model.config
  if (pipeline.inputs.length !== inputs.length || pipeline.outputs.length !== outputShapes.length) {
    return message('artifact-pipeline', { label: 'the pipeline', why: 'has other inputs or outputs than the network' })
  }
  for (const input of pipeline.inputs) {
    const why = inputProblem(input)
    if (why) return message('artifact-pipeline', { label: input.label, why })
  }
  for (const [i, output] of pipeline.outputs.entries()) {
    const why = outputProblem(output, outputShapes[i] ?? [])
    if (why) return message('artifact-pipeline', { label: output.label, why })
  }
  return undefined
}

function inputProblem(input: FittedInput): string | undefined {
  if (input.kind === 'image') return input.shape.length === 3 ? undefined : 'is no image of height, width and channels'
  for (const column of input.columns) {
    const said = fittedProblem(column)
    if (said) return `says of its columns: ${say(said)}`
  }
  const joined = joinShapes(input.columns.map(endOf))
  const [gives, wants] = [joined, input.shape].map((shape) => shape && dimensions(shape))
  return gives === wants
    ? undefined
    : `gives ${gives ?? 'columns that cannot lie side by side'} where the network takes ${wants}`
}

/** Two classes may be one number. */
function outputProblem(output: FittedOutput, shape: readonly number[]): string | undefined {
  const size = sizeOf(shape)
  if (output.kind === 'image') {
    if (output.scale <= 0) return 'has a scale that is not above 0'
    const [wants, gives] = [output.shape, shape].map((one) => one.join('×'))
    return output.shape.length === 3 && wants === gives
      ? undefined
      : `is an image of ${wants}; the network gives ${gives}`
  }
  if (output.kind === 'number') {
    if (output.deviation <= 0) return 'has a deviation that is not above 0'
    return (
      (output.steps && numberProblem(output, output.steps)) ??
      (size === 1 ? undefined : `is one number; the network gives ${size}`)
    )
  }
  if (output.kind === 'sequence') return sequenceProblem(output, shape)
  const classes = output.labels.length
  if (new Set(output.labels).size !== classes) return 'has a class twice'
  return size === classes || (classes === 2 && size === 1)
    ? undefined
    : `has ${classes} classes; the network gives ${size}`
}

type NumberOutput = Extract<FittedOutput, { kind: 'number' }>

/** Steps of a predicted number have to be its own, fit, and be taken back. */
function numberProblem({ column, mean, deviation }: NumberOutput, steps: FittedColumn): string | undefined {
  const said = fittedProblem(steps)
  if (!said && (steps.column !== column || steps.from.type !== 'number' || endOf(steps).type !== 'number'))
    return 'does not make its number a number'
  const spelled = steps.steps.map(({ kind, params }) => ({ kind, ...params }))
  const lost = said ?? answerProblem({ name: column }, spelled)
  if (lost) return `says of its number: ${say(lost)}`
  return mean === 0 && deviation === 1 ? undefined : 'has a mean or deviation beside its steps'
}

function sequenceProblem(output: Extract<FittedOutput, { kind: 'sequence' }>, shape: Shape): string | undefined {
  const said = fittedProblem(output.text)
  if (said) return `says of its text: ${say(said)}`
  const { type, shape: places, count } = endOf(output.text)
  if (output.text.column !== output.column || type !== 'ids' || count === undefined) return 'does not make its text ids'
  const [told, made, gives] = [output.shape, [...places, count], shape].map((one) => one.join('×'))
  return told === made && told === gives
    ? undefined
    : `is a text of ${told} (${made} by its step); the network gives ${gives}`
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
