/** @file A character GPT: two blocks, width 64, four heads, context 32, 64 characters, batch 16. */
import type { Task, Weight } from '../contest'
import { filled, uniform } from '../seeded'

export const GPT = { blocks: 2, width: 64, heads: 4, context: 32, vocabulary: 64 } as const
const BATCH = 16
const ROWS = 256

function normalish(seed: number, shape: readonly number[], spread: number): Weight {
  return {
    shape,
    values: uniform(
      seed,
      shape.reduce((a, b) => a * b, 1),
      -spread,
      spread,
    ),
  }
}

/** Pre-norm blocks with relu; the logits share the embedding table. Predicts the next character at every position. */
export function gpt(): Task {
  const { blocks, width, context, vocabulary } = GPT
  // A repeating text with noise, so that there is something to learn.
  const noise = uniform(5, ROWS * (context + 1), 0, 1)
  const text = noise.map((u, i) => (u < 0.1 ? Math.floor(u * 10 * vocabulary) : (i * 7 + (i % 5)) % vocabulary))
  const rows = Array.from({ length: ROWS }, (_, row) => text.subarray(row * (context + 1), (row + 1) * (context + 1)))
  const weights: Record<string, Weight> = {
    embedding: normalish(50, [vocabulary, width], 0.05),
    position: normalish(51, [context, width], 0.05),
  }
  for (let block = 0; block < blocks; block++) {
    const seed = 60 + 10 * block
    const own = {
      'norm1/gamma': filled([width], 1),
      'norm1/beta': filled([width], 0),
      query: normalish(seed, [width, width], 0.15),
      key: normalish(seed + 1, [width, width], 0.15),
      value: normalish(seed + 2, [width, width], 0.15),
      out: normalish(seed + 3, [width, width], 0.15),
      'norm2/gamma': filled([width], 1),
      'norm2/beta': filled([width], 0),
      'up/kernel': normalish(seed + 4, [width, 4 * width], 0.15),
      'up/bias': filled([4 * width], 0),
      'down/kernel': normalish(seed + 5, [4 * width, width], 0.08),
      'down/bias': filled([width], 0),
    }
    for (const [name, weight] of Object.entries(own)) weights[`block${block}/${name}`] = weight
  }
  const tokens = BATCH * context
  const perToken = blocks * (12 * width * width + 2 * width * context) + width * vocabulary
  return {
    name: 'gpt',
    title: 'Character GPT, 2 blocks, width 64, context 32, batch 16, Adam',
    batch: BATCH,
    rows: ROWS,
    optimizer: 'adam',
    learningRate: 1e-3,
    flops: 6 * tokens * perToken,
    x: Float32Array.from(rows.flatMap((row) => [...row.subarray(0, context)])),
    inputShape: [context],
    y: Float32Array.from(rows.flatMap((row) => [...row.subarray(1)])),
    classes: vocabulary,
    weights,
  }
}
