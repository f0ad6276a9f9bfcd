/** @file Small networks and datasets for tests of training, in Keras JSON. */
import { rng } from '../../base/rng'
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'

type LayerJson = readonly [class_name: string, config: Readonly<Record<string, unknown>>]

/** A sequential Keras model. */
export function chain(inputShape: readonly number[], layers: readonly LayerJson[]): KerasModel {
  const all: LayerJson[] = [['InputLayer', { batch_input_shape: [null, ...inputShape], dtype: 'float32' }], ...layers]
  const named: KerasLayer[] = all.map(([class_name, config], i) => ({
    name: `layer_${i}`,
    class_name,
    config: { name: `layer_${i}`, ...config },
    inbound_nodes: i === 0 ? [] : [[[`layer_${i - 1}`, 0, 0, {}]]],
  }))
  return {
    class_name: 'Model',
    config: {
      name: 'test',
      layers: named,
      input_layers: [['layer_0', 0, 0]],
      output_layers: [[`layer_${layers.length}`, 0, 0]],
    },
    keras_version: '2.15.0',
    backend: 'tensor_flow.js',
  }
}

export function dense(units: number, activation: string): LayerJson {
  return ['Dense', { units, activation, kernel_initializer: 'glorot_uniform', bias_initializer: 'zeros' }]
}

/** The points of two spiral arms, or of the four corners of XOR, with a little noise. */
export function points(kind: 'spirals' | 'xor', rows: number, seed = 1): Dataset {
  const random = rng(seed, { kind: 'generate' })
  const x = new Float32Array(rows)
  const y = new Float32Array(rows)
  const codes = new Int16Array(rows)
  for (let i = 0; i < rows; i++) {
    const arm = i % 2
    codes[i] = arm
    if (kind === 'xor') {
      const right = random.below(2)
      x[i] = (right === 1 ? 1 : -1) + 0.3 * random.normal()
      y[i] = ((right === 1) === (arm === 1) ? -1 : 1) + 0.3 * random.normal()
    } else {
      const t = random.uniform()
      const angle = 2 * Math.PI * t + arm * Math.PI
      x[i] = t * Math.cos(angle)
      y[i] = t * Math.sin(angle)
    }
  }
  return {
    schema: {
      id: kind,
      title: kind,
      kind: 'points',
      columns: [
        { name: 'x', type: 'number' },
        { name: 'y', type: 'number' },
        { name: 'class', type: 'category', values: ['a', 'b'] },
      ],
      rows,
      testRows: 0,
      target: 'class',
      ignore: [],
    },
    columns: [
      { type: 'number', values: x },
      { type: 'number', values: y },
      { type: 'category', codes },
    ],
  }
}

/** A job on `points`, with 80% of the rows for training and the rest for validation. */
export function pointsJob(model: KerasModel, rows: number, more: Partial<TrainingJob> = {}): TrainingJob {
  const all = Uint32Array.from({ length: rows }, (_, i) => i)
  const cut = Math.round(rows * 0.8)
  return {
    model,
    pipeline: {
      inputs: [
        {
          label: 'Point',
          kind: 'columns',
          shape: [2],
          columns: [
            { column: 'x', from: { type: 'number', shape: [] }, steps: [] },
            { column: 'y', from: { type: 'number', shape: [] }, steps: [] },
          ],
        },
      ],
      outputs: [{ label: 'Class', kind: 'classes', column: 'class', labels: ['a', 'b'] }],
    },
    heads: [{ label: 'Class', loss: { class_name: 'categoricalCrossentropy', config: {} }, weight: 1 }],
    optimizer: { class_name: 'Adam', config: {} },
    learningRate: 0.01,
    batchSize: 32,
    epochs: 20,
    seed: 7,
    split: { train: all.slice(0, cut), validation: all.slice(cut), test: all.slice(cut) },
    ...more,
  }
}
