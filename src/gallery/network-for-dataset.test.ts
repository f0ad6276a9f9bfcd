/**
 * @file Checks that the network created for a dataset passes the check, for every built-in dataset and for datasets of
 * every column type.
 */
import { beforeAll, expect, test } from 'vitest'
import type { ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { datasets } from '../catalog/datasets/all'
import { firstNames } from '../catalog/datasets/texts'
import type { DatasetDef } from '../catalog/dataset-def'
import { checkNetwork } from '../compile/check-network'
import { customDataset } from '../compile/dataset-of-project'
import { loadPreparation } from '../data/transforms/load-transforms'
import { fittingContent } from './network-for-dataset'

beforeAll(loadPreparation)

function drawnFor(def: DatasetDef) {
  const { networks, plan, name } = fittingContent(def, { dataset: def.schema.id })
  const drawing = networks[0]?.drawing ?? { nodes: [], wires: [] }
  const { diagnostics, checked } = checkNetwork(drawing, def.schema, plan)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ problem }) => problem.code)
  return { kinds: drawing.nodes.map(({ kind }) => kind), errors, name, loss: plan.loss.kind, plan, checked }
}

test.each(datasets.map((def) => [def.schema.id, def] as const))('%s', (_, def) => {
  const { errors, checked } = drawnFor(def)
  expect(errors).toEqual([])
  expect(checked).toBeDefined()
})

const number = (name: string): ColumnSchema => ({ name, type: 'number' })
const classes = (name: string, ...values: string[]): ColumnSchema => ({ name, type: 'category', values })
const picture = (name: string, side: number, channels = 1, mask?: true): ColumnSchema => ({
  ...{ name, type: 'image', height: side, width: side, channels },
  ...(mask ? { mask } : {}),
})
const array = (name: string, ...shape: number[]): ColumnSchema => ({ name, type: 'array', shape })
const text = (name: string): ColumnSchema => ({ name, type: 'text' })
const time = (name: string): ColumnSchema => ({ name, type: 'time' })

const CASES: readonly [string, readonly ColumnSchema[], kinds: string][] = [
  ['two classes', [number('a'), classes('b', 'x', 'y', 'z'), classes('y', 'no', 'yes')], 'input dense dense output'],
  ['a number, with text and date', [number('a'), text('t'), time('d'), number('y')], 'input dense dense output'],
  ['one class', [number('a'), classes('y', 'only')], 'input dense dense output'],
  [
    'small pictures',
    [picture('p', 3), classes('y', 'a', 'b')],
    'input conv2d maxPooling2d flatten dropout dense output',
  ],
  ['a single pixel', [picture('p', 1), classes('y', 'a', 'b', 'c')], 'input conv2d flatten dropout dense output'],
  [
    'images and a number',
    [picture('p', 64, 3), number('n'), classes('y', 'a', 'b', 'c')],
    'input conv2d maxPooling2d conv2d maxPooling2d conv2d maxPooling2d flatten dropout dense output',
  ],
  ['masks', [picture('p', 32, 3), picture('y', 32, 1, true)], 'input conv2d conv2d conv2d output'],
  ['an image target with numbers', [number('a'), picture('y', 8)], 'input conv2d conv2d conv2d output'],
  ['texts', [text('t'), classes('y', 'ham', 'spam')], 'input embedding globalAveragePooling1d dense dense output'],
  ['two texts', [text('t'), text('u'), number('y')], 'input embedding globalAveragePooling1d dense dense output'],
  ['times', [time('d'), number('y')], 'input dense dense output'],
  [
    'only text and date',
    [time('d'), text('t'), number('y')],
    'input embedding globalAveragePooling1d dense dense output',
  ],
  [
    'series',
    [array('s', 40, 2), classes('y', 'a', 'b')],
    'input conv1d maxPooling1d conv1d globalMaxPooling1d dense output',
  ],
  ['short series', [array('s', 2, 2), number('y')], 'input flatten dense dense output'],
  ['vectors', [array('s', 9), array('r', 4), number('y')], 'input dense dense output'],
  ['volumes', [array('s', 4, 4, 4, 2), number('y')], 'input flatten dense dense output'],
  [
    'series of different lengths',
    [array('s', 9, 1), array('r', 4, 1), number('y')],
    'input conv1d maxPooling1d conv1d globalMaxPooling1d dense output',
  ],
]

test.each(CASES)('%s', (title, columns, kinds) => {
  const schema: DatasetSchema = {
    ...{ id: 'own', title, kind: 'table', columns, rows: 100, testRows: 0, target: 'y' },
    ignore: [],
  }
  const drawn = drawnFor(customDataset(schema))
  expect(drawn.errors).toEqual([])
  expect(drawn.kinds.join(' ')).toBe(kinds)
  expect(drawn.name).toBe(title)
})

test('first names, which are single words, are read by character', () => {
  const { kinds, plan } = drawnFor(firstNames)
  expect(plan.prepare?.name?.map(({ kind }) => kind)).toEqual(['characters'])
  expect(kinds.join(' ')).toBe('input embedding gru dense output')
})

test('a few collected images are trained for many epochs of small batches, a large dataset for few epochs', () => {
  const steps = (rows: number) => {
    const columns = [picture('p', 28), classes('y', 'a', 'b')]
    const schema = {
      id: 'own',
      title: 'own',
      kind: 'images',
      columns,
      rows,
      testRows: 0,
      target: 'y',
      ignore: [],
    } as const
    const { plan } = fittingContent(customDataset(schema), { dataset: 'own' })
    return plan.epochs * Math.ceil((rows * plan.split.train) / plan.batchSize)
  }
  expect(steps(42)).toBeGreaterThanOrEqual(100)
  expect(steps(200)).toBeGreaterThanOrEqual(400)
  expect(steps(2000)).toBeLessThan(400)
})
