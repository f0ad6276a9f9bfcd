/** @file Tests that pipelines saved before columns had steps give the same numbers after an upgrade. */
import { expect, test } from 'vitest'
import { encodeRaw } from './encode-raw'
import { type OldPipeline, upgradePipeline } from './upgrade-pipeline'
import { fittedProblem } from './transforms/step-chain'

const old: OldPipeline = {
  inputs: [
    {
      label: 'Bird',
      kind: 'columns',
      shape: [3],
      columns: [
        { column: 'mass', op: 'standardize', mean: 10, deviation: 4, fill: 12 },
        { column: 'sex', op: 'oneHot', values: ['FEMALE', 'MALE'] },
      ],
    },
    { label: 'Point', kind: 'columns', shape: [1], columns: [{ column: 'x', op: 'identity', fill: 7 }] },
    { label: 'Photo', kind: 'image', column: 'photo', shape: [1, 1, 1], scale: 1 / 255 },
  ],
  outputs: [],
}

test('each operation becomes the steps that give equal numbers, also for missing ones', () => {
  const now = upgradePipeline(old)
  expect(upgradePipeline(now)).toBe(now)
  for (const input of now.inputs)
    for (const column of input.kind === 'columns' ? input.columns : []) expect(fittedProblem(column)).toBeUndefined()
  const raw = {
    Bird: [
      { mass: 14, sex: 'MALE' },
      { mass: null, sex: null },
    ],
    Point: [[0.1], { x: null }],
    Photo: [[[255]], [[0]]],
  }
  const encoded = encodeRaw(now, raw)
  expect(encoded.ok && encoded.value.inputs).toEqual([
    Float32Array.of(1, 0, 1, 0.5, 0, 0),
    Float32Array.of(0.1, 7),
    Float32Array.of(1, 0),
  ])
})
