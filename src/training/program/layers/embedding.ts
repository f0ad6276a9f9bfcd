/** @file Embedding: a row of a table for each whole number. */
import { NotLowered } from '../not-lowered'
import { type LayerKind, needs, num, only, type Weight } from './layer'

export const embedding: LayerKind = {
  shape(config, inputs) {
    if (config.mask_zero === true) throw new NotLowered('embedding that masks')
    return [...only(inputs), num(config, 'output_dim')]
  },
  weights: (config) => [{ name: 'embeddings', shape: [num(config, 'input_dim'), num(config, 'output_dim')] }],
  lower(b, layer, inputs) {
    const x = only(inputs)
    const { view: table, shape, gradient } = layer.weights.embeddings as Weight
    const [vocabulary = 1, width = 1] = shape
    const sizes = { count: b.rows * x.size, width, vocabulary }
    const out = b.tensor(layer.shape, { needs: needs(layer, []) })
    b.emit({ op: 'embedding', ids: x.view, table, out: out.view, ...sizes })
    b.back(out, [], () => {
      if (gradient) b.emit({ op: 'embeddingGrad', ids: x.view, dy: b.slopes(out), out: gradient, ...sizes })
    })
    return out
  },
}
