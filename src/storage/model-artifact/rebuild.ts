/**
 * @file Rebuild: derives the model and its weight list from the drawing in an artifact. An imported model.json is never
 * trusted: it is accepted only if it equals, value for value, what this drawing lowers to. The same applies to its list
 * of weights.
 */
import '../../messages/en/files'
import { fail, ok, type Result } from '../../base/result'
import type { KerasModel } from '../../catalog/keras-json'
import type { Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers/index'
import type { ProjectContent } from '../../compile/project'
import { toKeras, weightsOf } from '../../compile/to-keras'
import type { FittedColumn, FittedInput, FittedOutput, Pipeline } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { joinShapes } from '../../data/transforms/loaded-transforms'
import { targetStepsProblem } from '../../data/transforms/numeric-target'
import { finalForm, fittedProblem } from '../../data/transforms/step-chain'
import { check } from '../../graph/check-flat-drawing'
import type { CheckedDrawing } from '../../graph/check-report'
import { type ExpandedDrawing, expandBlocks } from '../../graph/expand-blocks'
import { pipelineFaults as faults } from '../../messages/en/files'
import { dimensions } from '../../messages/format'
import { formatMessage, type Message, message } from '../../messages/message'

export interface Rebuilt {
  readonly model: KerasModel
  /** In `model.weights` order: trainable weights layer by layer, then the non-trainable weights. */
  readonly specs: WeightSet['specs']
  /** Shape of each output, in the model's order. */
  readonly outputShapes: readonly Shape[]
  /** The drawing with its blocks expanded, and where its nodes are drawn. */
  readonly checked: CheckedDrawing<Shape>
  readonly paths: ExpandedDrawing['paths']
}

/** Lowers the first network of a project, with its inputs in the form that the pipeline encodes. */
export function rebuild(content: ProjectContent, pipeline: Pipeline): Result<Rebuilt, Message> {
  const { drawing, problems, paths } = expandBlocks(content.networks[0]?.drawing ?? { nodes: [], wires: [] })
  const shapes = new Map(pipeline.inputs.map(({ label, shape }) => [label, shape]))
  const sources = new Map(
    drawing.nodes.flatMap(({ id, kind, label }) => {
      const shape = kind === 'input' ? shapes.get(label) : undefined
      return shape ? [[id, shape] as const] : []
    }),
  )
  const { checked } = check(drawing, layers, sources)
  if (!checked || problems.length > 0) return fail(message('artifact-drawing', {}))
  const { model, layerOf, outputs } = toKeras(checked)

  const byLayer = new Map(weightsOf(checked, { layerOf }).map(({ layer, specs }) => [layer, specs]))
  const shapeOf = new Map(checked.steps.map(({ node, output }) => [node.id, output]))
  const all = layerOrder(model).flatMap((layer) => byLayer.get(layer) ?? [])
  const specs = [...all.filter(({ trainable }) => trainable), ...all.filter(({ trainable }) => !trainable)]
  return ok({
    model,
    specs: specs.map(({ name, shape }) => ({ name, shape })),
    outputShapes: outputs.map((id) => shapeOf.get(id) ?? []),
    checked,
    paths,
  })
}

/** The names of the layers that the outputs depend on, in tf.js's order. */
export function layerOrder({ config }: KerasModel): readonly string[] {
  const inbound = new Map(
    config.layers.map((layer) => [layer.name, layer.inbound_nodes.flat().map(([from]) => from)] as const),
  )
  const met = new Map<string, number>()
  const finished: string[] = []
  // Use an explicit stack instead of recursion, because a chain can be as long as the drawing. `next` is the next input
  // to visit.
  for (const [output] of config.output_layers) {
    if (met.has(output)) continue
    met.set(output, met.size)
    const stack = [{ name: output, next: 0 }]
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { name: string; next: number }
      const from = inbound.get(top.name)?.[top.next++]
      if (from === undefined) {
        finished.push(top.name)
        stack.pop()
      } else if (!met.has(from)) {
        met.set(from, met.size)
        stack.push({ name: from, next: 0 })
      }
    }
  }
  const depth = new Map<string, number>()
  for (const name of finished.reverse()) {
    const mine = depth.get(name) ?? 0
    depth.set(name, mine)
    for (const from of inbound.get(name) ?? []) depth.set(from, Math.max(mine + 1, depth.get(from) ?? 0))
  }
  return [...depth.keys()].sort(
    (a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0) || (met.get(a) ?? 0) - (met.get(b) ?? 0),
  )
}

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
      (size === (output.levels?.length ?? 1) ? undefined : faults.number({ label, gives: size }))
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
