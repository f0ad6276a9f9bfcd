import { expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/training-plan'
import type { Dataset, Split } from '../data/dataset'
import type { Drawing } from '../graph/drawing'
import { checkNetwork } from './check-network'
import { toJob } from './to-training-job'

const schema: DatasetSchema = {
  id: 'birds',
  title: 'Birds',
  kind: 'table',
  columns: [
    { name: 'wing', type: 'number' },
    { name: 'island', type: 'category', values: ['north', 'south', 'west'] },
    { name: 'eggs', type: 'number' },
    { name: 'kind', type: 'category', values: ['gull', 'tern'] },
  ],
  rows: 4,
  testRows: 0,
  target: 'kind',
  ignore: [],
}
const dataset: Dataset = {
  schema,
  columns: [
    { type: 'number', values: Float32Array.of(1, 3, 5, 100) },
    { type: 'category', codes: Int16Array.of(0, 1, 2, 0) },
    { type: 'number', values: Float32Array.of(2, 4, 6, 50) },
    { type: 'category', codes: Int16Array.of(0, 1, 0, 1) },
  ],
}
// The last row is not in the training set, so it must not affect any mean.
const split: Split = { train: Uint32Array.of(0, 1, 2), validation: Uint32Array.of(3), test: new Uint32Array() }
const plan: Plan = {
  loss: { kind: { kind: 'hinge' }, eggs: { kind: 'poisson' } },
  optimizer: { kind: 'sgd' },
  learningRate: 0.1,
  batchSize: 2,
  epochs: 3,
  split: { kind: 'random', train: 0.75, validation: 0.25, test: 0 },
  seed: 9,
}

/**
 * A drawing with two inputs and two heads; the outputs come before the inputs, and the second input is connected first.
 */
function drawing(): Drawing {
  const node = (id: string, kind: string, label: string, params = {}) => ({
    id,
    kind,
    label,
    params,
    position: { x: 0, y: 0 },
  })
  const wire = (from: string, to: string, port = 0) => ({ id: `${from}>${to}`, from, to, port })
  return {
    nodes: [
      node('y1', 'output', 'eggs', { target: 'eggs' }),
      node('y2', 'output', 'kind', { target: 'kind' }),
      node('x2', 'input', 'place', { columns: ['island'] }),
      node('x1', 'input', 'size', { columns: ['wing'] }),
      node('both', 'concatenate', 'both'),
      node('h1', 'dense', 'count', { units: 1, activation: 'softplus' }),
      node('h2', 'dense', 'side', { units: 1, activation: 'tanh' }),
    ],
    wires: [
      wire('x1', 'both', 0),
      wire('x2', 'both', 1),
      wire('both', 'h1'),
      wire('both', 'h2'),
      wire('h1', 'y1'),
      wire('h2', 'y2'),
    ],
  }
}

test('inputs, outputs, heads, and pipeline are in the order of the model', () => {
  const report = checkNetwork(drawing(), schema, plan)
  expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const { job, lowering } = toJob(report, plan, dataset, split)
  const labelOf = new Map(drawing().nodes.map(({ id, label }) => [id, label]))
  expect(job.pipeline.inputs.map(({ label }) => label)).toEqual(lowering.inputs.map((id) => labelOf.get(id)))
  expect(job.pipeline.outputs.map(({ label }) => label)).toEqual(lowering.outputs.map((id) => labelOf.get(id)))
  expect(job.heads.map(({ label }) => label)).toEqual(job.pipeline.outputs.map(({ label }) => label))
  const shapes = job.model.config.input_layers.map(
    ([name]) => job.model.config.layers.find((layer) => layer.name === name)?.config.batch_input_shape,
  )
  expect(shapes).toEqual(job.pipeline.inputs.map(({ shape }) => [null, ...shape]))
})

test('columns are fitted on the training rows; counts keep their unit; a hinge loss gets -1 and 1', () => {
  const { job } = toJob(checkNetwork(drawing(), schema, plan), plan, dataset, split)
  const size = expectDefined(
    job.pipeline.inputs.find(({ label }) => label === 'size'),
    'size',
  )
  expect(size).toMatchObject({
    columns: [{ steps: [{ kind: 'standardize', learned: { mean: [3], deviation: [Math.sqrt(8 / 3)] } }] }],
  })
  const [eggs, kind] = ['eggs', 'kind'].map((label) => job.pipeline.outputs.find((one) => one.label === label))
  expect(eggs).toMatchObject({ mean: 0, deviation: 1 })
  expect(kind).toMatchObject({ signed: true })
  const squared: Plan = { ...plan, loss: { kind: { kind: 'binaryCrossentropy' }, eggs: { kind: 'meanSquaredError' } } }
  const sigmoid = drawing().nodes.map((node) =>
    node.id === 'h2' ? { ...node, params: { units: 1, activation: 'sigmoid' } } : node,
  )
  const other = toJob(checkNetwork({ ...drawing(), nodes: sigmoid }, schema, squared), squared, dataset, split).job
  expect(other.pipeline.outputs.find(({ label }) => label === 'eggs')).toMatchObject({ mean: 4 })
  expect(other.pipeline.outputs.find(({ label }) => label === 'kind')).not.toHaveProperty('signed')
})
