import { afterEach, expect, test } from 'vitest'
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import type { TrainingJob } from '../../data/training-job'
import { openBackend } from '../backends/open'
import type { Machine } from '../program/machine'
import { interpretMachine } from '../program/op-cases'
import type { Op } from '../program/ops'
import { fixtureOf } from '../program/testing/program-fixture'
import '../testing/node-wasm'
import type { TrainStep } from '../train-step'
import { type ComparisonPlan, comparisonPlan } from './comparison-plan'
import { openPlain } from './open-engine'
import { openProgramStep, planProgram } from './program-step'
import { expectedResults, verifyEngine } from './verify-engine'

const opened: TrainStep[] = []
afterEach(() => {
  for (const engine of opened.splice(0)) engine.close()
})

function chain(...layers: readonly (readonly [string, string, object])[]): KerasModel {
  const input: KerasLayer = {
    name: 'x',
    class_name: 'InputLayer',
    config: { name: 'x', batch_input_shape: [null, 6], dtype: 'float32' },
    inbound_nodes: [],
  }
  const built = [input]
  for (const [name, class_name, config] of layers) {
    const inbound = [[[built[built.length - 1]?.name as string, 0, 0, {}]]] as const
    built.push({
      name,
      class_name,
      config: { name, trainable: true, use_bias: true, kernel_initializer: 'glorot_uniform', ...config },
      inbound_nodes: inbound,
    })
  }
  return {
    class_name: 'Model',
    config: {
      name: 'm',
      layers: built,
      input_layers: [['x', 0, 0]],
      output_layers: [[built[built.length - 1]?.name as string, 0, 0]],
    },
    keras_version: '2.15.0',
    backend: 'tensor_flow.js',
  }
}

const NET = chain(
  ['d1', 'Dense', { units: 8, activation: 'linear' }],
  ['bn', 'BatchNormalization', { axis: -1, momentum: 0.9, epsilon: 0.001, center: true, scale: true }],
  ['a', 'Activation', { activation: 'relu' }],
  ['d2', 'Dense', { units: 3, activation: 'softmax' }],
)

/** A machine that interprets ops after `change` has altered them, so that some results are wrong. */
function faulty(change: (op: Op) => Op): Machine {
  const honest = interpretMachine()
  return {
    ...honest,
    async open(buffers) {
      const memory = await honest.open(buffers)
      return { ...memory, record: (ops) => memory.record(ops.map((tagged) => ({ ...tagged, op: change(tagged.op) }))) }
    },
  }
}

async function verdictOn(
  machine: Machine,
  optimizer = 'Adam',
  learningRate = 0.05,
  change: Partial<ComparisonPlan> = {},
  options: Partial<TrainingJob> = {},
) {
  const { job, dataset } = fixtureOf(NET, {
    classes: 3,
    learningRate,
    optimizer: { class_name: optimizer, config: {} },
    ...options,
  })
  await openBackend('cpu')
  const plain = await openPlain({ job, dataset, backend: 'cpu' })
  const { weights } = await plain.snapshot()
  const planned = planProgram(machine, job, dataset)
  const plan = { ...comparisonPlan(planned, job), ...change }
  const expected = await expectedResults(plain, job, plan)
  plain.close()
  const engine = await openProgramStep(machine, job, dataset, weights, planned)
  opened.push(engine)
  const before = await engine.snapshot()
  const openReference = () => openPlain({ job, dataset, backend: 'cpu' })
  const proof = await verifyEngine({ engine, job, weights, openReference }, expected)
  expect(await engine.snapshot()).toEqual(before)
  return proof
}

test.each(['SGD', 'Momentum', 'RMSProp', 'Adagrad', 'Adadelta', 'Adam', 'AdamW', 'Adamax'])(
  'a correct engine passes for %s, also with a bias that has no effect before a norm',
  async (optimizer) => {
    expect(await verdictOn(interpretMachine(), optimizer)).toMatchObject({ agrees: true, steps: 3 })
  },
)

test.each<[string, Partial<TrainingJob>]>([
  ['SGD', {}],
  ['Adam', {}],
  ['Momentum', { clip: { by: 'globalNorm', limit: 0.1 } }],
  ['Momentum', { clip: { by: 'norm', limit: 0.1 } }],
  ['Momentum', { clip: { by: 'value', limit: 0.01 } }],
])('a correct engine passes for %s with %o if only a sample of the updates is compared', async (optimizer, options) => {
  const plan = { rows: 8, updates: 'sample' } as const
  expect(await verdictOn(interpretMachine(), optimizer, 0.05, plan, options)).toMatchObject({
    agrees: true,
    steps: 1,
    sampled: 99,
  })
})

const FAULTS: [string, (op: Op) => Op][] = [
  ['a missing bias gradient', (op) => (op.op === 'columnSum' ? { op: 'fill', out: op.out, size: op.n, value: 0 } : op)],
  ['a product 1% too large', (op) => (op.op === 'product' ? { ...op, scale: 1.01 } : op)],
  ['a product of half the size', (op) => (op.op === 'product' ? { ...op, scale: 0.5 } : op)],
  ['another epsilon in Adam', (op) => (op.op === 'update' ? { ...op, config: { ...op.config, epsilon: 0.1 } } : op)],
  ['a missing update', (op) => (op.op === 'update' ? { op: 'fill', out: op.gradients, size: op.size, value: 0 } : op)],
]

test.each(FAULTS)('%s is detected', async (_, change) => {
  expect(await verdictOn(faulty(change))).toMatchObject({ agrees: false })
})

test.each(FAULTS)('%s is detected if only a sample of the updates is compared', async (_, change) => {
  const plan = { rows: 8, updates: 'sample' } as const
  expect(await verdictOn(faulty(change), 'Adam', 0.05, plan)).toMatchObject({ agrees: false })
})

test.each([1e6, 1e30])('a learning rate of %d does not make the engine fail verification', async (rate) => {
  expect(await verdictOn(interpretMachine(), 'SGD', rate)).toMatchObject({ agrees: true, steps: 3 })
})

test('a large network is compared on fewer rows and weights, so that the reference stays small', () => {
  const planOf = (units: number) => {
    const wide = chain(['d1', 'Dense', { units }], ['d2', 'Dense', { units }], ['d3', 'Dense', { units: 3 }])
    const { job, dataset } = fixtureOf(wide, { classes: 3, batchSize: 24 })
    return comparisonPlan(planProgram(interpretMachine(), job, dataset), job)
  }
  expect(planOf(100)).toMatchObject({ rows: 24, updates: 'all' })
  expect(planOf(4000)).toMatchObject({ rows: 24, updates: 'sample' })
  expect(planOf(12_000)).toMatchObject({ rows: 8, updates: 'sample' })
})
