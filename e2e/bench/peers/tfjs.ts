/**
 * @file tf.js 4.22 as a peer: both `fit` as documented, and the fastest custom loop, with the data on the device and
 * without awaiting anything.
 */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import * as tfl from '@tensorflow/tfjs-layers'
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { ADAM, type Contestant, firstOf, type Peer, type Task } from '../contest'
import { gptLoss, gptVariables } from './tfjs-gpt'

type Backend = 'webgpu' | 'wasm' | 'webgl' | 'cpu'
/** The kernels as shipped, or with the gradient kernels that Netloom adds and fixes. */
type Kernels = 'shipped' | 'patched'

async function openBackend(backend: Backend, kernels: Kernels): Promise<void> {
  if (backend === 'wasm') {
    const wasm = await import('@tensorflow/tfjs-backend-wasm')
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    wasm.setWasmPaths({
      'tfjs-backend-wasm.wasm': simdUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
    })
    if (kernels === 'patched') (await import('../../../src/training/tfjs-patches/patch-wasm')).patchWasm()
  }
  if (backend === 'cpu') await import('@tensorflow/tfjs-backend-cpu')
  if (backend === 'webgl') await import('@tensorflow/tfjs-backend-webgl')
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu')
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} did not start`)
  await tf.ready()
}

/** The model of a task, before its weights are set. */
function modelOf({ name, inputShape }: Task): tfl.Sequential {
  const { dense, conv2d, maxPooling2d, flatten, lstm } = tfl.layers
  const first = { inputShape: [...inputShape] }
  const softmax = dense({ units: 10, activation: 'softmax' })
  switch (name) {
    case 'perceptron':
      return tfl.sequential({ layers: [dense({ units: 128, activation: 'relu', ...first }), softmax] })
    case 'cnn':
    case 'cnn-12':
      return tfl.sequential({
        layers: [
          conv2d({ filters: 8, kernelSize: 3, activation: 'relu', ...first }),
          maxPooling2d({ poolSize: 2 }),
          conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
          maxPooling2d({ poolSize: 2 }),
          flatten(),
          softmax,
        ],
      })
    case 'lstm':
      return tfl.sequential({
        layers: [lstm({ units: 32, recurrentActivation: 'sigmoid', unitForgetBias: false, ...first }), softmax],
      })
    case 'playground':
      return tfl.sequential({
        layers: [
          dense({ units: 8, activation: 'tanh', ...first }),
          dense({ units: 8, activation: 'tanh' }),
          dense({ units: 1 }),
        ],
      })
    default:
      throw new Error(`tf.js has no layers for ${name}`)
  }
}

function optimizerOf({ optimizer, learningRate }: Task): tf.Optimizer {
  return optimizer === 'adam'
    ? tf.train.adam(learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon)
    : tf.train.sgd(learningRate)
}

function dataOf({ x, y, rows, inputShape, classes }: Task): { xs: tf.Tensor; ys: tf.Tensor } {
  const xs = tf.tensor(x, [rows, ...inputShape])
  const ys =
    classes > 0
      ? tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(y), 'int32'), classes), 'float32')
      : tf.tensor2d(y, [rows, 1])
  return { xs, ys }
}

function withWeights(task: Task): tfl.Sequential {
  const model = modelOf(task)
  model.setWeights(Object.values(task.weights).map(({ values, shape }) => tf.tensor(values, [...shape])))
  return model
}

async function byFit(task: Task): Promise<Contestant> {
  const model = withWeights(task)
  model.compile({
    optimizer: optimizerOf(task),
    loss: task.classes > 0 ? 'categoricalCrossentropy' : 'meanSquaredError',
  })
  const { xs, ys } = dataOf(task)
  const whole = Math.floor(task.rows / task.batch)
  // Trains on the rows in order, full batches only.
  const fitRows = async (batches: number, epochs: number) => {
    const [x, y] = [xs, ys].map((all) => tf.slice(all, 0, batches * task.batch)) as [tf.Tensor, tf.Tensor]
    await model.fit(x, y, { batchSize: task.batch, epochs, shuffle: false, verbose: 0, yieldEvery: 'never' })
    tf.dispose([x, y])
  }
  return {
    // One step per call, because fit reports the loss before the update.
    async losses(steps) {
      const losses: number[] = []
      for (let step = 0; step < steps; step++) {
        const first = firstOf(task, step)
        const [x, y] = [xs, ys].map((all) => tf.slice(all, first, task.batch)) as [tf.Tensor, tf.Tensor]
        const { history } = await model.fit(x, y, { batchSize: task.batch, epochs: 1, shuffle: false, verbose: 0 })
        losses.push(Number(history.loss?.[0]))
        tf.dispose([x, y])
      }
      return losses
    },
    async train(steps) {
      const [epochs, rest] = [Math.floor(steps / whole), steps % whole]
      if (epochs > 0) await fitRows(whole, epochs)
      if (rest > 0) await fitRows(rest, 1)
      await (model.getWeights()[0] as tf.Tensor).data()
    },
  }
}

async function byLoop(task: Task): Promise<Contestant> {
  const { loss, variables } = task.name === 'gpt' ? gptLoop(task) : layersLoop(task)
  const optimizer = optimizerOf(task)
  let step = 0
  const one = () => tf.tidy(() => optimizer.minimize(() => loss(firstOf(task, step++)), true, variables) as tf.Scalar)
  return {
    async losses(steps) {
      const losses: number[] = []
      for (let i = 0; i < steps; i++) {
        const value = one()
        losses.push((await value.data())[0] as number)
        value.dispose()
      }
      return losses
    },
    async train(steps) {
      let last: tf.Scalar | undefined
      for (let i = 0; i < steps; i++) {
        last?.dispose()
        last = one()
      }
      await last?.data()
      last?.dispose()
    },
  }
}

interface Loop {
  readonly loss: (first: number) => tf.Scalar
  readonly variables: tf.Variable[]
}

function layersLoop(task: Task): Loop {
  const model = withWeights(task)
  const { xs, ys } = dataOf(task)
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  return {
    variables,
    loss(first) {
      const y = tf.slice(ys, first, task.batch)
      const output = model.apply(tf.slice(xs, first, task.batch), { training: true }) as tf.Tensor
      if (task.classes === 0) return tf.mean(tf.square(tf.sub(output, y)))
      return tf.neg(tf.mean(tf.sum(tf.mul(y, tf.log(tf.clipByValue(output, 1e-7, 1 - 1e-7))), -1)))
    },
  }
}

function gptLoop(task: Task): Loop {
  const variables = gptVariables(task)
  const [context = 0] = task.inputShape
  const ids = tf.tensor2d(Int32Array.from(task.x), [task.rows, context], 'int32')
  const next = tf.cast(
    tf.oneHot(tf.tensor2d(Int32Array.from(task.y), [task.rows, context], 'int32'), task.classes),
    'float32',
  )
  return {
    variables: Object.values(variables),
    loss: (first) => gptLoss(variables, tf.slice(ids, first, task.batch), tf.slice(next, first, task.batch)),
  }
}

/** tf.js on one backend, trained by `fit` or a custom loop, for these tasks. */
export function tfjs(backend: Backend, way: 'fit' | 'loop', kernels: Kernels, names: readonly string[]): Peer {
  const patched = kernels === 'patched' ? ' with patched gradients' : ''
  const open = async (task: Task) => {
    await openBackend(backend, kernels)
    return way === 'fit' ? byFit(task) : byLoop(task)
  }
  return {
    name: ['tfjs', backend, ...(kernels === 'patched' ? ['patched'] : []), way].join('-'),
    title: `tf.js ${backend}${patched}, ${way === 'fit' ? 'fit' : 'custom loop'}`,
    tier: backend === 'webgpu' || backend === 'webgl' ? 'webgpu' : 'cpu',
    tasks: Object.fromEntries(names.map((name) => [name, open])),
  }
}
