/**
 * @file measure: measures how many training steps per second a backend achieves on a small fixed network, for the
 * Machine page.
 */
import type { KerasLayer, KerasModel } from '../catalog/keras-json'
import type { Dataset } from '../data/dataset'
import type { TrainingJob } from '../data/training-job'
import type { Backend } from '../protocol/backend'
import { openEngine } from './engines/open-engine'
import { calibrate } from './run-analysis/estimate-run-time'

const SIDE = 14
const BATCH = 32

export interface Speed {
  readonly stepsPerSecond: number
  /** Time from building the network to the first loss, including shader compilation. */
  readonly firstStepMs: number
  /** Number of multiply-adds in one step's forward pass, used to scale the speed to other networks. */
  readonly multiplyAdds: number
}

/** Trains the fixed network for about a second, using the same engine as a real run. */
export async function measure(backend: Backend): Promise<Speed> {
  const began = performance.now()
  const rows = dataset()
  const { engine } = await openEngine({ job: JOB, dataset: rows, backend })
  try {
    const { stepMs, firstStepMs } = await calibrate(engine, JOB, rows, began)
    return { stepsPerSecond: 1000 / stepMs, firstStepMs, multiplyAdds: MULTIPLY_ADDS }
  } finally {
    engine.close()
  }
}

// 12×12 positions with kernel 3×3×1×8, then 4×4 positions with kernel 3×3×8×16, then a dense layer of 2×2×16×10.
const MULTIPLY_ADDS = BATCH * (144 * 72 + 16 * 1152 + 640)

function layer(
  name: string,
  class_name: string,
  config: Record<string, unknown>,
  from: string | undefined,
): KerasLayer {
  return {
    name,
    class_name,
    config: { name, ...config },
    inbound_nodes: from === undefined ? [] : [[[from, 0, 0, {}]]],
  }
}

const CONV = { kernel_size: [3, 3], activation: 'relu', kernel_initializer: 'glorot_uniform' }

const MODEL: KerasModel = {
  class_name: 'Model',
  config: {
    name: 'measure',
    layers: [
      layer('input_1', 'InputLayer', { batch_input_shape: [null, SIDE, SIDE, 1], dtype: 'float32' }, undefined),
      layer('conv2d_1', 'Conv2D', { ...CONV, filters: 8 }, 'input_1'),
      layer('pool_1', 'MaxPooling2D', { pool_size: [2, 2] }, 'conv2d_1'),
      layer('conv2d_2', 'Conv2D', { ...CONV, filters: 16 }, 'pool_1'),
      layer('pool_2', 'MaxPooling2D', { pool_size: [2, 2] }, 'conv2d_2'),
      // not text: names of classes
      layer('flatten_1', 'Flatten', {}, 'pool_2'),
      layer(
        'dense_1',
        'Dense', // not text: the name of a class
        { units: 10, activation: 'softmax', kernel_initializer: 'glorot_uniform' },
        'flatten_1',
      ),
    ],
    input_layers: [['input_1', 0, 0]],
    output_layers: [['dense_1', 0, 0]],
  },
  keras_version: '2.15.0',
  backend: 'tensor_flow.js',
}

const LABELS = Array.from({ length: 10 }, (_, i) => String(i))

/** The rows of the same batch, repeated sixteen times, so that many steps can be sent to the engine at once. */
const ALL = Uint32Array.from({ length: 16 * BATCH }, (_, i) => i % BATCH)

const JOB: TrainingJob = {
  model: MODEL,
  pipeline: {
    // not text: labels of a network that nobody sees
    inputs: [{ label: 'Image', kind: 'image', column: 'image', shape: [SIDE, SIDE, 1], scale: 1 / 255 }],
    outputs: [{ label: 'Class', kind: 'classes', column: 'label', labels: LABELS }], // not text: as above
  },
  // not text: as above
  heads: [{ label: 'Class', loss: { class_name: 'categoricalCrossentropy', config: {} }, weight: 1 }],
  optimizer: { class_name: 'Adam', config: {} },
  learningRate: 0.001,
  batchSize: BATCH,
  epochs: 1,
  seed: 1,
  split: { train: ALL, validation: new Uint32Array(0), test: new Uint32Array(0) },
}

/** Images with stripes that depend on the class, which is enough for a network to learn something. */
function dataset(): Dataset {
  const pixels = Uint8Array.from({ length: BATCH * SIDE * SIDE }, (_, i) => {
    const row = Math.floor(i / (SIDE * SIDE))
    return (i * (1 + (row % 10))) % 256
  })
  return {
    schema: {
      id: 'measure',
      title: 'Stripes', // not text: nobody sees it
      kind: 'images',
      columns: [
        { name: 'image', type: 'image', height: SIDE, width: SIDE, channels: 1 },
        { name: 'label', type: 'category', values: LABELS },
      ],
      rows: BATCH,
      testRows: 0,
      target: 'label',
      ignore: [],
    },
    columns: [
      { type: 'image', pixels },
      { type: 'category', codes: Int16Array.from({ length: BATCH }, (_, row) => row % 10) },
    ],
  }
}
