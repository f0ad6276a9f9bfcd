/** @file The split of an edited dataset: rows stay in their part when rows are excluded, corrected or added. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SplitPick } from '../catalog/training-plan'
import type { Dataset } from './dataset'
import type { DataStep } from './dataset-edit'
import { applySteps } from './edit-steps/index'
import { packChunk } from './packed-chunk'
import { makeSplit } from './split'

const ROWS = 60
const PICK: SplitPick = { kind: 'random', train: 0.6, validation: 0.2, test: 0.2 }

/** Creates rows with unique ids that count up from `from`. */
function people(from: number, rows: number): Dataset {
  return {
    schema: {
      id: 'people',
      title: 'People',
      kind: 'table',
      columns: [
        { name: 'id', type: 'number' },
        { name: 'class', type: 'category', values: ['a', 'b', 'c'] },
      ],
      rows,
      testRows: 0,
      target: 'class',
      ignore: [],
    },
    columns: [
      { type: 'number', values: Float32Array.from({ length: rows }, (_, row) => from + row) },
      { type: 'category', codes: Int16Array.from({ length: rows }, (_, row) => (row * 7) % 3) },
    ],
  }
}

/** Maps each id to its part of the split. */
function partsOf(dataset: Dataset): Map<number, string> {
  const ids = dataset.columns[0]?.type === 'number' ? dataset.columns[0].values : []
  const split = makeSplit(dataset, PICK, 5, 'class')
  return new Map(
    (['train', 'validation', 'test'] as const).flatMap((name) =>
      Array.from(split[name], (row) => [ids[row] as number, name] as const),
    ),
  )
}

function after(base: Dataset, steps: readonly DataStep[], added = new Map<string, Uint8Array<ArrayBuffer>>()): Dataset {
  const applied = applySteps(base, steps, added)
  if (!applied.ok) throw new Error(applied.error.code)
  return applied.value
}

const step = (rows: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: rows - 1 }).map((row): DataStep => ({ kind: 'exclude', rows: [[row, row]] })),
    fc
      .tuple(fc.integer({ min: 0, max: rows - 1 }), fc.constantFrom('a', 'b', 'c'))
      .map(([row, value]): DataStep => ({ kind: 'set', column: 'class', rows: [[row, row]], value })),
  )

test('no row changes its part when others are excluded or corrected', () => {
  const base = people(0, ROWS)
  const before = partsOf(base)
  fc.assert(
    fc.property(fc.array(step(ROWS - 8), { minLength: 1, maxLength: 8 }), (steps) => {
      const now = partsOf(after(base, steps))
      for (const [id, part] of now) expect(part).toBe(before.get(id))
      const left = steps.filter(({ kind }) => kind === 'exclude').length
      expect(now.size).toBe(ROWS - left)
    }),
  )
})

test('added rows are split among themselves, and earlier ones stay', () => {
  const base = people(0, ROWS)
  const before = partsOf(base)
  const more = people(1000, 20)
  const chunks = [{ sha256: 'x', rows: 20, bytes: 1 }]
  const steps = [
    { kind: 'exclude', rows: [[3, 4]] },
    { kind: 'append', chunks, columns: more.schema.columns },
    { kind: 'exclude', rows: [[0, 0]] },
  ]
  const now = partsOf(after(base, steps, new Map([['x', packChunk(more)]])))
  expect(now.size).toBe(ROWS - 3 + 20)
  for (const [id, part] of now) if (id < 1000) expect(part).toBe(before.get(id))
  const added = [...now].filter(([id]) => id >= 1000).map(([, part]) => part)
  expect(['train', 'validation', 'test'].map((part) => added.filter((one) => one === part).length)).toEqual([12, 4, 4])
})

test('after a change of the target the rows are split again', () => {
  const base = people(0, ROWS)
  const renamed = after(base, [{ kind: 'rename', column: 'class', to: 'kind' }])
  const split = makeSplit(renamed, PICK, 5, 'kind')
  expect(split.train.length + split.validation.length + split.test.length).toBe(ROWS)
})

test('rows that are left out of training stay left out when others move, and stay in the other sets', () => {
  const base = people(0, ROWS)
  const before = partsOf(base)
  const ids = [...before.keys()].sort((a, b) => a - b)
  const chosen = ids.filter((id) => id % 5 === 0)
  const leaveOut = (rows: readonly number[], back?: true): DataStep => ({
    ...{ kind: 'leaveOut', rows: rows.map((row) => [row, row]) },
    ...(back ? { back } : {}),
  })
  const more = people(1000, 20)
  const append = { kind: 'append', chunks: [{ sha256: 'x', rows: 20, bytes: 1 }], columns: more.schema.columns }
  const added = new Map([['x', packChunk(more)]])
  // The rows before and after those that are left out move; row 10 then has index 8.
  const moved = [leaveOut(chosen), { kind: 'exclude', rows: [[1, 2]] }, append]
  const splitAfter = (steps: readonly DataStep[]) => {
    const dataset = after(base, steps, added)
    const split = makeSplit(dataset, PICK, 5, 'class')
    const values = dataset.columns[0]?.type === 'number' ? dataset.columns[0].values : []
    const idsOf = (rows: Uint32Array | undefined) => [...(rows ?? [])].map((row) => values[row] as number)
    return {
      train: idsOf(split.train),
      validation: idsOf(split.validation),
      test: idsOf(split.test),
      out: idsOf(split.leftOut),
    }
  }
  const { train, validation, test: tested, out } = splitAfter(moved)
  expect(out).toEqual(chosen.filter((id) => before.get(id) === 'train'))
  expect(out.length).toBeGreaterThan(3)
  expect(train.filter((id) => chosen.includes(id))).toEqual([])
  for (const [part, own] of [
    ['validation', validation],
    ['test', tested],
  ] as const)
    expect(own.filter((id) => id < 1000)).toEqual(ids.filter((id) => before.get(id) === part && id !== 1 && id !== 2))
  // Row 8 has number 10 now, which is trained on again; without the last edit, all is as before.
  const back = splitAfter([...moved, leaveOut([8], true)])
  expect(out.filter((id) => !back.out.includes(id))).toEqual(before.get(10) === 'train' ? [10] : [])
  expect(splitAfter([]).out).toEqual([])
  // A cap on the training rows counts only rows that are trained on.
  const capped = makeSplit(after(base, [leaveOut(chosen)]), PICK, 5, 'class', { samples: 20, seed: 1 })
  expect(capped.train).toHaveLength(20)
  expect([...capped.train].filter((row) => chosen.includes(row))).toEqual([])
})
