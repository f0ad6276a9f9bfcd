/** @file The threshold of a row's group: of values and ranges, of rows and raw samples, and in JavaScript and Python. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { pipelinePython } from '../compile/pipeline-python'
import { decisionCode } from '../storage/model-artifact/decision-code'
import type { Dataset } from './dataset'
import { groupColumns, groupNames, outputForRow, thresholdsOfRows, thresholdsOfSamples } from './group-thresholds'
import { type Decision, decidedClass, type GroupThresholds } from './output-decision'
import type { FittedOutput } from './pipeline'

const texts: GroupThresholds = { column: 'g', strategy: 'own', values: ['a', 'b'], thresholds: [0.3, 2] }
const numbers: GroupThresholds = { column: 'g', strategy: 'own', values: [0.1, 7], thresholds: [0.2, 0.8] }
const ranges: GroupThresholds = { column: 'g', strategy: 'own', cuts: [0.1, 40], thresholds: [0.2, 0.5, 0.9] }

const output = (groups: GroupThresholds): Extract<FittedOutput, { kind: 'classes' }> => ({
  ...{ kind: 'classes', label: 'o', column: 'o', labels: ['no', 'yes'] },
  decision: { positive: 1, threshold: 0.6, groups },
})

/** Values of the column, and the threshold that each has by hand. */
const cases: readonly (readonly [GroupThresholds, readonly (readonly [unknown, number])[]])[] = [
  [
    texts,
    [
      ['a', 0.3],
      ['b', 2],
      ['c', 0.6],
      [null, 0.6],
      [undefined, 0.6],
    ],
  ],
  [
    numbers,
    [
      [0.1, 0.2],
      [Math.fround(0.1), 0.2],
      [7, 0.8],
      [8, 0.6],
      [Number.NaN, 0.6],
    ],
  ],
  [
    ranges,
    [
      [-5, 0.2],
      [0.1, 0.5],
      [39.9, 0.5],
      [40, 0.9],
      [1e9, 0.9],
      [Number.NaN, 0.6],
      ['a', 0.6],
    ],
  ],
]

test.each(cases)('a row has the threshold of its group, and else the shared one: %o', (groups, of) => {
  const samples = of.map(([g]) => (g === undefined ? {} : { g }))
  expect([...(thresholdsOfSamples(output(groups), samples, of.length) ?? [])]).toEqual(of.map(([, wanted]) => wanted))
  expect(thresholdsOfSamples(output(groups), { in: samples, other: of.map(() => [1]) }, of.length)).toEqual(
    thresholdsOfSamples(output(groups), samples, of.length),
  )
})

test('the rows of a dataset have those of their column, and one row has a plain decision', () => {
  const dataset = (column: Dataset['columns'][number], values?: readonly string[]): Dataset => ({
    schema: {
      ...{ id: 'd', title: 'd', kind: 'table', rows: 3, testRows: 0, target: 'o', ignore: [] },
      columns: [values ? { name: 'g', type: 'category', values } : { name: 'g', type: 'number' }],
    },
    columns: [column],
  })
  const people = dataset({ type: 'category', codes: Int16Array.of(1, 0, -1) }, ['a', 'b'])
  expect([...(thresholdsOfRows(output(texts), people, Uint32Array.of(0, 1, 2)) ?? [])]).toEqual([2, 0.3, 0.6])
  const ages = dataset({ type: 'number', values: Float32Array.of(39, 40, Number.NaN) })
  expect([...(thresholdsOfRows(output(ranges), ages, Uint32Array.of(2, 1, 0)) ?? [])]).toEqual([0.6, 0.9, 0.5])
  expect(outputForRow(output(ranges), ages, 1)).toMatchObject({ decision: { positive: 1, threshold: 0.9 } })
  expect(outputForRow(output(ranges), ages, 1)).not.toHaveProperty('decision.groups')
  const { decision: _, ...plain } = output(texts)
  expect(thresholdsOfRows(plain, people, Uint32Array.of(0))).toBeUndefined()
  expect(groupColumns({ outputs: [output(texts), output(ranges), plain] })).toEqual([
    { name: 'g', form: { type: 'category', values: ['a', 'b'], shape: [] } },
    { name: 'g', form: { type: 'number', shape: [] } },
  ])
  expect([groupNames(texts), groupNames(ranges)]).toEqual([
    ['a', 'b'],
    ['< 0.100', '0.100 – 40.0', '≥ 40.0'],
  ])
})

test('the JavaScript of a README and the Python of an artifact decide the same', async () => {
  const { decide } = (await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`export ${decisionCode}`)}`
  )) as { decide(y: readonly number[], of: object, group: unknown): { label: string } }
  const all = cases.flatMap(([groups, of]) =>
    of.flatMap(([value, threshold]) =>
      [0.1, 0.25, 0.55, 0.7, 0.95].map((p) => ({ decision: output(groups).decision as Decision, value, threshold, p })),
    ),
  )
  for (const { decision, value, threshold, p } of all)
    expect(decide([1 - p, p], output(decision.groups as GroupThresholds), value).label).toBe(
      ['no', 'yes'][decidedClass([1 - p, p], decision, threshold)],
    )
  if (lacks('numpy')) return
  const folder = mkdtempSync(join(tmpdir(), 'netloom-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const pipeline = { inputs: [], outputs: [output(texts)] }
  writeFileSync(join(folder, 'pipeline.json'), JSON.stringify(pipeline))
  writeFileSync(join(folder, 'pipeline.py'), pipelinePython(pipeline))
  const code = `
import json, sys
import numpy as np
from pipeline import decided, decode
cases = json.load(sys.stdin)
found = [int(decided(np.array([[1 - c["p"], c["p"]]]), c["decision"], [c["sample"]])[0]) for c in cases]
print(json.dumps([found, decode(np.array([[0.5, 0.5]] * 2), [{"g": "a"}, {"g": "b"}]), decode(np.array([[0.3, 0.7]]))]))`
  const input = JSON.stringify(
    all.map(({ value, ...one }) => ({ ...one, sample: value === undefined ? {} : { g: value } })),
  )
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', code], { input, cwd: folder })
  expect(String(stderr)).toBe('')
  expect(JSON.parse(String(stdout))).toEqual([
    all.map(({ decision, threshold, p }) => decidedClass([1 - p, p], decision, threshold)),
    { o: ['yes', 'no'] },
    { o: ['yes'] },
  ])
})
