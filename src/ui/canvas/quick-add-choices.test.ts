/** Tests which choices the quick add offers, and in which order. */
import { expect, test } from 'vitest'
import { shippedBlocks } from '../../gallery/blocks'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { initialState, networkSubject } from '../../studio/make-studio'
import { layerCatalog } from '../network/layer-catalog'
import type { QuickAdd } from './canvas-ui-state'
import { choicesFor } from './quick-add'
import { availableBlocks } from './quick-add-choices'

const at = { at: { x: 0, y: 0 }, screen: { x: 0, y: 0 } }
const CATALOG = { ...layerCatalog, blocks: shippedBlocks }
const node = (id: string, kind: string, params = {}) => ({ id, kind, label: id, params, position: { x: 0, y: 0 } })
const DRAWING: Drawing = {
  nodes: [
    node('in', 'input', { shape: [8, 8, 16] }),
    node('down', 'block', { block: 'unet-down' }),
    node('out', 'output'),
  ],
  wires: [{ id: 'w', from: 'in', to: 'down', port: 0 }],
  blocks: Object.fromEntries(shippedBlocks.filter(({ id }) => id === 'unet-down').map((block) => [block.id, block])),
}

function stateOf(drawing: Drawing, inside: readonly string[] = []) {
  const start = initialState()
  const state = { ...start, inside, project: { ...start.project, drawing } }
  return { ...state, report: networkSubject.check(state) }
}

const kinds = (request: Partial<QuickAdd>, state = stateOf(DRAWING)) =>
  choicesFor(CATALOG, state, { ...at, ...request }).map(({ kind }) => kind)

test('without a position: all layers, then the blocks of the drawing, then the built-in blocks', () => {
  const all = kinds({})
  expect(all).toContain('input')
  expect(all.filter((kind) => kind.startsWith('block/'))).toHaveLength(shippedBlocks.length)
  expect(all.find((kind) => kind.startsWith('block/'))).toBe('block/unet-down')
})

test('after an output: first the layers and blocks that accept its shape', () => {
  const all = kinds({ from: 'in' })
  expect(all).not.toContain('input')
  // The residual block works on 16 channels, so it fits only an input that can be added to 16 channels.
  expect(all.indexOf('block/residual-basic')).toBeLessThan(all.indexOf('lstm'))
  const other = applyAll(DRAWING, [{ type: 'set', node: 'in', params: { shape: [8, 8, 3] } }])
  const misfit = kinds({ from: 'in' }, stateOf(other))
  expect(misfit.indexOf('block/residual-basic')).toBeGreaterThan(misfit.indexOf('lstm'))
})

test('before an input: only what has an output; into a wire: only what has both', () => {
  expect(kinds({ to: 'out' })).toContain('input')
  expect(kinds({ to: 'out' })).not.toContain('output')
  expect(kinds({ wire: 'w' })).not.toContain('input')
  expect(kinds({ wire: 'w' })).not.toContain('output')
  expect(kinds({ wire: 'w' })).toContain('block/unet-down')
})

test('inside a block, neither the block nor its outer blocks are offered', () => {
  const within = stateOf(DRAWING, ['down'])
  expect(availableBlocks(shippedBlocks, within).map(({ id }) => id)).not.toContain('unet-down')
  expect(kinds({}, within)).not.toContain('block/unet-down')
})
