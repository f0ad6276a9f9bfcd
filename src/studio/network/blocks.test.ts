import { describe, expect, it } from 'vitest'
import { expectDefined } from '../../base/assert'
import { findTemplate } from '../../gallery'
import {
  addPort,
  enterBlock,
  exposeParam,
  foldBlock,
  insertBlock,
  leaveBlock,
  renameBlock,
  unfoldBlock,
} from '../commands/blocks'
import { connect, removeNodes, setParams } from '../commands/graph'
import type { AppContext } from '../context'
import { initialState, networkSubject } from '../make-studio'
import { changeProject, redo, undo } from '../project/project-document'
import { shapeOut, shownDrawing, shownReport } from './block-levels'
import { boardStore } from './canvas-board'

/** A minimal studio: only a store with a drawing, which is all these commands use. */
function minimalStudio() {
  const store = boardStore(networkSubject, initialState)
  const content = expectDefined(findTemplate('digits-cnn'), 'the template').content
  changeProject(store, {
    drawing: expectDefined(content.networks[0], 'its network').drawing,
    data: content.data,
    plan: content.plan,
  })
  // The cast is safe because these commands only use the store.
  const studio = { store } as unknown as AppContext
  return { store, studio, state: () => store.getState(), drawing: () => store.getState().project.drawing }
}

describe('block commands', () => {
  it('folds, enters, edits inside, and leaves; undo reverts everything', async () => {
    const { store, studio, state, drawing } = minimalStudio()
    const before = drawing()
    const shapes = state().report.shapes.get('pool2')
    const total = state().report.totalParameters
    const block = String(await foldBlock.run(studio, { nodes: ['conv2', 'pool2'], name: 'Look' }))
    expect(state().selection).toEqual([block])
    expect(state().report.shapes.get(block)).toEqual(shapes)
    expect(state().report.totalParameters).toBe(total)

    void enterBlock.run(studio, {})
    expect(state().inside).toEqual([block])
    expect(shownDrawing(state()).nodes.map(({ id }) => id)).toContain('conv2')
    expect(shownReport(state()).shapes.get('conv2')).toEqual([11, 11, 32])
    expect(shownReport(state()).shapes.get('block-in-1')).toEqual([13, 13, 16])
    expect(await exposeParam.run(studio, { node: 'conv2', param: 'filters' })).toBe('filters')
    void setParams.run(studio, { node: 'conv2', params: { filters: '=filters*2' } })
    expect(shapeOut(state(), 'conv2', 0)).toEqual([11, 11, 64])

    void leaveBlock.run(studio, {})
    expect(state().selection).toEqual([block])
    void setParams.run(studio, { node: block, params: { filters: 8 } })
    expect(state().report.shapes.get(block)).toEqual([5, 5, 16])

    while (state().history.past.length > 0) undo(store)
    expect(drawing()).toEqual(before)
    redo(store)
    await unfoldBlock.run(studio, { node: block })
    expect(drawing().blocks).toBeUndefined()
    expect(state().report.totalParameters).toBe(total)
  })

  it('leaves a block when undo removes it', async () => {
    const { store, studio, state } = minimalStudio()
    await foldBlock.run(studio, { nodes: ['conv2', 'pool2'] })
    void enterBlock.run(studio, {})
    undo(store)
    expect(state().inside).toEqual([])
  })

  it('reports a problem inside a block both at the block and inside it', async () => {
    const { studio, state } = minimalStudio()
    const block = String(await foldBlock.run(studio, { nodes: ['conv2', 'pool2'] }))
    void enterBlock.run(studio, {})
    void setParams.run(studio, { node: 'conv2', params: { kernelSize: 40 } })
    expect(state().report.diagnostics[0]?.node).toBe(block)
    expect(shownReport(state()).diagnostics[0]?.node).toBe('conv2')
    void setParams.run(studio, { node: 'conv2', params: { kernelSize: '=sise' } })
    expect(shownReport(state()).diagnostics[0]?.problem.code).toBe('expression-name')
  })

  it('accepts explicit nodes, independent of the selection', async () => {
    const { store, studio } = minimalStudio()
    store.setState({ selection: [] })
    expect(foldBlock.enabled?.(studio)).toBe(false)
    expect(foldBlock.enabled?.(studio, { nodes: ['conv2'] })).toBe(true)
    const node = String(await foldBlock.run(studio, { nodes: ['conv2'] }))
    store.setState({ selection: [] })
    expect([unfoldBlock, enterBlock].map(({ enabled }) => enabled?.(studio))).toEqual([false, false])
    expect([unfoldBlock, enterBlock].map(({ enabled }) => enabled?.(studio, { node }))).toEqual([true, true])
  })

  it('forwards parameters when folding inside a block', async () => {
    const { studio, state } = minimalStudio()
    await foldBlock.run(studio, { nodes: ['conv2', 'pool2'], name: 'Outer' })
    void enterBlock.run(studio, {})
    await exposeParam.run(studio, { node: 'conv2', param: 'filters' })
    const inner = String(await foldBlock.run(studio, { nodes: ['conv2'], name: 'Inner' }))
    expect(shownDrawing(state()).nodes.find(({ id }) => id === inner)?.params.filters).toBe('=filters')
    expect(state().report.checked).toBeDefined()
    void enterBlock.run(studio, {})
    expect(shownReport(state()).shapes.get('conv2')).toEqual([11, 11, 32])
  })

  it('inserts built-in blocks, wires several ports, and keeps wires on their ports when one is removed', async () => {
    const { studio, state, drawing } = minimalStudio()
    const down = String(insertBlock.run(studio, { block: 'unet-down', after: 'conv1' }))
    const up = String(insertBlock.run(studio, { block: 'unet-up' }))
    void connect.run(studio, { from: down, to: up, port: 0 })
    void connect.run(studio, { from: down, to: up, port: 1, out: 1 })
    expect(() => connect.run(studio, { from: down, to: up, port: 2 })).toThrow()
    expect(shapeOut(state(), down, 1)).toEqual([26, 26, 16])
    expect(shapeOut(state(), up, 0)).toEqual([26, 26, 16])
    void enterBlock.run(studio, { node: down })
    void removeNodes.run(studio, { nodes: ['down'] })
    const left = drawing().wires.filter(({ from }) => from === down)
    expect(left).toEqual([expect.objectContaining({ to: up, port: 1 })])
    expect(left[0]?.out).toBeUndefined()
    expect(await addPort.run(studio, { side: 'out' })).toMatch(/^block-out-/)
    expect(() => insertBlock.run(studio, { block: 'unet-down' })).toThrow()
    await renameBlock.run(studio, { block: 'unet-up', name: 'Up' })
    expect(drawing().nodes.find(({ id }) => id === up)?.label).toBe('Up')
  })
})
