/**
 * @file checkNetwork: checks whether a drawing is a valid network for its data: structure, shapes, and whether its
 * outputs fit the labels and losses.
 */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Shape } from '../catalog/layer-def'
import { layers } from '../catalog/layers'
import type { Plan } from '../catalog/training-plan'
import { type BindResult, bind, type InputRequest, type OutputRequest } from '../data/bind-columns'
import { buildIndex, check } from '../graph/check-flat-drawing'
import type { Diagnostic, Report } from '../graph/check-report'
import type { Drawing, DrawnNode } from '../graph/drawing'
import { type ExpandedDrawing, expandBlocks } from '../graph/expand-blocks'
import { blockProblems, mapReportToDrawing } from '../graph/map-report'
import { valuesOfNode } from '../graph/node-values'
import { advice } from './rules/advice'
import { activation } from './rules/output-activation'
import { embeddingSize, inputShape, outputShape } from './rules/output-shape'
import { type NetworkReport, type Rule, type RuleContext, sameShape, sizeOf } from './rules/rule-context'
import { splitAndBalance } from './rules/split-and-balance'
import { suggest } from './rules/suggest-fixes'
import { classWeights, frozen, lossProblems, plan as planRule, prepare } from './rules/training-settings'

export type { NetworkReport } from './rules/rule-context'

/** The rules, in the order in which their problems are listed. */
const RULES: readonly Rule[] = [
  inputShape,
  embeddingSize,
  lossProblems,
  outputShape,
  activation,
  frozen,
  planRule,
  classWeights,
  splitAndBalance,
  prepare,
]

/** Checks a drawing as a network for its dataset and plan. */
export function checkNetwork(drawing: Drawing, schema: DatasetSchema | undefined, plan: Plan): NetworkReport {
  const expanded = expandBlocks(drawing)
  const report = checkOpened(expanded.drawing, schema, plan, expanded)
  return expanded.drawing === drawing ? report : mapReportToDrawing(report, drawing)
}

function checkOpened(
  drawing: Drawing,
  schema: DatasetSchema | undefined,
  plan: Plan,
  expanded: ExpandedDrawing,
): NetworkReport {
  const index = buildIndex(drawing, layers)
  const { binding, problems, sources } = bindEnds(drawing, schema, plan, index.live)
  const reported = new Set(problems.map(({ node }) => node))
  const report = check(drawing, layers, sources, index)
  const parameters = parametersOf(drawing, report)
  const context: RuleContext = {
    parameters,
    drawing,
    schema,
    plan,
    binding,
    report,
    nodes: index.nodes,
    outgoing: index.outgoing,
  }
  const found: Diagnostic[] = [
    ...blockProblems(expanded, layers).map(
      ({ node, problem }): Diagnostic => ({ severity: 'error', problem, node, fixes: [] }),
    ),
    ...problems.map(({ node, problem }): Diagnostic => ({ severity: 'error', problem, node, fixes: [] })),
    // A missing column leaves the shape unknown as well; report only the missing column.
    ...report.diagnostics.filter(
      ({ problem, node }) => !(problem.code === 'input-no-shape' && node && reported.has(node)),
    ),
  ]
  const known = [...found.map((one) => suggest(context, one)), ...RULES.flatMap((rule) => rule(context))]
  const sound = report.checked && known.every(({ severity }) => severity !== 'error')
  // Errors come first: advice is shown only for a network that can train.
  const diagnostics = sound ? [...known, ...advice(context)] : known
  const counting = sound ? report.checked.steps.map(({ node }) => node.id) : [...parameters.keys()]
  return {
    diagnostics,
    shapes: report.shapes,
    incoming: report.incoming,
    ...(sound ? { checked: report.checked } : {}),
    binding,
    parameters,
    totalParameters: counting.reduce((sum, id) => sum + (parameters.get(id) ?? 0), 0),
    expanded,
  }
}

/**
 * Binds the inputs and outputs that are part of the network. An unconnected input claims no columns that other inputs
 * could use, but its shape is still shown.
 */
function bindEnds(drawing: Drawing, schema: DatasetSchema | undefined, plan: Plan, live: ReadonlySet<string>) {
  const sources = new Map<string, Shape>()
  if (!schema) return { binding: { inputs: [], outputs: [] }, problems: [], sources }
  const inputs = drawing.nodes.filter(({ kind }) => kind === 'input')
  const outputs = drawing.nodes.filter(({ kind }) => kind === 'output').map(outputEnd)
  const used = inputs.filter(({ id }) => live.has(id))
  const all = bind(schema, plan, inputs.map(inputEnd), outputs)
  const bound: BindResult =
    used.length === inputs.length || used.length === 0 ? all : bind(schema, plan, used.map(inputEnd), outputs)
  for (const { binding } of [all, bound]) for (const { node, shape } of binding.inputs) sources.set(node, shape)
  return { ...bound, sources }
}

function inputEnd({ id, label, params }: DrawnNode): InputRequest {
  const list = (value: unknown) => (Array.isArray(value) ? value : [])
  const columns = list(params.columns).filter((name) => typeof name === 'string')
  return { node: id, label, columns, shape: list(params.shape).filter((n) => typeof n === 'number') }
}

function outputEnd({ id, label, params }: DrawnNode): OutputRequest {
  return { node: id, label, target: typeof params.target === 'string' ? params.target : '' }
}

/** Number of parameters of each layer, including non-trainable ones. */
function parametersOf(drawing: Drawing, { shapes, incoming }: Report<Shape>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const node of drawing.nodes) {
    if (!shapes.has(node.id)) continue
    const inputs = (incoming.get(node.id) ?? []).flatMap(({ from }) => {
      const shape = shapes.get(from)
      return shape ? [shape] : []
    })
    const count = countOf(node, inputs)
    if (count !== undefined) counts.set(node.id, count)
  }
  return counts
}

const counted = new WeakMap<DrawnNode, { readonly inputs: readonly Shape[]; readonly count: number }>()

/** Nodes are immutable, so each node's parameters are counted once per set of input shapes. */
function countOf(node: DrawnNode, inputs: readonly Shape[]): number | undefined {
  const before = counted.get(node)
  if (before && sameShapes(before.inputs, inputs)) return before.count
  const def = layers.find(node.kind)
  if (!def) return undefined
  const params = valuesOfNode(def, node)
  if (!params.ok) return undefined
  const count = def.weights(inputs, params.value).reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  counted.set(node, { inputs, count })
  return count
}

function sameShapes(a: readonly Shape[], b: readonly Shape[]): boolean {
  return a.length === b.length && a.every((shape, i) => sameShape(shape, b[i] as Shape))
}
