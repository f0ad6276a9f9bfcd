/** A service is drawn by console commands, stage by stage, and then answers requests. */
import { expect, test } from 'vitest'
import type { Answered } from '../../protocol/serving-messages'
import { closeMoons, openMoons } from '../testing/served-moons.test-help'

const service = 'drawn'

test('a service drawn from nothing by commands serves requests, and can be edited and undone while it serves', async () => {
  const netloom = await openMoons()
  await netloom.run('room.open', { room: 'operate', tab: 'live' })
  await netloom.run('service.new', { name: service, model: 'moons', like: 'empty' })
  expect(netloom.app().operate.tab).toBe('diagram')
  const add = (kind: string, params?: object) => netloom.run<string>('graph.add', { service, kind, params })
  const connect = (...nodes: readonly string[]) =>
    nodes.slice(1).reduce<Promise<unknown>>(async (before, to, i) => {
      await before
      return netloom.run('graph.connect', { service, from: nodes[i], to })
    }, Promise.resolve())
  const problems = () => netloom.studio.store.getState().operate.board?.store.getState().report.diagnostics ?? []

  expect(problems().length).toBeGreaterThan(0)
  await expect(netloom.run('service.start')).rejects.toThrow()
  const [source, validate, features] = [await add('source'), await add('validate'), await add('features')]
  const split = await add('split', { champion: 100, challenger: 0 })
  const champion = await add('model', { model: 'moons' })
  const challenger = await add('model', { model: 'moons', alias: 'challenger' })
  const [abstain, log] = [await add('abstain', { below: 0.5 }), await add('log')]
  await connect(source, validate, features, split, champion, abstain, log)
  await connect(split, challenger, abstain)
  expect(problems().filter(({ severity }) => severity === 'error')).toEqual([])

  await netloom.run('service.start')
  const ask = async () => (await netloom.run<readonly Answered[]>('service.infer', { rows: [{ x: 0.1, y: 0.2 }] }))[0]
  expect(await ask()).toMatchObject({ status: 'ok', version: { model: 'moons', version: 1 } })
  await netloom.run('graph.set', { service, node: abstain, params: { below: 1 } })
  expect(await ask()).toMatchObject({ status: 'abstained' })
  await netloom.run('graph.undo', { service })
  expect(await ask()).toMatchObject({ status: 'ok' })
  await closeMoons(netloom)
}, 60_000)

test('a service with a router runs two saved models, both with a champion', async () => {
  const netloom = await openMoons({ saved: ['moons', 'other'] })
  await netloom.run('service.new', { name: service, model: 'moons', like: 'router' })
  const board = () => netloom.studio.store.getState().operate.board?.store.getState()
  const models = board()?.project.drawing.nodes.filter(({ kind }) => kind === 'model')
  expect(models?.map(({ params }) => [params.model, params.alias ?? 'champion'])).toEqual([
    ['moons', 'champion'],
    ['other', 'champion'],
  ])
  expect(board()?.report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  await netloom.run('service.start')
  await closeMoons(netloom)
}, 60_000)
