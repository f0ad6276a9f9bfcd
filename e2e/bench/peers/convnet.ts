/**
 * @file convnetjs as a peer: plain JavaScript that processes one sample at a time with a different optimizer; only its
 * speed is compared.
 */
import convnetjs from 'convnetjs'
import { type Contestant, firstOf, type Peer, type Task } from '../contest'

interface Volume {
  readonly w: Float64Array | number[]
}
interface Convnet {
  readonly Net: new () => { makeLayers(defs: readonly object[]): void }
  readonly Vol: new (width: number, height: number, depth: number, value: number) => Volume
  readonly Trainer: new (
    net: object,
    options: object,
  ) => { train(x: Volume, y: number | readonly number[]): { readonly loss: number } }
}
const { Net, Vol, Trainer } = convnetjs as unknown as Convnet

const CNN = [
  { type: 'conv', sx: 3, filters: 8, stride: 1, pad: 0, activation: 'relu' },
  { type: 'pool', sx: 2, stride: 2 },
  { type: 'conv', sx: 3, filters: 16, stride: 1, pad: 0, activation: 'relu' },
  { type: 'pool', sx: 2, stride: 2 },
  { type: 'softmax', num_classes: 10 },
]
const LAYERS: Readonly<Record<string, readonly object[]>> = {
  perceptron: [
    { type: 'fc', num_neurons: 128, activation: 'relu' },
    { type: 'softmax', num_classes: 10 },
  ],
  cnn: CNN,
  'cnn-12': CNN,
  playground: [
    { type: 'fc', num_neurons: 8, activation: 'tanh' },
    { type: 'fc', num_neurons: 8, activation: 'tanh' },
    { type: 'regression', num_neurons: 1 },
  ],
}

/** convnetjs lacks Adam; Adadelta also keeps two values per weight. */
const METHODS = {
  adam: { method: 'adadelta' },
  sgd: { method: 'sgd', learning_rate: 0.03, momentum: 0 },
}

async function open(task: Task): Promise<Contestant> {
  const [width = 1, height = 1, depth = 1] = task.inputShape.length === 3 ? task.inputShape : [1, 1, task.inputShape[0]]
  const net = new Net()
  net.makeLayers([
    { type: 'input', out_sx: width, out_sy: height, out_depth: depth },
    ...(LAYERS[task.name] as object[]),
  ])
  const trainer = new Trainer(net, { ...METHODS[task.optimizer], batch_size: task.batch, l2_decay: 0 })
  const sample = new Vol(width, height, depth, 0)
  const size = width * height * depth
  let step = 0
  function one(): number {
    const first = firstOf(task, step++)
    let loss = 0
    for (let row = first; row < first + task.batch; row++) {
      for (let i = 0; i < size; i++) sample.w[i] = task.x[row * size + i] as number
      const y = task.y[row] as number
      loss += trainer.train(sample, task.classes > 0 ? y : [y]).loss
    }
    return loss / task.batch
  }
  return {
    losses: async (steps) => Array.from({ length: steps }, one),
    async train(steps) {
      for (let i = 0; i < steps; i++) one()
    },
  }
}

export const convnet: Peer = {
  name: 'convnetjs',
  title: 'convnetjs',
  tier: 'cpu',
  ownOptimizer: true,
  tasks: Object.fromEntries(Object.keys(LAYERS).map((name) => [name, open])),
}
