/** @file Canvas notices disappear when the drawing that they refer to is no longer shown. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStorage } from '../storage/open-storage'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let databases = 0
beforeEach(async () => {
  scene = await openScene('moons-mlp', openStorage({ name: `notices-${++databases}` }))
})
afterEach(() => scene.close())

const CANVAS = { tone: 'bad', about: 'canvas', text: 'It would contain itself.' }
const OTHER = { tone: 'bad', text: 'This file could not be read.' }

test('a canvas notice disappears when the level or project changes; others stay', async () => {
  await scene.run('notice.show', OTHER)
  await scene.run('notice.show', CANVAS)
  await scene.run('graph.rename', { node: scene.state().project.networks[0]?.nodes[1]?.id, label: 'First' })
  expect(scene.notices()).toEqual([OTHER.text, CANVAS.text])
  const dense = scene.state().project.networks[0]?.nodes.filter(({ kind }) => kind === 'dense') ?? []
  const block = await scene.run<string>('block.fold', { nodes: dense.slice(0, 2).map(({ id }) => id) })
  await scene.run('block.enter', { node: block })
  expect(scene.notices()).toEqual([OTHER.text])
  await scene.run('notice.show', CANVAS)
  await scene.run('block.leave')
  expect(scene.notices()).toEqual([OTHER.text])
  await scene.run('notice.show', CANVAS)
  await scene.run('project.new', { template: 'blank' })
  expect(scene.notices()).toEqual([OTHER.text])
})

test('a repeated notice replaces the earlier one', async () => {
  const first = await scene.run<number>('notice.show', CANVAS)
  await scene.run('notice.show', OTHER)
  expect(await scene.run<number>('notice.show', CANVAS)).toBeGreaterThan(first)
  expect(scene.notices()).toEqual([OTHER.text, CANVAS.text])
})
