/**
 * @file Netloom as it trains in the product: the program engine on CPU or GPU, running steps in chunks like the
 * training loop.
 */
import type { KerasLayer, KerasModel } from '../../../src/catalog/keras-json'
import type { Dataset } from '../../../src/data/dataset'
import type { TrainingJob, WeightSet } from '../../../src/data/training-job'
import { openMachine } from '../../../src/training/engines/open-machine'
import { openProgramStep } from '../../../src/training/engines/program-step'
import { constantsOf } from '../../../src/training/loop/chunk'
import { freshMark } from '../../../src/training/loop/run-mark'
import type { TrainStep } from '../../../src/training/train-step'
import { ADAM, type Contestant, firstOf, type Peer, type Task } from '../contest'

/** The part of the engine's interface that the benchmark uses. */
export type Steps = Pick<TrainStep, 'mostSteps' | 'order' | 'steps' | 'read' | 'settled' | 'counters' | 'profile'>

/** Target time of one chunk of steps in ms, as in the product's loop. */
const CHUNK_MS = 12

const LAYERS: Readonly<Record<string, readonly (readonly [string, string, object])[]>> = {
  perceptron: [
    ['dense_1', 'Dense', { units: 128, activation: 'relu' }],
    ['dense_2', 'Dense', { units: 10, activation: 'softmax' }],
  ],
  cnn: cnnLayers(),
  'cnn-12': cnnLayers(),
  lstm: [
    [
      'lstm_1',
      'LSTM',
      {
        units: 32,
        activation: 'tanh',
        recurrent_activation: 'sigmoid',
        return_sequences: false,
        unit_forget_bias: false,
      },
    ],
    ['dense_1', 'Dense', { units: 10, activation: 'softmax' }],
  ],
  playground: [
    ['dense_1', 'Dense', { units: 8, activation: 'tanh' }],
    ['dense_2', 'Dense', { units: 8, activation: 'tanh' }],
    ['dense_3', 'Dense', { units: 1, activation: 'linear' }],
  ],
}

function cnnLayers(): (typeof LAYERS)[string] {
  const conv = { kernel_size: [3, 3], strides: [1, 1], padding: 'valid', activation: 'relu' }
  const pool = { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }
  return [
    ['conv2d_1', 'Conv2D', { filters: 8, ...conv }],
    ['pool_1', 'MaxPooling2D', pool],
    ['conv2d_2', 'Conv2D', { filters: 16, ...conv }],
    ['pool_2', 'MaxPooling2D', pool],
    ['flatten_1', 'Flatten', {}],
    ['dense_1', 'Dense', { units: 10, activation: 'softmax' }],
  ]
}

function modelOf({ name, inputShape }: Task): KerasModel {
  const input: KerasLayer = {
    name: 'input_1',
    class_name: 'InputLayer',
    config: { name: 'input_1', batch_input_shape: [null, ...inputShape], dtype: 'float32' },
    inbound_nodes: [],
  }
  const layers = [input]
  for (const [own, class_name, config] of LAYERS[name] ?? []) {
    const before = layers[layers.length - 1] as KerasLayer
    layers.push({
      name: own,
      class_name,
      config: { name: own, trainable: true, use_bias: true, ...config },
      inbound_nodes: [[[before.name, 0, 0, {}]]],
    })
  }
  const last = layers[layers.length - 1] as KerasLayer
  return {
    class_name: 'Model',
    config: { name: 'bench', layers, input_layers: [['input_1', 0, 0]], output_layers: [[last.name, 0, 0]] },
    keras_version: '2.15.0',
    backend: 'tensor_flow.js',
  }
}

/** The task's rows as a dataset with two columns: an array column with the shape of the input, and the target. */
function datasetOf({ x, y, rows, inputShape, classes }: Task): Dataset {
  const labels = Array.from({ length: classes }, (_, i) => String(i))
  const inputs = { type: 'array' as const, values: Float32Array.from(x) }
  const target =
    classes > 0
      ? { type: 'category' as const, codes: Int16Array.from(y) }
      : { type: 'number' as const, values: Float32Array.from(y) }
  return {
    schema: {
      id: 'bench',
      title: 'Bench',
      kind: 'table',
      columns: [
        { name: 'x', type: 'array' as const, shape: inputShape },
        classes > 0 ? { name: 'y', type: 'category' as const, values: labels } : { name: 'y', type: 'number' as const },
      ],
      rows,
      testRows: 0,
      target: 'y',
      ignore: [],
    },
    columns: [inputs, target],
  }
}

function jobOf(task: Task): TrainingJob {
  const { batch, rows, classes, learningRate, inputShape } = task
  const labels = Array.from({ length: classes }, (_, i) => String(i))
  return {
    model: modelOf(task),
    pipeline: {
      inputs: [
        {
          label: 'x',
          kind: 'columns',
          shape: [...inputShape],
          columns: [{ column: 'x', from: { type: 'array', shape: inputShape }, steps: [] }],
        },
      ],
      outputs: [
        classes > 0
          ? { label: 'y', kind: 'classes', column: 'y', labels }
          : { label: 'y', kind: 'number', column: 'y', mean: 0, deviation: 1 },
      ],
    },
    heads: [
      {
        label: 'y',
        loss: { class_name: classes > 0 ? 'categoricalCrossentropy' : 'meanSquaredError', config: {} },
        weight: 1,
      },
    ],
    optimizer:
      task.optimizer === 'adam'
        ? { class_name: 'Adam', config: { beta_1: ADAM.beta1, beta_2: ADAM.beta2, epsilon: ADAM.epsilon } }
        : { class_name: 'SGD', config: {} },
    learningRate,
    batchSize: batch,
    epochs: 1,
    seed: 1,
    split: {
      train: Uint32Array.from({ length: rows }, (_, i) => i),
      validation: new Uint32Array(0),
      test: new Uint32Array(0),
    },
  }
}

function weightsOf({ weights }: Task): WeightSet {
  const all = Object.entries(weights)
  const data = new Float32Array(all.reduce((size, [, { values }]) => size + values.length, 0))
  let at = 0
  for (const [, { values }] of all) {
    data.set(values, at)
    at += values.length
  }
  return { specs: all.map(([name, { shape }]) => ({ name, shape })), data }
}

async function open(task: Task, backend: 'wasm' | 'webgpu'): Promise<Contestant> {
  const job = jobOf(task)
  const machine = await openMachine(backend)
  const engine =
    task.name === 'gpt'
      ? await (await import('./netloom-gpt')).openGpt(machine, task)
      : await openProgramStep(machine, job, datasetOf(task), weightsOf(task))
  engine.order(job.split.train)
  return over(engine, job, task)
}

function over(engine: Steps, job: TrainingJob, task: Task): Contestant {
  const mark = freshMark(job)
  let step = 0
  let chunk = 1
  const next = (count: number) => {
    const constants = Array.from({ length: count }, () => {
      const now = constantsOf(job, { ...mark, step, updates: step }, firstOf(task, step), job.learningRate)
      step++
      return now
    })
    engine.steps(constants, task.batch)
  }
  return {
    async losses(steps) {
      for (let i = 0; i < steps; i++) next(1)
      return [...(await engine.read()).losses]
    },
    async train(steps) {
      let left = steps
      while (left > 0) {
        const count = Math.min(left, chunk, engine.mostSteps)
        const began = performance.now()
        next(count)
        await engine.settled()
        const ms = performance.now() - began
        left -= count
        if (ms < CHUNK_MS / 2) chunk = Math.min(chunk * 2, engine.mostSteps)
      }
      await engine.read()
    },
    counters: () => engine.counters(),
    async replay(steps) {
      const began = performance.now()
      next(steps)
      const script = performance.now() - began
      await engine.settled()
      return { script, wall: performance.now() - began }
    },
    profile: () => engine.profile(task.batch),
  }
}

/** Netloom on one backend. */
export function netloom(backend: 'wasm' | 'webgpu'): Peer {
  return {
    name: `netloom-${backend}`,
    title: 'Netloom',
    tier: backend === 'wasm' ? 'cpu' : 'webgpu',
    tasks: Object.fromEntries(
      [...Object.keys(LAYERS), 'gpt'].map((name) => [name, (task: Task) => open(task, backend)]),
    ),
  }
}
