/** @file The character GPT of the benchmark in jax-js. */
import { nn, numpy as np } from '@jax-js/jax'
import { GPT } from '../tasks/gpt'
import type { Weights } from './jax'

type Value = np.Array

/** Logits [batch * context, vocabulary] from token ids [batch, context]. */
export function gptLogits(weights: Weights, ids: Value): Value {
  const of = (name: string) => (weights[name] as Value).ref
  const { blocks, width, heads, context, vocabulary } = GPT
  const [batch = 0] = ids.shape
  const size = width / heads
  const positions = batch * context
  // Embedding lookup as a matrix product, because gather in jax-js has no gradient for this.
  const hot = nn.oneHot(ids.reshape([positions]), vocabulary)
  let x = np.dot(hot, of('embedding')).reshape([batch, context, width]).add(of('position'))
  const norm = (h: Value, name: string) =>
    nn
      .standardize(h, -1, { epsilon: 1e-5 })
      .mul(of(`${name}/gamma`))
      .add(of(`${name}/beta`))
  const times = (h: Value, name: string) => np.dot(h, of(name))
  for (let block = 0; block < blocks; block++) {
    const own = (name: string) => `block${block}/${name}`
    const h = norm(x.ref, own('norm1'))
    const split = (name: string) => times(h.ref, own(name)).reshape([batch, context, heads, size])
    const mixed = nn.dotProductAttention(split('query'), split('key'), split('value'), { isCausal: true })
    h.dispose()
    x = x.add(times(mixed.reshape([batch, context, width]), own('out')))
    const g = norm(x.ref, own('norm2'))
    const up = nn.relu(times(g, own('up/kernel')).add(of(own('up/bias'))))
    x = x.add(times(up, own('down/kernel')).add(of(own('down/bias'))))
  }
  return np.dot(x.reshape([positions, width]), np.transpose(of('embedding')))
}
