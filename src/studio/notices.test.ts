/** @file Canvas notices disappear when the drawing that they refer to is no longer shown. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { provideIndexedDB } from '../storage/fake-indexeddb.test-help'
import { openStorage } from '../storage/open-storage'
import { openTestStudio, type TestStudio } from './testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: `notices-${++databases}` }))
})
afterEach(() => netloom.close())

const CANVAS = { tone: 'bad', about: 'canvas', text: 'It would contain itself.' }
const UNSAVED = { tone: 'bad', about: 'saving', text: 'This browser keeps nothing.' }
const OTHER = { tone: 'bad', text: 'This file could not be read.' }

test('a canvas notice disappears when the level changes; others stay until another project opens', async () => {
  await netloom.run('notice.show', OTHER)
  await netloom.run('notice.show', CANVAS)
  await netloom.run('graph.rename', { node: netloom.state().project.networks[0]?.nodes[1]?.id, label: 'First' })
  expect(netloom.notices()).toEqual([OTHER.text, CANVAS.text])
  const dense = netloom.state().project.networks[0]?.nodes.filter(({ kind }) => kind === 'dense') ?? []
  const block = await netloom.run<string>('block.fold', { nodes: dense.slice(0, 2).map(({ id }) => id) })
  await netloom.run('block.enter', { node: block })
  expect(netloom.notices()).toEqual([OTHER.text])
  await netloom.run('notice.show', CANVAS)
  await netloom.run('block.leave')
  expect(netloom.notices()).toEqual([OTHER.text])
  await netloom.run('notice.show', CANVAS)
  await netloom.run('notice.show', UNSAVED)
  // A message of success is about the project as well.
  await netloom.run('notice.show', { tone: 'good', text: 'The weights of Run 1 are now used.' })
  await netloom.run('project.new', { template: 'blank' })
  expect(netloom.notices()).toEqual([UNSAVED.text])
})

test('a repeated notice replaces the earlier one', async () => {
  const first = await netloom.run<number>('notice.show', CANVAS)
  await netloom.run('notice.show', OTHER)
  expect(await netloom.run<number>('notice.show', CANVAS)).toBeGreaterThan(first)
  expect(netloom.notices()).toEqual([OTHER.text, CANVAS.text])
})
