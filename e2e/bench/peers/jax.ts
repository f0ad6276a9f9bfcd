/**
 * @file jax-js as a peer: the entire step, with gradient and optimizer, runs in one `jit`, as its documentation
 * recommends.
 */
import {
  blockUntilReady,
  defaultDevice,
  type Device,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax'
import { ADAM, type Contestant, firstOf, type Peer, type Task } from '../contest'
import { gptLogits } from './jax-gpt'

type Value = np.Array
/** Weights by name. */
export type Weights = Record<string, Value>

/** Computes the logits, or the predicted number, for a batch x [batch, ...]. */
type Forward = (weights: Weights, x: Value) => Value

/** A new reference to a weight: jax-js consumes one reference per use. */
function of(weights: Weights, name: string): Value {
  return (weights[name] as Value).ref
}

function dense(weights: Weights, x: Value, name: string): Value {
  return np.dot(x, of(weights, `${name}/kernel`)).add(of(weights, `${name}/bias`))
}

const perceptron: Forward = (weights, x) => dense(weights, nn.relu(dense(weights, x, 'dense_1')), 'dense_2')

const playground: Forward = (weights, x) =>
  dense(weights, np.tanh(dense(weights, np.tanh(dense(weights, x, 'dense_1')), 'dense_2')), 'dense_3')

/** Channels come first, as jax-js requires. Applying relu after max pooling gives the same result on fewer elements. */
const cnn: Forward = (weights, x) => {
  const part = (h: Value, name: string) => {
    const sums = lax.convGeneralDilated(h, of(weights, `${name}/kernel`), [1, 1], 'VALID')
    return nn.relu(lax.reduceWindow(sums.add(of(weights, `${name}/bias`)), np.max, [2, 2], [2, 2]))
  }
  const h = part(part(x, 'conv2d_1'), 'conv2d_2')
  return dense(weights, h.reshape([h.shape[0] as number, -1]), 'dense_1')
}

/** Unrolled over the steps, because `jit` cannot contain a loop. x is [batch, steps, features]. */
const lstm: Forward = (weights, x) => {
  const [batch = 0, steps = 0, features = 0] = x.shape
  const units = 32
  // Multiplies the inputs of all 16 steps by the kernel at once.
  const all = np
    .dot(x.reshape([batch * steps, features]), of(weights, 'lstm_1/kernel'))
    .add(of(weights, 'lstm_1/bias'))
    .reshape([batch, steps, 4 * units])
  let h = np.zeros([batch, units])
  let c = np.zeros([batch, units])
  for (let step = 0; step < steps; step++) {
    const z = all.ref.slice([], step).add(np.dot(h, of(weights, 'lstm_1/recurrent_kernel')))
    const gate = (i: number) => z.ref.slice([], [i * units, (i + 1) * units])
    const [i, f, g, o] = [nn.sigmoid(gate(0)), nn.sigmoid(gate(1)), np.tanh(gate(2)), nn.sigmoid(gate(3))] as [
      Value,
      Value,
      Value,
      Value,
    ]
    z.dispose()
    c = f.mul(c).add(i.mul(g))
    h = o.mul(np.tanh(c.ref))
  }
  c.dispose()
  all.dispose()
  return dense(weights, h, 'dense_1')
}

const FORWARDS: Readonly<Record<string, Forward>> = { perceptron, playground, cnn, 'cnn-12': cnn, lstm, gpt: gptLogits }

/** Converts a weight of the CNN to channels-first order, including the dense kernel after the flatten. */
function channelsFirst(name: string, array: Value): Value {
  if (name.startsWith('conv'))
    return name.endsWith('bias') ? array.reshape([-1, 1, 1]) : np.transpose(array, [3, 2, 0, 1])
  if (name !== 'dense_1/kernel') return array
  const [flat = 0, units = 0] = array.shape
  const side = Math.sqrt(flat / 16)
  return np.transpose(array.reshape([side, side, 16, units]), [2, 0, 1, 3]).reshape([flat, units])
}

/** Weights and rows as jax-js arrays. */
function arrays(task: Task): { weights: Weights; x: Value; y: Value } {
  const isCnn = task.name.startsWith('cnn')
  const weights = Object.fromEntries(
    Object.entries(task.weights).map(([name, { values, shape }]) => {
      const array = np.array(values).reshape([...shape])
      return [name, isCnn ? channelsFirst(name, array) : array]
    }),
  )
  const [height = 0, width = 0] = task.inputShape
  const shape = isCnn ? [task.rows, 1, height, width] : [task.rows, ...task.inputShape]
  const x = task.name === 'gpt' ? np.array(Int32Array.from(task.x)) : np.array(task.x)
  const y =
    task.classes > 0
      ? nn.oneHot(np.array(Int32Array.from(task.y)), task.classes)
      : np.array(task.y).reshape([task.rows, 1])
  return { weights, x: x.reshape(shape), y: task.name === 'gpt' ? y.reshape([task.rows, -1, task.classes]) : y }
}

async function open(task: Task, device: Device): Promise<Contestant> {
  await init(device)
  defaultDevice(device)
  const forward = FORWARDS[task.name] as Forward
  const start = arrays(task)
  const lossOf = (weights: Weights, x: Value, y: Value): Value => {
    const output = forward(weights, x)
    if (task.classes === 0) return np.square(output.sub(y)).mean()
    const positions = output.size / task.classes
    return nn
      .logSoftmax(output)
      .mul(y.reshape(output.shape))
      .sum()
      .mul(-1 / positions)
  }
  const { beta1, beta2, epsilon } = ADAM
  const adam = jit((weights: Weights, m: Weights, v: Weights, c: Value, x: Value, y: Value) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), x, y) as [Value, Weights]
    const nextM = tree.map(
      (a: Value, g: Value) => a.mul(beta1).add(g.mul(1 - beta1)),
      m,
      tree.ref(gradients),
    ) as Weights
    const nextV = tree.map(
      (a: Value, g: Value) => a.mul(beta2).add(np.square(g).mul(1 - beta2)),
      v,
      gradients,
    ) as Weights
    const next = tree.map(
      (w: Value, a: Value, b: Value) => {
        const root = np.sqrt(b.div(c.ref.slice(1))).add(epsilon)
        return w.sub(a.div(c.ref.slice(0)).div(root).mul(task.learningRate))
      },
      weights,
      tree.ref(nextM),
      tree.ref(nextV),
    ) as Weights
    c.dispose()
    return { loss, weights: next, m: nextM, v: nextV }
  })
  const sgd = jit((weights: Weights, x: Value, y: Value) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), x, y) as [Value, Weights]
    const next = tree.map((w: Value, g: Value) => w.sub(g.mul(task.learningRate)), weights, gradients) as Weights
    return { loss, weights: next }
  })
  let { weights } = start
  let m = tree.map((w: Value) => np.zerosLike(w), tree.ref(weights)) as Weights
  let v = tree.map((w: Value) => np.zerosLike(w), tree.ref(weights)) as Weights
  let loss: Value | undefined
  let step = 0

  function one(): void {
    const first = firstOf(task, step)
    step++
    const [x, y] = [start.x, start.y].map((all) => all.ref.slice([first, first + task.batch])) as [Value, Value]
    loss?.dispose()
    if (task.optimizer === 'adam') {
      const after = adam(weights, m, v, np.array([1 - beta1 ** step, 1 - beta2 ** step]), x, y) as unknown as {
        loss: Value
        weights: Weights
        m: Weights
        v: Weights
      }
      ;({ loss, weights, m, v } = after)
    } else {
      ;({ loss, weights } = sgd(weights, x, y) as unknown as { loss: Value; weights: Weights })
    }
  }
  return {
    async losses(steps) {
      const losses: number[] = []
      for (let i = 0; i < steps; i++) {
        one()
        losses.push(Number(await (loss as Value).ref.jsAsync()))
      }
      return losses
    },
    async train(steps) {
      for (let i = 0; i < steps; i++) one()
      await blockUntilReady(tree.ref(weights))
    },
  }
}

/** jax-js on one device. */
export function jax(device: 'wasm' | 'webgpu'): Peer {
  return {
    name: `jax-${device}`,
    title: `jax-js ${device === 'wasm' ? 'WASM' : 'WebGPU'}`,
    tier: device === 'wasm' ? 'cpu' : 'webgpu',
    tasks: Object.fromEntries(Object.keys(FORWARDS).map((name) => [name, (task: Task) => open(task, device)])),
  }
}
