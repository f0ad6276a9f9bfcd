/** @file Embedding: maps each integer to a row of a table. */
import { type LayerKind, NotLowered, needsGradient, num, onlyInput, unsupported, type Weight } from './layer'

const embedding: LayerKind = {
  shape(config, inputs) {
    if (config.mask_zero === true) throw new NotLowered(unsupported.masking)
    return [...onlyInput(inputs), num(config, 'output_dim')]
  },
  weights: (config) => [{ name: 'embeddings', shape: [num(config, 'input_dim'), num(config, 'output_dim')] }],
  lower(b, layer, inputs) {
    const x = onlyInput(inputs)
    const { view: table, shape, gradient } = layer.weights.embeddings as Weight
    const [vocabulary = 1, width = 1] = shape
    const sizes = { count: b.rows * x.size, width, vocabulary }
    const out = b.tensor(layer.shape, { needsGradient: needsGradient(layer, []) })
    b.emit({ op: 'embedding', ids: x.view, table, out: out.view, ...sizes })
    b.backward(out, [], () => {
      if (gradient) b.emit({ op: 'embeddingGrad', ids: x.view, dy: b.preActivationGrad(out), out: gradient, ...sizes })
    })
    return out
  },
}

/** The layer classes that this file lowers. */
export const lowerings: Readonly<Record<string, LayerKind>> = { Embedding: embedding }
