/** @file Small checked drawings for tests of lowering, built without running the check. */
import type { Shape } from '../catalog/layer-def'
import { layers } from '../catalog/layers'
import type { LooseParams } from '../catalog/node-def'
import { valuesOf } from '../catalog/params'
import type { CheckedDrawing, Step } from '../graph/check-report'

export interface Drawn {
  readonly checked: CheckedDrawing<Shape>
  readonly step: Step<Shape>
}

/**
 * Creates one step of a drawing; for an input, `given` is the shape of the data. Undefined if the layer rejects its
 * inputs.
 */
export function stepOf(
  id: string,
  kind: string,
  params: LooseParams,
  from: readonly Step<Shape>[],
  given: readonly Shape[] = [],
): Step<Shape> | undefined {
  const def = layers.find(kind)
  const values = def && valuesOf(def.params, params, def.title)
  if (!def || !values?.ok) return undefined
  const inputs = kind === 'input' ? given : from.map(({ output }) => output)
  const output = def.shape(inputs, values.value)
  if (!output.ok) return undefined
  const node = { id, kind, label: id, params, position: { x: 0, y: 0 } }
  return { node, from: from.map((step) => step.node.id), inputs, output: output.value }
}

/** Inputs of these shapes, connected to one layer that feeds one output. */
export function chain(kind: string, params: LooseParams, inputs: readonly Shape[]): Drawn | undefined {
  const sources = inputs.map((shape, i) => stepOf(`x${i}`, 'input', {}, [], [shape]) as Step<Shape>)
  const step = stepOf('layer', kind, params, sources)
  const output = step && stepOf('y', 'output', {}, [step])
  return step && output ? { checked: { steps: [...sources, step, output] }, step } : undefined
}
