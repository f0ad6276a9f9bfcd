import { beforeAll, expect, test } from 'vitest'
import { knownDataset } from '../../catalog/datasets'
import type { RunRecord } from '../../storage/records'
import { shownLoss } from './run-curves'
import { hasNewData, isOfThisNetwork, otherDataset, shownRun } from './use-shown-run'
import type { AppState } from '../../studio/state'

beforeAll(() => knownDataset('moons'))

const record = (id: string, startedAt: string, epochs: number) =>
  ({
    id,
    startedAt,
    tag: 'done',
    history: [],
    steps: 60,
    drawingVersion: 3,
    content: { plan: { epochs } },
  }) as unknown as RunRecord
const log = (epoch: number) => ({ epoch, loss: 1, metrics: {} })
const now = { id: 'a', tag: 'training', history: [log(1)], steps: 60, drawingVersion: 4 } as const

test('the current run uses the plan with which it started, not the current plan', () => {
  const shown = shownRun(now, [record('a', '2026-01-01', 6)], 99)
  expect([shown?.epochs, shown?.stepsPerEpoch]).toEqual([6, 10])
})

test('a continued run continues the epoch numbers', () => {
  const half = shownRun({ ...now, history: [log(4), log(5)] }, [record('a', '2026-01-01', 6)], 6)
  expect([half?.epochs, half?.stepsPerEpoch]).toEqual([6, 10])
  const again = shownRun({ ...now, steps: 120, history: [log(7)] }, [record('a', '2026-01-01', 6)], 6)
  expect([again?.epochs, again?.stepsPerEpoch]).toEqual([12, 10])
  const branch = { ...record('a', '2026-01-01', 6), from: { run: 'b', step: 60, epoch: 6 } }
  const early = shownRun({ ...now, steps: 120, history: [] }, [branch], 6)
  expect([early?.epochs, early?.stepsPerEpoch, early?.before]).toEqual([12, 10, 6])
})

test('after a reload the newest stored run is shown', () => {
  expect(shownRun(undefined, [record('old', '2026-01-01', 6), record('new', '2026-02-01', 6)], 6)?.id).toBe('new')
  expect(shownRun(undefined, [], 6)).toBeUndefined()
})

test('a run that was stopped before its first step is untrained, unless it continues another run', () => {
  const stopped = (step: number, from?: object) =>
    shownRun(undefined, [{ ...record('a', '2026-01-01', 6), step, ...(from ? { from } : {}) } as RunRecord], 6)
  expect(stopped(0)?.isUntrained).toBe(true)
  expect(stopped(1)?.isUntrained).toBe(false)
  expect(stopped(0, { run: 'b', step: 60, epoch: 6 })?.isUntrained).toBe(false)
})

test('the epoch that a run started from is compared with its own, if it was for the same task', () => {
  const started = (split: object, atStep = 60) => {
    const from = { run: 'a', step: atStep, epoch: 6 }
    const content = { plan: { epochs: 6, split } }
    const origin = { ...record('a', '2026-01-01', 6), data: 'hash', history: [log(6)], content }
    const own = {
      ...record('b', '2026-02-01', 6),
      data: 'hash',
      from,
      content: { plan: { epochs: 6, split: { kind: 'random' } } },
    }
    return shownRun(undefined, [origin, own] as unknown as RunRecord[], 6)?.start
  }
  expect(started({ kind: 'random' })).toEqual(log(6))
  expect(started({ kind: 'fixed' })).toBeUndefined()
  // The losses of an epoch are not those of weights from within the next one.
  expect(started({ kind: 'random' }, 62)).toBeUndefined()
})

test('the loss of a run is one number everywhere: the mean of its newest epoch, not its last batch', () => {
  const run = (history: readonly ReturnType<typeof log>[]) =>
    ({ tag: 'done', id: 'a', loss: 0.2, history }) as unknown as AppState['run']
  expect(shownLoss({ id: 'a', history: [log(1), { ...log(2), loss: 0.3 }] }, run([]))).toBe(0.3)
  expect(shownLoss({ id: 'a', history: [] }, run([]))).toBe(0.2)
  expect(shownLoss({ id: 'other', history: [] }, run([]))).toBeUndefined()
  expect(shownLoss({ id: 'a', history: [] }, { tag: 'idle' })).toBeUndefined()
})

test('a run is of the network on the canvas if an edit was undone, but not after another edit', () => {
  const node = { id: 'a', kind: 'dense', label: 'Dense', params: { units: 3 }, position: { x: 0, y: 0 } }
  const drawing = { nodes: [node], wires: [] }
  const columns = ['x', 'y', 'z'].map((name) => ({ name, type: 'number' }))
  const data = { dataset: 'mine', schema: { columns, ignore: [], target: 'z' } }
  const plan = { split: { kind: 'random' } }
  const state = (nodes: readonly object[], trainedWith = {}) =>
    ({
      project: { drawingVersion: 9, drawing: { nodes, wires: [] }, data, plan },
      runs: [{ id: 'a', content: { networks: [{ drawing }], data, plan: { ...plan, ...trainedWith } } }],
    }) as unknown as AppState
  const run = { id: 'a', drawingVersion: 7 }
  expect(isOfThisNetwork(run, state([{ ...node, label: 'Last', position: { x: 9, y: 9 } }]))).toBe(true)
  expect(isOfThisNetwork(run, state([{ ...node, params: { units: 4 } }]))).toBe(false)
  // A column of weights is not an input, so the weights do not fit once it is one.
  expect(isOfThisNetwork(run, state([node]))).toBe(true)
  expect(isOfThisNetwork({ ...run, drawingVersion: 9 }, state([node], { balance: { weights: 'x' } }))).toBe(false)
  // Classes are of the network too, though the columns stay the same.
  const sorted = state([node])
  const classes = (values: readonly string[]) => ({
    ...data,
    schema: { ...data.schema, target: 'kind', columns: [...columns, { name: 'kind', type: 'category', values }] },
  })
  const withClasses = (now: readonly string[]) =>
    ({
      project: { ...sorted.project, data: classes(now) },
      runs: [{ id: 'a', content: { ...sorted.runs[0]?.content, data: classes(['circle', 'line']) } }],
    }) as unknown as AppState
  expect(isOfThisNetwork(run, withClasses(['circle', 'line']))).toBe(true)
  expect(isOfThisNetwork(run, withClasses(['circle', 'cross']))).toBe(false)
  expect(isOfThisNetwork({ id: 'deleted', drawingVersion: 9 }, state([]))).toBe(true)
  expect(isOfThisNetwork({ id: 'deleted', drawingVersion: 7 }, state([node]))).toBe(false)
})

type Seen = Parameters<typeof otherDataset>[0]
const seen = (inUse: string, runs: readonly [id: string, dataset: string][], now?: string) =>
  ({
    run: now === undefined ? { tag: 'idle' } : { tag: 'training', id: now },
    runs: runs.map(([id, dataset], i) => ({ id, startedAt: `2024-01-0${i + 1}`, content: { data: { dataset } } })),
    project: { data: { dataset: inUse } },
    sets: { sets: [] },
  }) as unknown as Seen & AppState

test.each([
  [
    'the newest run',
    seen('mine', [
      ['a', 'mine'],
      ['b', 'mnist-starter'],
    ]),
    'MNIST digits, starter',
  ],
  [
    'the current run',
    seen(
      'mine',
      [
        ['a', 'mine'],
        ['b', 'mnist-starter'],
      ],
      'a',
    ),
    undefined,
  ],
  ['a dataset that is not on this device', seen('mine', [['a', 'gone']]), 'gone'],
  ['none', seen('mine', []), undefined],
])('%s', (_, state, title) => expect(otherDataset(state)).toBe(title))

test('a copy of a built-in dataset is another dataset while it is edited', () => {
  const state = (steps: readonly object[], seed?: number) => ({
    ...seen('copy', [['a', 'moons']]),
    project: { data: { dataset: 'copy', version: 'v1' } },
    sets: { sets: [{ id: 'copy', base: { kind: 'shipped', dataset: 'moons', seed }, steps }] },
  })
  const other = (...args: Parameters<typeof state>) => otherDataset(state(...args) as unknown as Seen)
  expect(other([{ kind: 'drop' }])).toBeDefined()
  expect(other([])).toBeUndefined()
  expect(other([], 8)).toBeDefined()
})

test('a run is of earlier data if the version or the number of examples differs, not if only slices do', () => {
  const state = (trained: object, now: object) =>
    ({
      run: { tag: 'idle' },
      runs: [{ id: 'a', startedAt: '2024-01-01', content: { data: { dataset: 'mine', version: 'v1', ...trained } } }],
      project: { data: { dataset: 'mine', version: 'v1', ...now } },
      sets: { sets: [] },
    }) as unknown as Parameters<typeof hasNewData>[0]
  expect(hasNewData(state({}, { slices: [] }))).toBe(false)
  expect(hasNewData(state({}, { version: 'v2' }))).toBe(true)
  expect(hasNewData(state({ samples: 50 }, { samples: 20 }))).toBe(true)
  // Another dataset has a message of its own.
  expect(hasNewData(state({}, { dataset: 'other', version: 'v2' }))).toBe(false)
})
