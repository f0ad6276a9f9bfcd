import { expect, test } from 'vitest'
import type { Dataset } from '../../data/dataset'
import type { Pipeline } from '../../data/pipeline'
import { type Requests, SOURCES } from '../../ops/log-entry'
import { HOUR, type ScenarioEvent } from '../../ops/scenario/scenario'
import { simulatedRows } from '../../ops/simulated-rows'
import { initialWeights } from '../../training/initial-weights'
import { chain, dense } from '../../training/testing/small-networks'
import '../../training/testing/node-wasm'
import { openLogWriter } from '../log-writer'
import { openService } from '../open-service'
import { toPredictProgram } from '../predict-program'
import { drawn, MODEL_CONFIG, sizesOf } from '../testing/fixture'
import { openPlayer } from './player'

const NET = chain([1], [dense(2, 'softmax')])
const PIPELINE: Pipeline = {
  inputs: [
    {
      label: 'Visit',
      kind: 'columns',
      shape: [1],
      columns: [{ column: 'basket', from: { type: 'number', shape: [] }, steps: [] }],
    },
  ],
  outputs: [{ label: 'Buys', kind: 'classes', column: 'buys', labels: ['no', 'yes'] }],
}
const BEGIN = Date.UTC(2025, 0, 6)
const HELD = 60
const SOME = simulatedRows({ set: 'shop-visits', seed: 1, fromMs: BEGIN, count: HELD, drift: {} }) ?? []
const DATA: Dataset = {
  schema: {
    id: 'shop-visits',
    title: 'Shop visits',
    kind: 'series',
    columns: [
      { name: 'time', type: 'time' },
      { name: 'basket', type: 'number' },
      { name: 'buys', type: 'category', values: ['no', 'yes'] },
    ],
    rows: HELD,
    testRows: 0,
    target: 'buys',
    ignore: [],
  },
  columns: [
    { type: 'time', values: Float64Array.from(SOME, ({ values }) => Number(values.time)) },
    { type: 'number', values: Float32Array.from(SOME, ({ values }) => Number(values.basket)) },
    { type: 'category', codes: Int16Array.from(SOME, ({ label }) => (label === 'yes' ? 1 : 0)) },
  ],
}

interface PlayOptions {
  readonly stepMs?: number
  readonly perMinute?: number
  /** Hours after which another player replaces the first, as after an edit of the scenario. */
  readonly replaceAt?: number
}

async function play(
  events: readonly Omit<ScenarioEvent, 'id' | 'startMs' | 'lengthMs'>[],
  { stepMs = HOUR, perMinute = 4, replaceAt }: PlayOptions = {},
) {
  const all = Uint32Array.from({ length: HELD }, (_, row) => row)
  const rows = { dataset: DATA, train: all, heldOut: all, slices: [] }
  const service = await openService({
    spec: drawn([
      ['source', 'Source', { from: 'world' }, []],
      ['model', 'Model', { ...MODEL_CONFIG, model: 'visits', alias: 'champion' }, ['source']],
      ['log', 'Log', { inputs: 100 }, ['model']],
    ]),
    models: [
      {
        ref: { model: 'visits', version: 1 },
        model: NET,
        pipeline: PIPELINE,
        weights: initialWeights(NET, toPredictProgram(NET, 1).specs, 1),
      },
    ],
    aliases: { visits: { champion: 1 } },
    rows,
    seed: 3,
    timing: { stages: [0, 0, 0], models: { 'visits@1': { one: [1], more: 0 } } },
  })
  const durationMs = 6 * HOUR
  const logWriter = openLogWriter(sizesOf(service))
  const scenario = {
    seed: 9,
    durationMs,
    events: [{ kind: 'rate', perMinute }, ...events].map(
      (event, i) => ({ ...event, id: `n${i}`, startMs: 0, lengthMs: durationMs }) as ScenarioEvent,
    ),
  }
  let player = openPlayer({ service, logWriter, rows, scenario, world: simulatedRows })
  if (replaceAt !== undefined) {
    while (!(await player.step(replaceAt * HOUR, 1e9))) {}
    player = openPlayer({ service, logWriter, rows, scenario, world: simulatedRows })
  }
  for (let until = stepMs; until < durationMs + stepMs; until += stepMs) while (!(await player.step(until, 1e9))) {}
  const requests = logWriter.take().filter((entry): entry is Requests => entry.kind === 'requests')
  service.close()
  const column = (name: 'source' | 'row' | 'slice' | 'truth' | 'status') => requests.flatMap((one) => [...one[name]])
  return { column, book: service.book(), outputs: requests.flatMap((one) => [...one.outputs]) }
}

test('requests come from the simulation, each once, with slices and ground truth, the same for any batch size', async () => {
  const once = await play([])
  expect(new Set(once.column('source'))).toEqual(new Set([SOURCES.indexOf('world')]))
  expect(new Set(once.column('status'))).toEqual(new Set([0]))
  const rows = once.column('row')
  expect(new Set(rows).size).toBe(rows.length)
  expect(once.book.slices).toEqual(expect.arrayContaining(['all', 'phone']))
  expect(once.column('truth').some((groundTruth) => groundTruth === 1)).toBe(true)
  expect(new Set(once.outputs).size).toBeGreaterThan(rows.length / 2)
  expect((await play([], { stepMs: 12_345_678 })).outputs).toEqual(once.outputs)
})

test('a mix event selects a slice of the simulation, and its drift has the configured effect', async () => {
  const mixed = await play([{ kind: 'share', slice: 'phone', share: 0.95 }])
  const phone = mixed.book.slices.indexOf('phone')
  const slices = mixed.column('slice')
  expect(slices.filter((slice) => slice === phone).length / slices.length).toBeGreaterThan(0.9)
  const thrifty = await play([{ kind: 'drift', operator: 'world', column: 'thrift' }])
  const typical = await play([])
  const buys = (played: typeof typical) => played.column('truth').reduce((sum, groundTruth) => sum + groundTruth, 0)
  expect(buys(thrifty)).toBeLessThan(0.8 * buys(typical))
  expect(thrifty.book.operators).toEqual(['', 'world of thrift'])
})

test('different simulated rows have different numbers, also beyond 2,048 in an hour and after the player is replaced', async () => {
  const busy = (await play([], { perMinute: 50 })).column('row')
  expect(busy.length).toBeGreaterThan(6 * 2048)
  expect(new Set(busy).size).toBe(busy.length)
  const mixed = (await play([{ kind: 'share', slice: 'phone', share: 0.5 }], { perMinute: 90 })).column('row')
  expect(new Set(mixed).size).toBe(mixed.length)
  const replaced = await play([], { replaceAt: 2.5 })
  expect(new Set(replaced.column('row')).size).toBe(replaced.column('row').length)
  // Different numbers must also mean different visits: a row that is simulated again has the same output.
  const whole = await play([])
  expect(new Set(replaced.outputs).size).toBeGreaterThan(0.97 * new Set(whole.outputs).size)
})
