import { beforeEach, describe, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { mnistStarter } from '../../catalog/datasets/mnist'
import { layers } from '../../catalog/layers'
import { checkNetwork } from '../../compile/check-network'
import { defaultPlan } from '../../compile/default-plan'
import { findTemplate } from '../../gallery'
import { shownDrawing, shownReport } from './block-levels'
import type { Board } from './canvas-board'
import { selectedWithin } from './inner-canvas-board'
import { makeBoard } from './make-canvas-board'

/** The digits example with its second convolution and pooling layer folded into a block. */
let board: Board
let inner: Board
let block: string

beforeEach(async () => {
  const content = expectDefined(findTemplate('digits-cnn'), 'the template').content
  board = makeBoard({
    subject: {
      catalog: layers,
      noun: 'layer',
      blocks: [],
      check: ({ project }) => checkNetwork(project.drawing, mnistStarter.schema, defaultPlan(mnistStarter)),
      isShown: () => true,
      shown: {},
    },
    id: 'test',
    drawing: expectDefined(content.networks[0], 'its network').drawing,
    showNotice: () => {},
  })
  block = String(await board.run('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look' }))
  inner = expectDefined(board.within?.(block), 'the inside')
})

const state = () => board.store.getState()
const filters = () =>
  Object.values(state().project.drawing.blocks ?? {})[0]?.inside.nodes.find(({ id }) => id === 'conv2')?.params.filters

describe('a block expanded in place', () => {
  test('is seen at its own level, with stable state objects, and the canvas does not move', () => {
    const within = inner.store.getState()
    expect(shownDrawing(within).nodes.map(({ id }) => id)).toContain('conv2')
    expect(shownReport(within).shapes.get('conv2')).toEqual([11, 11, 32])
    expect(inner.store.getState()).toBe(within)
    expect(state().inside).toEqual([])
    let notified = 0
    const stop = inner.store.subscribe((now, before) => {
      if (now !== before) notified++
    })
    board.store.setState({ ready: true })
    stop()
    expect(notified).toBe(1)
  })

  test('a layer in it can be selected and edited as one undo step', async () => {
    await board.run('block.select', { node: block, inner: 'conv2' })
    expect(selectedWithin(state())).toBe('conv2')
    expect(inner.store.getState().selection).toEqual(['conv2'])
    const steps = state().history.past.length
    await inner.run('graph.set', { node: 'conv2', params: { filters: 8 } })
    expect(filters()).toBe(8)
    expect(state().report.shapes.get(block)).toEqual([5, 5, 8])
    expect(state().history.past.length).toBe(steps + 1)
    expect([state().inside, state().selection, selectedWithin(state())]).toEqual([[], [block], 'conv2'])
    await inner.run('select.set', { nodes: ['pool2'] })
    expect([state().selection, selectedWithin(state())]).toEqual([[block], 'pool2'])
    await board.run('graph.undo')
    expect(filters()).toBe(32)
    await board.run('select.set', { nodes: ['conv1'] })
    expect([selectedWithin(state()), inner.store.getState().selection]).toEqual([undefined, []])
  })

  test('a layer parameter can become a block parameter, and a layer can be removed', async () => {
    await board.run('block.select', { node: block, inner: 'conv2' })
    expect(await inner.run('block.expose', { node: 'conv2', param: 'filters' })).toBe('filters')
    await board.run('graph.set', { node: block, params: { filters: 4 } })
    expect(shownReport(inner.store.getState()).shapes.get('conv2')).toEqual([11, 11, 4])
    await inner.run('graph.remove', { nodes: ['conv2'] })
    expect(filters()).toBeUndefined()
    expect([state().selection, selectedWithin(state())]).toEqual([[block], undefined])
  })

  test('entering a nested block moves the canvas there', async () => {
    const deeper = await inner.run('block.fold', { nodes: ['conv2'], name: 'Deeper' })
    expect(selectedWithin(state())).toBe(deeper)
    // Blocks inside an expanded block cannot be expanded in turn.
    expect(inner.within).toBeUndefined()
    await inner.run('block.enter', { node: deeper })
    expect([state().inside, state().selection]).toEqual([[block, deeper], []])
  })

  test('it can be expanded and collapsed; other nodes are refused', async () => {
    await board.run('block.open', { node: block })
    expect(state().canvas.opened).toEqual([block])
    await board.run('block.open', { node: block })
    expect(state().canvas.opened).toEqual([])
    await expect(board.run('block.open', { node: 'conv1' })).rejects.toMatchObject({ code: 'not-a-block' })
    await expect(board.run('block.select', { node: block, inner: 'conv1' })).rejects.toMatchObject({ code: 'no-node' })
  })
})
