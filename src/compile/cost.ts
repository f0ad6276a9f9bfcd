/** @file cost: computes the parameters, the multiply-adds, and the sizes of the results of a network. */
import type { LayerMemory, Shape } from '../catalog/layer-def'
import type { CheckedDrawing, Step } from '../graph/check-report'
import { visibleNode } from '../graph/expand-blocks'
import type { NetworkReport } from './rules/rule-context'
import { definitionOf } from './to-keras'

/** Bytes per float32 number. */
const FLOAT = 4
export interface NodeCost {
  readonly parameters: number
  readonly trainable: number
  /** Multiply-adds of the forward pass, for one sample. */
  readonly multiplyAdds: number
  /** Size of the node's output for one sample, in bytes. */
  readonly activationBytes: number
  /** Numbers that the engine keeps for one sample. */
  readonly memory: LayerMemory
}

export interface Cost extends Omit<NodeCost, 'memory'> {
  readonly nodes: ReadonlyMap<string, NodeCost>
}

type Placed = Pick<Step<Shape>, 'node' | 'inputs' | 'output'>
const known = new WeakMap<Step<Shape>['node'], { readonly at: Placed; readonly cost: NodeCost }>()

/** The cost of one node for one sample. Nodes are immutable, so the cost is computed once per set of input shapes. */
export function nodeCost(step: Placed): NodeCost {
  const before = known.get(step.node)
  if (before && sameInputs(before.at.inputs, step.inputs)) return before.cost
  const { def, params } = definitionOf(step)
  const weights = def.weights(step.inputs, params)
  const trainable = weights.filter((weight) => weight.trainable)
  const cost: NodeCost = {
    parameters: total(weights.map(({ shape }) => size(shape))),
    trainable: total(trainable.map(({ shape }) => size(shape))),
    multiplyAdds: def.multiplyAdds(step.inputs, step.output, params),
    activationBytes: def.out ? size(step.output) * FLOAT : 0,
    memory: def.memory(step.inputs, step.output, params),
  }
  known.set(step.node, { at: step, cost })
  return cost
}

function sameInputs(a: readonly Shape[], b: readonly Shape[]): boolean {
  return a.length === b.length && a.every((shape, i) => shape === b[i] || sameShape(shape, b[i] ?? []))
}

/** The cost of the whole network for a batch of this size, and of each of its nodes for one sample. */
export function cost(checked: CheckedDrawing<Shape>, batch: number): Cost {
  const nodes = new Map(checked.steps.map((step) => [step.node.id, nodeCost(step)]))
  const all = [...nodes.values()]
  return {
    nodes,
    parameters: total(all.map((node) => node.parameters)),
    trainable: total(all.map((node) => node.trainable)),
    multiplyAdds: batch * total(all.map((node) => node.multiplyAdds)),
    activationBytes: batch * total(all.map((node) => node.activationBytes)),
  }
}

/** The cost of one node of the drawing; the cost of a block includes everything inside it. */
export interface CostRow {
  readonly node: string
  readonly parameters: number
  /** Multiply-adds of the forward pass, for one sample. */
  readonly multiplyAdds: number
  /** Size of the node's outputs for one batch, in bytes. */
  readonly activationBytes: number
  /** Number of values in the node's first output, for one sample; 0 for an output node. */
  readonly outputSize: number
}

/** Keys of the numeric columns of the cost table. */
export const COST_COLUMNS = ['parameters', 'multiplyAdds', 'activationBytes', 'outputSize'] as const
export type CostColumn = (typeof COST_COLUMNS)[number]

/**
 * The cost of each node, from input to output, inside the block at `path` (empty: the network itself). The table is
 * empty while the drawing has errors, because its costs are then only partly known.
 */
export function costTable(
  { checked, expanded }: Pick<NetworkReport, 'checked' | 'expanded'>,
  batch: number,
  path: readonly string[] = [],
): readonly CostRow[] {
  const rows = new Map<string, Omit<CostRow, 'outputSize'>>()
  const sizes = new Map<string, number>()
  for (const step of checked?.steps ?? []) {
    const own = nodeCost(step)
    sizes.set(step.node.id, own.activationBytes / FLOAT)
    const node = visibleNode(expanded, step.node.id, path)
    if (node === undefined) continue
    const before = rows.get(node)
    rows.set(node, {
      node,
      parameters: (before?.parameters ?? 0) + own.parameters,
      multiplyAdds: (before?.multiplyAdds ?? 0) + own.multiplyAdds,
      activationBytes: (before?.activationBytes ?? 0) + batch * own.activationBytes,
    })
  }
  return [...rows.values()].map((row) => ({
    ...row,
    outputSize: sizes.get(expanded.source(row.node, 0, path) ?? '') ?? 0,
  }))
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis])
}

function size(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1)
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0)
}
