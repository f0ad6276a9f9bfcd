/** @file RuleContext: everything that a rule reads, and NetworkReport, the result of checking a network. */
import type { DatasetSchema } from '../../catalog/dataset-schema'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import type { Family } from '../../catalog/node-def'
import type { ParamValue } from '../../catalog/params'
import type { Plan } from '../../catalog/training-plan'
import type { Binding } from '../../data/column-binding'
import type { Diagnostic, Report, Step } from '../../graph/check-report'
import type { Drawing, DrawnNode, Wire } from '../../graph/drawing'
import type { DrawnReport } from '../../graph/map-report'

export interface RuleContext {
  readonly drawing: Drawing
  readonly schema: DatasetSchema | undefined
  readonly plan: Plan
  readonly binding: Binding
  readonly report: Report<Shape>
  /** Parameter count of each node whose inputs are known, keyed by node id. */
  readonly parameters: ReadonlyMap<string, number>
  readonly nodes: ReadonlyMap<string, DrawnNode>
  /** Outgoing wires of each node, keyed by node id. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>
}

/** A rule returns its diagnostics for the whole drawing. */
export type Rule = (context: RuleContext) => readonly Diagnostic[]

export interface PlacedNode {
  readonly node: DrawnNode
  readonly def: LayerDef
}

/** A node with its definition. */
export function placed(context: RuleContext, id: string | undefined): PlacedNode | undefined {
  const node = id === undefined ? undefined : context.nodes.get(id)
  const def = node && layers.find(node.kind)
  return node && def ? { node, def } : undefined
}

/** The wire into a node that has only one incoming wire. */
export function wireInto(context: RuleContext, id: string): Wire | undefined {
  const wires = context.report.incoming.get(id) ?? []
  return wires.length === 1 ? wires[0] : undefined
}

/** The node that feeds a single-input node. */
export function before(context: RuleContext, id: string): PlacedNode | undefined {
  return placed(context, wireInto(context, id)?.from)
}

/** A parameter's value or its default; undefined if the layer does not have the parameter. */
export function paramOf({ node, def }: PlacedNode, name: string): ParamValue | undefined {
  const spec = Object.hasOwn(def.params, name) ? def.params[name] : undefined
  if (!spec) return undefined
  return Object.hasOwn(node.params, name) ? node.params[name] : spec.default
}

/** Whether a node feeds exactly one other node, so that changing it affects nothing else. */
export function feedsOne(context: RuleContext, id: string): boolean {
  return context.outgoing.get(id)?.length === 1
}

/**
 * The recurrent layer whose last step reaches `from` as a vector, and nothing else; undefined if there is none. If it
 * returned every step, `from` would too.
 */
export function lastStepReader(context: RuleContext, from: PlacedNode | undefined): PlacedNode | undefined {
  let here = from
  while (here && feedsOne(context, here.node.id) && context.report.shapes.get(here.node.id)?.length === 1) {
    if (paramOf(here, 'returnSequences') === false) return here
    if (here.node.kind === 'flatten' || here.node.kind === 'reshape') return undefined
    here = before(context, here.node.id)
  }
  return undefined
}

/** Number of values in one sample of this shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((a, b) => a * b, 1)
}

/** Whether two shapes are equal. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i])
}

/**
 * The result of checking a network: problems, shapes, counts, and the data binding. `parameters` contains the parameter
 * count of each layer, except layers with unknown inputs.
 */
export interface NetworkReport extends DrawnReport<Shape> {
  /** How the data is bound to the drawing, as far as a binding is possible. */
  readonly binding: Binding
}

/** The nodes that a node feeds. */
export function followers(context: RuleContext, id: string): readonly PlacedNode[] {
  return (context.outgoing.get(id) ?? []).flatMap(({ to }) => placed(context, to) ?? [])
}

/** Whether no trainable or merging layer comes after the node. */
export function leadsOnlyToEnds(context: RuleContext, id: string): boolean {
  return isFreeBehind(context, id, ['learns', 'combines'])
}

/**
 * Whether no trainable layer comes after the node, so that its output is part of a prediction, directly or after a
 * merge.
 */
export function isPartOfAnswer(context: RuleContext, id: string): boolean {
  return isFreeBehind(context, id, ['learns'])
}

function isFreeBehind(context: RuleContext, id: string, of: readonly Family[]): boolean {
  const seen = new Set([id])
  for (const at of seen) {
    for (const { node, def } of followers(context, at)) {
      if (of.includes(def.family)) return false
      seen.add(node.id)
    }
  }
  return true
}

/**
 * Whether the layer's width can change without breaking anything: on every path, a trainable layer comes before any
 * merge or output.
 */
export function widthIsFree(context: RuleContext, id: string): boolean {
  const seen = new Set([id])
  for (const at of seen) {
    for (const { node, def } of followers(context, at)) {
      if (def.family === 'learns') continue
      if (!followsWidth(def)) return false
      seen.add(node.id)
    }
  }
  return true
}

/** Whether a layer accepts any width, and either preserves it or derives its own width from it. */
function followsWidth({ family, dependsOnWidth }: LayerDef): boolean {
  return family === 'regularises' || (family === 'reshapes' && !dependsOnWidth)
}

/** Whether a layer is a Dense layer without an activation. */
export function isLinearDense(layer: PlacedNode): boolean {
  return layer.node.kind === 'dense' && paramOf(layer, 'activation') === 'linear'
}

export interface AdviceCandidates extends PlacedNode {
  readonly step: Step<Shape>
}

const KINDS: ReadonlySet<string> = new Set(['dropout', 'batchNormalization', 'layerNormalization', 'embedding'])
const ACTIVATIONS: ReadonlySet<unknown> = new Set(['selu', 'softmax', 'logSoftmax'])

/** The layers to check for advice, ordered from input to output. */
export function adviceCandidates(context: RuleContext): readonly AdviceCandidates[] {
  return (context.report.checked?.steps ?? []).flatMap((step) => {
    if (known.get(step.node) === false) return []
    const layer = placed(context, step.node.id)
    const worth = layer !== undefined && isNoteworthy(layer)
    known.set(step.node, worth)
    return worth ? [{ ...layer, step }] : []
  })
}

/** Nodes are immutable, so each node is examined only once. */
const known = new WeakMap<DrawnNode, boolean>()

function isNoteworthy(layer: PlacedNode): boolean {
  const start = paramOf(layer, 'kernelInitializer')
  return (
    KINDS.has(layer.node.kind) ||
    layer.def.plainTensorFlow !== undefined ||
    (paramOf(layer, 'units') ?? paramOf(layer, 'filters')) === 1 ||
    (start !== undefined && start !== 'glorotUniform') ||
    isLinearDense(layer) ||
    ACTIVATIONS.has(paramOf(layer, 'activation'))
  )
}
