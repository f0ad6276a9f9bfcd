import { expect, test } from 'vitest'
import type { ModelRow, RunRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { AppState } from '../state'
import {
  drillRunId,
  drillTemplateId,
  hasTrainedNetwork,
  isTraining,
  modelAndLargerOne,
  newestModel,
  projectModel,
} from './project-model'

const row = (name: string, day: number, more: Partial<ModelRow> = {}): ModelRow => ({
  ...{ name, version: 1, createdAt: `2026-11-0${day}T00:00:00Z`, metrics: null },
  ...more,
})
const run = (id: string, project: string) => ({ id, project }) as RunRecord
const project = { id: 'mine' } as AppState['project']
const runs = [run('a', 'mine'), run('b', 'mine'), run('c', 'a drill')]

test('the first service uses the newest version of this project, not a newer one made by a drill', () => {
  const models = [
    row('old', 1, { run: 'a' }),
    row('new', 2, { run: 'b' }),
    row('gate reader', 3, { run: drillRunId('gate reader') }),
  ]
  expect(projectModel({ models, runs, project })?.name).toBe('new')
  expect(newestModel({ models, project })?.name).toBe('new')
  expect(newestModel({ models: models.slice(2), project })).toBeUndefined()
  const drill = { ...project, template: drillTemplateId('dimming-camera') }
  expect(newestModel({ models, project: drill })?.name).toBe('gate reader')
})

test('imported versions and practice models do not belong to any project', () => {
  const practice = { bad: 'slow' } as unknown as NonNullable<ModelRow['practice']>
  const models = [row('brought', 1), row('bad', 2, { run: 'a', practice })]
  expect(projectModel({ models, runs, project })).toBeUndefined()
  expect(newestModel({ models: [], project })).toBeUndefined()
})

test('a network in training is not a model yet, and becomes one when it is paused', () => {
  const of = (tag: AppState['run']['tag']) => {
    const state = { run: { tag } as AppState['run'], runs: [], inUse: null }
    return [isTraining(state), hasTrainedNetwork(state)]
  }
  expect([of('idle'), of('preparing'), of('training')]).toEqual([
    [false, false],
    [true, false],
    [true, false],
  ])
  expect([of('paused'), of('done'), of('failed')]).toEqual([
    [false, true],
    [false, true],
    [false, false],
  ])
})

test('after a reload, the network of a stored run is trained, if the run kept weights', () => {
  const of = (...stored: Partial<AppState['runs'][number]>[]) =>
    hasTrainedNetwork({
      run: { tag: 'idle' },
      runs: stored.map((one, i) => ({ id: `${i}`, startedAt: `${i}`, ...one }) as AppState['runs'][number]),
      inUse: null,
    })
  const [epoch] = [{ epoch: 1 }] as unknown as AppState['runs'][number]['history']
  expect(of({ tag: 'done', history: [] })).toBe(true)
  expect(of({ tag: 'interrupted', history: epoch ? [epoch] : [] })).toBe(true)
  expect(of({ tag: 'interrupted', history: [] })).toBe(false)
  expect(of({ tag: 'failed', history: [] })).toBe(false)
})

test('a router uses two models of different sizes with the same outputs, the smaller one first', async () => {
  const sizes: Readonly<Record<string, number>> = { mine: 20, tiny: 5, large: 90, drilled: 900, flowers: 500 }
  const models = [
    ...['mine', 'tiny', 'large', 'flowers'].map((name, i) => row(name, i + 1)),
    row('drilled', 5, { run: drillRunId('drilled') }),
  ]
  const record = (name: string) => ({
    ...{ name, weights: { data: { length: sizes[name] } }, content: { data: { dataset: 'moons' } } },
    pipeline: { outputs: [{ labels: name === 'flowers' ? ['a', 'b', 'c'] : ['a', 'b'] }] },
  })
  const pairOf = (name: string, rows: readonly ModelRow[]) =>
    modelAndLargerOne(
      {
        store: { getState: () => ({ models: rows, project }) },
        storage: { models: { get: async (of: string) => record(of) } },
      } as unknown as AppContext,
      name,
    )
  expect(await pairOf('mine', models)).toEqual(['mine', 'large'])
  expect(await pairOf('mine', models.slice(0, 2))).toEqual(['tiny', 'mine'])
  expect(await pairOf('flowers', models)).toEqual(['flowers'])
})
