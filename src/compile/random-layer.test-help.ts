/** @file Random valid layers with random inputs, for tests that compare the catalog with tf.js. */
import type { Rng } from '../base/rng'
import type { LayerDef, Shape } from '../catalog/layer-def'
import type { ParamValue } from '../catalog/params'
import { randomValue } from '../catalog/random-value.test-help'
import { chain, type Drawn } from './checked-drawings.test-help'

/** Random parameters for a layer; lists of numbers match the rank of the input. */
function randomParams(def: LayerDef, input: Shape, random: Rng): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = Object.fromEntries(
    Object.entries(def.params).map(([name, spec]) => [name, randomValue(spec, random)]),
  )
  const numbers = input.reduce((product, n) => product * n, 1)
  if (def.kind === 'reshape') params.targetShape = random.below(2) === 0 ? [...input].reverse() : [1, -1, input[0] ?? 1]
  if (def.kind === 'reshape' && random.below(4) === 0) params.targetShape = [numbers]
  if (def.kind === 'permute') {
    const axes = input.map((_, axis) => axis + 1)
    params.dims = random.below(2) === 0 ? axes.reverse() : [...axes.slice(1), 1]
  }
  return params
}

function randomShape(random: Rng): Shape {
  return Array.from({ length: 1 + random.below(3) }, () => 1 + random.below(9))
}

/** Draws a layer with random parameters and inputs until our rules accept it. Callers count the rejected draws. */
export function drawLayer(def: LayerDef, random: Rng): Drawn {
  for (let attempt = 0; attempt < 500; attempt++) {
    const first = randomShape(random)
    const many = def.inputs === 'many' ? 2 + random.below(2) : 1
    const last = () => (def.kind === 'concatenate' ? [...first.slice(0, -1), 1 + random.below(5)] : first)
    const inputs = [first, ...Array.from({ length: many - 1 }, last)]
    const drawn = chain(def.kind, randomParams(def, first, random), inputs)
    if (drawn) return drawn
  }
  throw new Error(`no valid ${def.kind} was found`)
}
