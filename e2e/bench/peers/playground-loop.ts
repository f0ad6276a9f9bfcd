/**
 * @file The algorithm of TensorFlow Playground (github.com/tensorflow/playground, nn.ts: forward pass, backpropagation,
 * update after each batch) as a plain loop over flat arrays, specialized for this network.
 */
import { type Contestant, firstOf, type Peer, type Task } from '../contest'

const HIDDEN = 8

function open(task: Task): Contestant {
  const copy = (name: string) => Float64Array.from((task.weights[name] as Task['weights'][string]).values)
  const [w1, b1, w2, b2, w3, b3] = [
    'dense_1/kernel',
    'dense_1/bias',
    'dense_2/kernel',
    'dense_2/bias',
    'dense_3/kernel',
    'dense_3/bias',
  ].map(copy) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  const gradients = [w1, b1, w2, b2, w3, b3].map((weight) => new Float64Array(weight.length))
  const [g1, c1, g2, c2, g3, c3] = gradients as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const h1 = new Float64Array(HIDDEN)
  const h2 = new Float64Array(HIDDEN)
  const d1 = new Float64Array(HIDDEN)
  const d2 = new Float64Array(HIDDEN)
  const { x, y, batch } = task
  let step = 0

  function one(): number {
    for (const gradient of gradients) gradient.fill(0)
    const first = firstOf(task, step++)
    let loss = 0
    for (let row = first; row < first + batch; row++) {
      const [p, q] = [x[2 * row] as number, x[2 * row + 1] as number]
      let output = b3[0] as number
      for (let j = 0; j < HIDDEN; j++)
        h1[j] = Math.tanh((b1[j] as number) + p * (w1[j] as number) + q * (w1[HIDDEN + j] as number))
      for (let j = 0; j < HIDDEN; j++) {
        let sum = b2[j] as number
        for (let i = 0; i < HIDDEN; i++) sum += (h1[i] as number) * (w2[i * HIDDEN + j] as number)
        h2[j] = Math.tanh(sum)
        output += (h2[j] as number) * (w3[j] as number)
      }
      const error = output - (y[row] as number)
      loss += error * error
      const outputGradient = (2 * error) / batch
      c3[0] = (c3[0] as number) + outputGradient
      for (let j = 0; j < HIDDEN; j++) {
        const h = h2[j] as number
        g3[j] = (g3[j] as number) + outputGradient * h
        d2[j] = outputGradient * (w3[j] as number) * (1 - h * h)
        c2[j] = (c2[j] as number) + (d2[j] as number)
      }
      for (let i = 0; i < HIDDEN; i++) {
        const h = h1[i] as number
        let sum = 0
        for (let j = 0; j < HIDDEN; j++) {
          sum += (d2[j] as number) * (w2[i * HIDDEN + j] as number)
          g2[i * HIDDEN + j] = (g2[i * HIDDEN + j] as number) + h * (d2[j] as number)
        }
        d1[i] = sum * (1 - h * h)
        c1[i] = (c1[i] as number) + (d1[i] as number)
        g1[i] = (g1[i] as number) + p * (d1[i] as number)
        g1[HIDDEN + i] = (g1[HIDDEN + i] as number) + q * (d1[i] as number)
      }
    }
    for (const [k, weight] of [w1, b1, w2, b2, w3, b3].entries()) {
      const gradient = gradients[k] as Float64Array
      for (let i = 0; i < weight.length; i++)
        weight[i] = (weight[i] as number) - task.learningRate * (gradient[i] as number)
    }
    return loss / batch
  }
  return {
    losses: async (steps) => Array.from({ length: steps }, one),
    async train(steps) {
      for (let i = 0; i < steps; i++) one()
    },
  }
}

export const playgroundLoop: Peer = {
  name: 'playground-loop',
  title: 'plain JS loop for this net',
  tier: 'cpu',
  tasks: { playground: async (task) => open(task) },
}
