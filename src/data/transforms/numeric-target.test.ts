/**
 * @file Tests numeric targets with user-defined steps: they match NumPy, are inverted wherever values are reported, and
 * are fitted on the training rows only.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import type { PrepareStep } from '../../catalog/training-plan'
import { pipelinePython } from '../../compile/pipeline-python'
import { evaluateHead } from '../../metrics/evaluate-head'
import { noTotals, toLog } from '../../training/loop/run-mark'
import { bind } from '../bind-columns'
import type { Dataset } from '../dataset'
import { decodeOutputs, unitsPerOutput } from '../decode-outputs'
import { encodeTargets } from '../encode-rows'
import { fitPipeline } from '../fit-pipeline'
import type { FittedOutput } from '../pipeline'

const ROWS = 90
const TRAIN = Uint32Array.from({ length: 60 }, (_, i) => i)
const ALL = Uint32Array.from({ length: ROWS }, (_, i) => i)
const schema: DatasetSchema = {
  title: 'Prices',
  rows: ROWS,
  kind: 'table',
  columns: [
    { name: 'size', type: 'number' },
    { name: 'price', type: 'number', unit: '€', wide: true },
  ],
  target: 'price',
  ignore: [],
} as unknown as DatasetSchema

/** Prices with a long tail; some are negative and one is missing. */
function prices(seed: number): Dataset {
  const random = rng(seed, { kind: 'generate' })
  const of = (f: () => number) => Float64Array.from({ length: ROWS }, f)
  const price = of(() => Math.exp(4 + 1.5 * random.normal()) - 20)
  price[7] = Number.NaN
  return {
    schema,
    columns: [
      { type: 'number', values: Float32Array.from(of(() => random.normal())) },
      { type: 'number', values: price },
    ],
  } as Dataset
}

function outputOf(dataset: Dataset, price: readonly PrepareStep[] | undefined) {
  const plan = price ? { prepare: { price } } : {}
  const { binding, problems } = bind(
    schema,
    plan,
    [{ node: 'in', label: 'in', columns: ['size'], shape: [] }],
    [{ node: 'out', label: 'out', target: '' }],
  )
  if (problems[0]) return { problem: problems[0].problem }
  const pipeline = fitPipeline(dataset, binding, TRAIN, new Set(), plan)
  const output = expectDefined(pipeline.outputs[0], 'an output')
  if (output.kind !== 'number') throw new Error('a number is predicted')
  return { pipeline, output }
}

const LISTS: readonly (readonly [name: string, steps: readonly PrepareStep[], numpy: string])[] = [
  ['log', [{ kind: 'log' }], 'np.sign(y) * np.log1p(np.abs(y))'],
  [
    'log, standardize',
    [{ kind: 'log' }, { kind: 'standardize' }],
    '(lambda z: (z - np.nanmean(z[:60])) / np.nanstd(z[:60]))(np.sign(y) * np.log1p(np.abs(y)))',
  ],
  ['standardize', [{ kind: 'standardize' }], '(y - np.nanmean(y[:60])) / np.nanstd(y[:60])'],
  [
    'minMax',
    [{ kind: 'minMax', low: -1, high: 3 }],
    '(y - np.nanmin(y[:60])) / (np.nanmax(y[:60]) - np.nanmin(y[:60])) * 4 - 1',
  ],
  [
    'robust',
    [{ kind: 'robust' }],
    '(y - np.nanmedian(y[:60])) / (np.nanquantile(y[:60], 0.75) - np.nanquantile(y[:60], 0.25))',
  ],
  ['nothing', [], 'y'],
]

test.each(LISTS)('%s: every metric and prediction is in the unit of the column', (_, steps) => {
  const dataset = prices(1)
  const { output, pipeline } = outputOf(dataset, steps)
  if (!output) return expect.unreachable()
  const { values } = dataset.columns[1] as unknown as { values: Float64Array }
  const targets = encodeTargets(output, dataset, ALL)
  expect(targets[7]).toBeNaN()
  // If a prediction is perfect, inverting the steps gives the original value in the column.
  const answers = decodeOutputs(expectDefined(pipeline, 'a pipeline'), [targets], ROWS) as readonly number[]
  const greatest = values.reduce((max, one) => Math.max(max, Math.abs(one) || 0), 0)
  answers.forEach((decoded, i) => {
    if (i !== 7) expect(Math.abs(decoded - (values[i] as number))).toBeLessThan(2e-7 * greatest)
  })
  const off = targets.map((one) => one + 0.1)
  const head = evaluateHead(output, off, targets, ALL)
  if (head.kind !== 'number') return expect.unreachable()
  const restored = decodeOutputs(expectDefined(pipeline, 'a pipeline'), [off], ROWS) as readonly number[]
  const errors = restored.flatMap((one, i) => (i === 7 ? [] : [Math.abs(one - (values[i] as number))]))
  const mae = errors.reduce((sum, one) => sum + one, 0) / errors.length
  expect((head.mae ?? Number.NaN) / mae).toBeCloseTo(1, 4)
  // The loss is measured in the transformed units in which the network is trained.
  expect(head.loss).toBeCloseTo(0.01, 5)
  const unit = unitsPerOutput(output)
  if (unit !== undefined) expect((unit * 0.1) / mae).toBeCloseTo(1, 4)
  const { metrics } = toLog(1, { ...noTotals(1), sums: [3], known: [2] }, [output], undefined)
  expect(Object.keys(metrics)).toEqual(unit === undefined ? [] : ['mae'])
})

test('the steps are fitted on the training rows only', () => {
  const [before, other] = [prices(1), prices(2)]
  const steps = [{ kind: 'log' }, { kind: 'robust' }]
  const changed = { ...before, columns: before.columns.map((column, k) => mixed(column, other.columns[k])) } as Dataset
  expect(outputOf(changed, steps).output).toEqual(outputOf(before, steps).output)
})

function mixed(column: unknown, other: unknown): unknown {
  const [a, b] = [column, other] as { type: string; values: Float64Array }[]
  return { type: 'number', values: a?.values.map((value, i) => (i < TRAIN.length ? value : (b?.values[i] as number))) }
}

test('without steps it is standardized; a window is for inputs', () => {
  expect(outputOf(prices(1), undefined).output).not.toHaveProperty('steps')
  expect(outputOf(prices(1), [{ kind: 'window', length: 3, horizon: 1 }]).output).not.toHaveProperty('steps')
})

test.each<[string, PrepareStep]>([
  ['Clip', { kind: 'clip' }],
  ['Fill in missing', { kind: 'impute' }],
  ['Logarithm', { kind: 'log', form: 'log1p' }],
  ['Min–max', { kind: 'minMax', low: 2, high: 2 }],
])('%s is refused because it cannot be inverted', (_, step) => {
  expect(outputOf(prices(1), [step, { kind: 'standardize' }]).problem?.code).toBe('prepare-number-answer')
})

test.skipIf(lacks('numpy'))('NumPy learns the same numbers, and pipeline.py inverts them', () => {
  const dataset = prices(3)
  const { values } = dataset.columns[1] as unknown as { values: Float64Array }
  for (const [name, steps, numpy] of LISTS) {
    const { output, pipeline } = outputOf(dataset, steps)
    const targets = encodeTargets(output as FittedOutput, dataset, ALL)
    const folder = mkdtempSync(join(tmpdir(), 'netloom-answer-'))
    try {
      writeFileSync(join(folder, 'pipeline.py'), pipelinePython(expectDefined(pipeline, 'a pipeline')))
      writeFileSync(join(folder, 'pipeline.json'), JSON.stringify(pipeline))
      writeFileSync(join(folder, 'y.json'), JSON.stringify(Array.from(values, (y) => (Number.isNaN(y) ? null : y))))
      const code = `
import json
import numpy as np
from pipeline import decode
y = np.array([np.nan if v is None else v for v in json.load(open("y.json"))])
t = ${numpy}
print(json.dumps([np.nan_to_num(t).tolist(), np.nan_to_num(decode(t)["out"]).tolist()]))`
      const [fitted, back]: number[][] = JSON.parse(
        execFileSync(PYTHON, ['-c', code], { cwd: folder, encoding: 'utf8' }),
      )
      values.forEach((y, i) => {
        if (Number.isNaN(y)) return
        expect(Math.abs((targets[i] as number) - (fitted?.[i] as number)), `${name} ${i}`).toBeLessThan(
          1e-6 * Math.max(1, Math.abs(targets[i] as number)),
        )
        expect(Math.abs((back?.[i] as number) - y), `${name} ${i}`).toBeLessThan(1e-9 * Math.max(1, Math.abs(y)))
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
})
