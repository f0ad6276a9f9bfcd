/**
 * @file toKeras: converts a checked drawing to a Keras 2 functional model, in the plain JSON that
 * `tf.models.modelFromJSON` accepts. Layer names are generated as in tf.js (conv2d_1); user labels never enter the
 * JSON.
 */
import { assert, expectDefined } from '../base/assert'
import type { InboundNode, KerasLayer, KerasModel, Lowered } from '../catalog/keras-json'
import type { LayerDef, Shape } from '../catalog/layer-def'
import { layers } from '../catalog/layers'
import { type ParamSpecs, type ValuesOf, valuesOf } from '../catalog/params'
import type { CheckedDrawing, Step } from '../graph/check-report'

export interface Lowering {
  readonly model: KerasModel
  /** The generated layer name of each node; for an output node, the layer that it reads. */
  readonly layerOf: ReadonlyMap<string, string>
  /** Input nodes, in the order of the model's inputs. */
  readonly inputs: readonly string[]
  /** Output nodes, in the order of the model's outputs. */
  readonly outputs: readonly string[]
}

/** Lowers a checked drawing. Layers that lead to no output are dropped, as in Keras. */
export function toKeras(checked: CheckedDrawing<Shape>): Lowering {
  const steps = leadingToOutputs(checked)
  const name = namer()
  const built: KerasLayer[] = []
  const layerOf = new Map<string, string>()
  const inputs: string[] = []
  const outputs: string[] = []
  const taken = new Set<string>()

  function add(lowered: Lowered, from: readonly string[]): string {
    const own = name(lowered.class_name)
    const inbound: readonly InboundNode[] = from.map((layer) => [layer, 0, 0, {}])
    built.push({
      name: own,
      class_name: lowered.class_name,
      config: { name: own, trainable: true, ...lowered.config },
      inbound_nodes: inbound.length > 0 ? [inbound] : [],
    })
    return own
  }

  for (const step of steps) {
    const { id, kind } = step.node
    const from = step.from.map((node) => expectDefined(layerOf.get(node), `the layer of ${node}`))
    if (kind === 'input') {
      layerOf.set(id, add(lower(step, [step.output]), []))
      inputs.push(id)
    } else if (kind === 'output') {
      const upstream = expectDefined(from[0], 'the layer an output reads')
      // Each output needs a layer of its own, so that heads, losses, and saved names are never shared; and an input
      // layer cannot be an output.
      const shared = taken.has(upstream) || inputs.includes(step.from[0] ?? '')
      const read = shared ? add(lower(step, step.inputs), [upstream]) : upstream
      taken.add(read)
      layerOf.set(id, read)
      outputs.push(id)
    } else {
      layerOf.set(id, add(lower(step, step.inputs), from))
    }
  }

  const ends = (nodes: readonly string[]) =>
    nodes.map((node) => [expectDefined(layerOf.get(node), `the layer of ${node}`), 0, 0] as const)
  return {
    model: {
      class_name: 'Model',
      config: { name: 'model', layers: built, input_layers: ends(inputs), output_layers: ends(outputs) },
      keras_version: '2.15.0',
      backend: 'tensor_flow.js',
    },
    layerOf,
    inputs,
    outputs,
  }
}

/** The weights of one layer, whose names start with the generated name of the layer. */
export interface LayerWeights {
  /** The label of the node. */
  readonly label: string
  readonly layer: string
  readonly specs: readonly { readonly name: string; readonly shape: Shape; readonly trainable: boolean }[]
}

/** The weights of each layer, in the order of the checked drawing. */
export function weightsOf({ steps }: CheckedDrawing<Shape>, { layerOf }: Pick<Lowering, 'layerOf'>) {
  return steps.flatMap((step): readonly LayerWeights[] => {
    const { id, kind, label } = step.node
    const layer = layerOf.get(id)
    if (layer === undefined || kind === 'output') return []
    const { def, params } = definitionOf(step)
    const specs = def.weights(step.inputs, params)
    return [
      {
        label,
        layer,
        specs: specs.map(({ name, shape, trainable }) => ({ name: `${layer}/${name}`, shape, trainable })),
      },
    ]
  })
}

/**
 * The labels of the layers whose weights are not among the known ones, in name or in shape; undefined if the known weights fit the
 * network as they are. Settings without weights, such as the rate of a Dropout, may differ.
 */
export function layersWithoutWeights(
  all: readonly LayerWeights[],
  known: readonly { readonly name: string; readonly shape: Shape }[],
): readonly string[] | undefined {
  const shapes = new Map(known.map(({ name, shape }) => [name, String(shape)]))
  const without = all.filter(({ specs }) => specs.some(({ name, shape }) => shapes.get(name) !== String(shape)))
  const count = all.reduce((sum, { specs }) => sum + specs.length, 0)
  return without.length === 0 && count === known.length ? undefined : [...new Set(without.map(({ label }) => label))]
}

/** The definition and typed parameters of a checked node. */
export function definitionOf(step: Pick<Step<Shape>, 'node'>): {
  readonly def: LayerDef
  readonly params: ValuesOf<ParamSpecs>
} {
  const def = expectDefined(layers.find(step.node.kind), `the layer ${step.node.kind}`)
  const params = valuesOf(def.params, step.node.params, def.title)
  assert(params.ok, `a checked ${def.kind} has parameters that do not fit`)
  return { def, params: params.value }
}

function lower(step: Step<Shape>, inputs: readonly Shape[]): Lowered {
  const { def, params } = definitionOf(step)
  return def.keras(params, inputs)
}

function leadingToOutputs({ steps }: CheckedDrawing<Shape>): readonly Step<Shape>[] {
  const needed = new Set<string>()
  for (const step of [...steps].reverse()) {
    if (step.node.kind === 'output' || needed.has(step.node.id)) for (const node of step.from) needed.add(node)
  }
  return steps.filter(({ node }) => node.kind === 'output' || needed.has(node.id))
}

/** Returns a function that numbers layer names by class: conv2d_1, conv2d_2, input_1. */
export function namer(): (className: string) => string {
  const counts = new Map<string, number>()
  return (className) => {
    const stem = className === 'InputLayer' ? 'input' : snakeCase(className)
    const next = (counts.get(stem) ?? 0) + 1
    counts.set(stem, next)
    return `${stem}_${next}`
  }
}

/** Converts Conv2DTranspose to conv2d_transpose, as Keras and tf.js do. */
function snakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
}
