/** @file Weights by group, compared with Python, and as training weights with the loss and the gradients of an engine. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { columnIndex } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'
import { fitGroupWeights, groupCells, groupWeightsFault, readGroupWeights } from './group-weights'
import { hasSampleWeights, sampleWeights } from './sample-weights'

const REFERENCE = `
import json, sys
g, y, rows = json.load(sys.stdin)
known = [i for i in rows if g[i] >= 0 and y[i] >= 0]
P = lambda of: sum(map(of, known)) / len(known)
print(json.dumps([1 if g[i] < 0 or y[i] < 0 else P(lambda j: g[j] == g[i]) * P(lambda j: y[j] == y[i])
                  / P(lambda j: g[j] == g[i] and y[j] == y[i]) for i in rows]))`

/** Rows whose class depends on their group; some have no group or no class. */
function people(rows: number, groups = 3, classes = 3): Dataset {
  const random = rng(11, { kind: 'generate' })
  const own = Int16Array.from({ length: rows }, () => random.below(groups + 1) - 1)
  const codes = own.map((group) => (random.uniform() < 0.1 ? -1 : (group + 1 + random.below(2)) % classes))
  const values = (of: number) => Array.from({ length: of }, (_, i) => `v${i}`)
  const schema = {
    id: 'people',
    title: 'People',
    kind: 'table',
    rows,
    testRows: 0,
    target: 'class',
    ignore: [],
  } as const
  return {
    schema: {
      ...schema,
      columns: [
        { name: 'group', type: 'category', values: values(groups) },
        { name: 'class', type: 'category', values: values(classes) },
        { name: 'counts', type: 'number' },
      ],
    },
    columns: [
      { type: 'category', codes: own },
      { type: 'category', codes },
      { type: 'number', values: Float32Array.from({ length: rows }, (_, row) => (row % 4) / 2) },
    ],
  }
}

const codesOf = ({ schema, columns }: Dataset, name: string) => {
  const column = columns[columnIndex(schema, name)]
  return column?.type === 'category' ? [...column.codes] : []
}
const TRAIN = Uint32Array.from({ length: 300 }, (_, i) => i * 2)

test.skipIf(lacks('json'))('weights are those of Python, from the training rows only', () => {
  const dataset = people(700)
  const weights = fitGroupWeights(dataset, 'group', 'class', TRAIN)
  const input = JSON.stringify([codesOf(dataset, 'group'), codesOf(dataset, 'class'), [...TRAIN]])
  const { stdout } = spawnSync(PYTHON, ['-c', REFERENCE], { input, encoding: 'utf8' })
  const wanted: readonly number[] = JSON.parse(stdout)
  expect(new Set(wanted).size).toBeGreaterThan(5)
  readGroupWeights(dataset, weights, TRAIN).forEach((weight, i) => {
    expect(weight).toBeCloseTo(wanted[i] as number, 6)
  })
})

test('in the weighted rows, each class is equally common in every group, and the weights keep their sum', () => {
  const dataset = people(700, 2, 2)
  const cells = groupCells(dataset, fitGroupWeights(dataset, 'group', 'class', TRAIN), TRAIN)
  const sum = (of: typeof cells) => of.reduce((all, { n, weight }) => all + n * weight, 0)
  const shares = ['v0', 'v1'].map((group) => {
    const own = cells.filter((one) => one.group === group)
    return sum(own.filter(({ label }) => label === 'v1')) / sum(own)
  })
  expect(shares[0]).toBeCloseTo(shares[1] as number, 12)
  expect(sum(cells)).toBeCloseTo(
    cells.reduce((all, { n }) => all + n, 0),
    9,
  )
})

test('a row counts by its group, its column of weights, and not at all if it is left out', () => {
  const dataset = people(700)
  const groupWeights = fitGroupWeights(dataset, 'group', 'class', TRAIN)
  const byGroup = readGroupWeights(dataset, groupWeights, TRAIN)
  const all = sampleWeights({ groupWeights, rowWeights: 'counts', leftOut: TRAIN.slice(0, 3) }, dataset, TRAIN)
  expect(hasSampleWeights({ groupWeights })).toBe(true)
  all.forEach((count, i) => {
    expect(count).toBeCloseTo(i < 3 ? 0 : (byGroup[i] as number) * (((TRAIN[i] as number) % 4) / 2), 6)
  })
})

test('finds groups that no weights can balance', () => {
  const { schema, columns } = people(100, 2, 2)
  const withCodes = (group: number[], label: number[]): Dataset => ({
    schema: { ...schema, rows: group.length },
    columns: [
      { type: 'category', codes: Int16Array.from(group) },
      { type: 'category', codes: Int16Array.from(label) },
      columns[2] as Dataset['columns'][number],
    ],
  })
  const fault = (group: number[], label: number[], rows = group.map((_, i) => i)) =>
    groupWeightsFault(withCodes(group, label), 'group', 'class', Uint32Array.from(rows))
  expect(fault([0, 0, 1, 1], [0, 1, 0, 1])).toBeUndefined()
  expect(fault([0, 0, 0], [0, 1, 0])).toEqual({ groups: ['v0'] })
  expect(fault([-1, -1], [0, 1])).toEqual({ groups: [] })
  expect(fault([0, 0, 1, 1], [0, 1, 0, 0])).toEqual({ group: 'v1', label: 'v1' })
  // A class without any row is no fault; a group without rows in the training set does not count.
  expect(fault([0, 0, 1, 1], [0, 1, 0, 1], [0, 1])).toEqual({ groups: ['v0'] })
  expect(fault([0, 0, 1, 1], [1, 1, 1, 1])).toBeUndefined()
})
