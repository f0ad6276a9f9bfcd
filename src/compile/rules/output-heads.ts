/** @file Heads: each output with its task, its loss, and the output shape that these require. */
import type { LayerDef, Shape } from '../../catalog/layer-def'
import type { LossDef } from '../../catalog/losses'
import { findLoss } from '../../catalog/losses'
import { type LossPick, lossOf } from '../../catalog/training-plan'
import type { OutputBinding, Task } from '../../data/column-binding'
import type { DrawnNode, Wire } from '../../graph/drawing'
import { before, type PlacedNode, placed, type RuleContext, wireInto } from './rule-context'

export interface Head {
  readonly binding: OutputBinding
  readonly output: DrawnNode
  readonly pick: LossPick | undefined
  readonly loss: LossDef | undefined
}

/** A head whose loss fits its column, and whose output is connected to a node of known shape. */
export interface WiredHead {
  readonly binding: OutputBinding
  readonly output: DrawnNode
  readonly loss: LossDef
  /** The levels of a quantile loss. */
  readonly levels: readonly number[] | undefined
  /** The wire into the output; the fields below are its source and the shape that it carries. */
  readonly wire: Wire
  readonly last: PlacedNode
  readonly gives: Shape
  /**
   * The shape that the loss needs: one number per class or quantile level, a single number, the image's shape, or [length, vocabulary]
   * for text.
   */
  readonly shape: Shape
  /** The size of the last axis of `shape`. */
  readonly wants: number
}

/** Every output that is bound to a column. */
export function headsOf(context: RuleContext): readonly Head[] {
  return context.binding.outputs.flatMap((binding) => {
    const output = context.nodes.get(binding.node)
    if (!output) return []
    const pick = lossOf(context.plan, binding.label)
    return [{ binding, output, pick, loss: pick && findLoss(pick.kind) }]
  })
}

/** The heads whose last layer can be checked against their loss. */
export function wiredHeadsOf(context: RuleContext): readonly WiredHead[] {
  return headsOf(context).flatMap(({ binding, output, pick, loss }) => {
    const wire = wireInto(context, output.id)
    const last = placed(context, wire?.from)
    const gives = wire && context.report.shapes.get(wire.from)
    if (!wire || !last || !gives || !loss || !fits(loss, binding.task)) return []
    const levels = pick && loss.levelsOf(pick)
    const shape = shapeFor(loss, binding.task, levels)
    return [{ binding, output, loss, levels, wire, last, gives, shape, wants: shape.at(-1) ?? 1 }]
  })
}

function shapeFor(loss: LossDef, task: Task, levels: readonly number[] | undefined): Shape {
  if (task.kind === 'image' || task.kind === 'sequence') return task.shape
  if (levels) return [levels.length]
  return [task.kind === 'classes' && loss.targets === 'classes' ? task.labels.length : 1]
}

/** Whether a loss fits the column; binary losses represent two classes as one number. */
export function fits(loss: LossDef, task: Task): boolean {
  if (task.kind === 'image') return loss.pixels === true
  switch (loss.targets) {
    case 'classes':
      return task.kind === 'classes' || task.kind === 'sequence'
    case 'binary':
      return task.kind === 'classes' && task.labels.length === 2
    case 'number':
      return task.kind === 'number'
    default:
      return loss.targets satisfies never
  }
}

/** The parameter that sets the width of a layer's output. */
export function widthParam(def: LayerDef): 'units' | 'filters' | undefined {
  return Object.hasOwn(def.params, 'units') ? 'units' : Object.hasOwn(def.params, 'filters') ? 'filters' : undefined
}

/** Walks back from the last layer, past layers that preserve the shape, to the layer that sets its width. */
export function widthOwner(context: RuleContext, last: PlacedNode): PlacedNode | undefined {
  let here: PlacedNode | undefined = last
  // Shapes are only known if there are no cycles, so the loop ends.
  while (here && !widthParam(here.def)) {
    const ahead: PlacedNode | undefined = before(context, here.node.id)
    const shape = context.report.shapes.get(here.node.id)
    const fed = ahead && context.report.shapes.get(ahead.node.id)
    const keeps = shape && fed && shape.length === fed.length && shape.every((n, i) => n === fed[i])
    here = keeps ? ahead : undefined
  }
  return here
}
