/**
 * @file A character-level GPT as a program, to measure the cost of attention and to test that it can learn. It has
 * pre-norm blocks without dropout; the logits reuse the embedding table; the loss covers every position. It is not in
 * the catalog yet, so its layer kinds are defined here.
 */
import type { KerasLayer, KerasModel } from '../../../catalog/keras-json'
import { KINDS, kindOf } from '../layers'
import { type LayerKind, num, onlyInput, type Weight } from '../layers/layer'
import type { Build, Tensor } from '../op-builder'
import type { View } from '../ops'
import type { PlannedHead } from '../plan-heads'
import { planNetwork } from '../plan-network'
import { openBuffers, type Program, type ProgramJob, type ProgramOptions } from '../program'
import { assembleProgram } from '../to-program'
import { attend } from './attention'

export interface GptSizes {
  readonly blocks: number
  readonly width: number
  readonly heads: number
  readonly context: number
  readonly vocabulary: number
}

/**
 * Builds a GPT for `rows` texts of `context` characters; the target of each position is the next character. Targets
 * have the shape [rows * context].
 */
export function toGptProgram(
  sizes: GptSizes,
  job: Omit<ProgramJob, 'model' | 'pipeline' | 'heads'>,
  rows: number,
  options: ProgramOptions,
): Program {
  const { context, vocabulary } = sizes
  const model = gptModel(sizes)
  const network = planNetwork(model, gptKinds())
  const buffers = openBuffers()
  const [layer = ''] = network.outputs
  const head: PlannedHead = {
    layer,
    fused: 'softmax',
    targets: buffers.get('targets', 'data', rows * context),
    place: {
      label: 'next',
      output: buffers.get(layer, 'work', options.mostRows * context * vocabulary, layer),
      width: context * vocabulary,
      classes: 0,
    },
    loss: {
      loss: 'sparseCategoricalCrossentropy',
      config: {},
      classes: true,
      threshold: 0.5,
      form: 'oneHot',
      width: vocabulary,
      weight: 1,
      head: 0,
      heads: 1,
      perRow: context,
    },
  }
  const columns = Array.from(
    { length: context },
    (_, i) => ({ column: `${i}`, from: { type: 'number', shape: [] }, steps: [] }) as const,
  )
  const full: ProgramJob = {
    ...job,
    model,
    pipeline: { inputs: [{ label: 'text', kind: 'columns', shape: [context], columns }], outputs: [] },
    heads: [{ label: 'next', loss: { class_name: head.loss.loss, config: {} }, weight: 1 }],
  }
  return assembleProgram({ job: full, network, heads: [head], buffers, rows }, options)
}

/**
 * Returns a buffer that contains these weights. Queries, keys and values each use a third of the columns of one matrix.
 */
export function gptArena(
  { weights }: Pick<Program, 'weights'>,
  valuesOf: (name: string) => Float32Array,
  { width }: GptSizes,
): Float32Array<ArrayBuffer> {
  const arena = new Float32Array(weights.reduce((sum, { size }) => sum + size, 0))
  for (const { name, offset } of weights) {
    if (!name.endsWith(' qkv/kernel')) {
      arena.set(valuesOf(plainName(name)), offset)
      continue
    }
    const thirds = ['query', 'key', 'value'].map((part) => valuesOf(`${name.split(' ')[0]}/${part}`))
    thirds.forEach((values, third) => {
      values.forEach((value, i) => {
        arena[offset + Math.floor(i / width) * 3 * width + third * width + (i % width)] = value
      })
    })
  }
  return arena
}

/** Maps 'block0 norm1/gamma' to 'block0/norm1/gamma'; embedding, position and block0/out stay unchanged. */
function plainName(name: string): string {
  if (name === 'embedding/embeddings') return 'embedding'
  if (name === 'embedding/position') return 'position'
  return name.replace(' ', '/').replace('/out/kernel', '/out')
}

function gptModel({ blocks, width, heads, context, vocabulary }: GptSizes): KerasModel {
  const layers: KerasLayer[] = []
  const add = (
    name: string,
    class_name: string,
    config: Readonly<Record<string, unknown>>,
    from: readonly string[],
  ) => {
    const inbound = from.map((one) => [one, 0, 0, {}] as const)
    layers.push({ name, class_name, config: { name, ...config }, inbound_nodes: from.length > 0 ? [inbound] : [] })
    return name
  }
  const input = add('text', 'InputLayer', { batch_input_shape: [null, context], dtype: 'float32' }, [])
  let x = add('embedding', 'Characters', { input_dim: vocabulary, output_dim: width }, [input])
  for (let block = 0; block < blocks; block++) {
    const own = (name: string) => `block${block} ${name}`
    const linear = (name: string, units: number, from: string) =>
      add(own(name), 'Dense', { units, use_bias: false }, [from])
    const norm = (name: string, from: string) => add(own(name), 'LayerNormalization', { epsilon: 1e-5 }, [from])
    const mixed = add(own('attention'), 'Attention', { heads }, [linear('qkv', 3 * width, norm('norm1', x))])
    x = add(own('sum1'), 'Add', {}, [x, linear('out', width, mixed)])
    const up = add(own('up'), 'Dense', { units: 4 * width, activation: 'relu' }, [norm('norm2', x)])
    x = add(own('sum2'), 'Add', {}, [x, add(own('down'), 'Dense', { units: width }, [up])])
  }
  const logits = add('logits', 'Logits', { units: vocabulary }, [x])
  return {
    class_name: 'Model',
    config: { name: 'gpt', layers, input_layers: [[input, 0, 0]], output_layers: [[logits, 0, 0]] },
    keras_version: '2.15.0',
    backend: 'tensor_flow.js',
  }
}

/** The layer kinds of the catalog plus those of a GPT. The logits share the embedding table. */
function gptKinds(): (className: string) => LayerKind {
  let table: Weight | undefined
  const own: Readonly<Record<string, LayerKind>> = {
    Characters: {
      ...(KINDS.Embedding as LayerKind),
      weights: (config, [shape = []]) => [
        { name: 'embeddings', shape: [num(config, 'input_dim'), num(config, 'output_dim')] },
        { name: 'position', shape: [...shape, num(config, 'output_dim')] },
      ],
      lower(b, layer, inputs) {
        const { embeddings, position } = layer.weights as { readonly embeddings: Weight; readonly position: Weight }
        table = embeddings
        return characters(b, onlyInput(inputs), embeddings, position)
      },
    },
    Attention: {
      shape(_, inputs) {
        const [steps = 1, columns = 3] = onlyInput(inputs)
        return [steps, columns / 3]
      },
      lower: (b, layer, inputs) => attend(b, onlyInput(inputs), num(layer.config, 'heads')),
    },
    Logits: {
      shape: (config, inputs) => [onlyInput(inputs)[0] as number, num(config, 'units')],
      lower: (b, layer, inputs) => logits(b, layer.name, onlyInput(inputs), table as Weight),
    },
  }
  return (name) => (Object.hasOwn(own, name) ? (own[name] as LayerKind) : kindOf(name))
}

/** Adds two vectors at each position: one for its character and one for the position. */
function characters(b: Build, x: Tensor, { view: table, shape, gradient }: Weight, position: Weight): Tensor {
  const [vocabulary = 1, width = 1] = shape
  const sizes = { count: b.rows * x.size, width, vocabulary }
  const out = b.tensor([x.size, width], { needsGradient: true })
  const line = position.size
  b.emit({ op: 'embedding', ids: x.view, table, out: out.view, ...sizes })
  const places = { sizes: [b.rows, line], from: [0, 1], to: [line, 1] }
  b.emit({ op: 'strided', x: position.view, out: out.view, ...places, accumulate: true })
  b.backward(out, [], () => {
    const dy = b.preActivationGrad(out)
    const sum = { sizes: [line], from: [1], to: [1], sum: [b.rows], along: [line] }
    b.emit({ op: 'strided', x: dy, out: position.gradient as View, ...sum })
    // Accumulates, because the logits use the same table and their gradient is computed first in the backward pass.
    b.emit({ op: 'embeddingGrad', ids: x.view, dy, out: gradient as View, ...sizes, accumulate: true })
  })
  return out
}

/** Computes the pre-activations with the embedding table; the loss applies the softmax. */
function logits(b: Build, name: string, x: Tensor, { view, shape, gradient }: Weight): Tensor {
  const [vocabulary = 1, width = 1] = shape
  const [steps = 1] = x.shape
  const m = b.rows * steps
  const out = b.tensor([steps, vocabulary], { needsGradient: true })
  const sums = b.leavesPreActivation(name) ? b.scratch('sums', m * vocabulary) : out.view
  const [rows, table, to] = [
    { ...x.view, stride: width },
    { ...view, stride: width },
    { ...sums, stride: vocabulary },
  ]
  b.emit({ op: 'product', a: rows, b: table, out: to, m, k: width, n: vocabulary, transposeB: true })
  if (b.leavesPreActivation(name)) b.setPreActivation(name, { view: sums, owner: out })
  else b.emit({ op: 'softmax', x: sums, out: out.view, rows: m, width: vocabulary })
  b.backward(out, [x], () => {
    const dz = { ...b.preActivationGrad(out), stride: vocabulary }
    const slopes = { ...(gradient as View), stride: width }
    b.emit({ op: 'product', a: dz, b: rows, out: slopes, m: vocabulary, k: m, n: width, transposeA: true })
    const sink = b.sink(x, 'last')
    if (!sink) return
    const { out: place, ...rest } = sink
    b.emit({ op: 'product', a: dz, b: table, out: { ...place, stride: width }, m, k: vocabulary, n: width, ...rest })
  })
  return out
}
