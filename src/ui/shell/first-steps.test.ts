/**
 * @file Tests that a first step is done only once the user has followed it, and that the Dropout layer is added before
 * the last layer with weights.
 */
import { describe, expect, it } from 'vitest'
import { findTemplate } from '../../gallery'
import type { Drawing } from '../../graph/drawing'
import { initialState } from '../../studio/make-studio'
import { nodeBeforeLastLayer, isDone } from './first-steps'

const drawing = findTemplate('digits-cnn')?.content.networks[0]?.drawing as Drawing
const state = { ...initialState(), project: { ...initialState().project, drawing } }
const withDropout = { id: 'new', kind: 'dropout', label: 'Dropout', params: {}, position: { x: 0, y: 0 } }

describe('first steps', () => {
  it('are not done when the example opens, except for the Dropout that it already has', () => {
    expect(isDone('train', state)).toBe(false)
    expect(isDone('draw', state)).toBe(false)
    expect(isDone('dropout', state)).toBe(true)
  })
  it('offer a Dropout to a network without one', () => {
    const nodes = drawing.nodes.filter(({ kind }) => kind !== 'dropout')
    const without = { ...state, project: { ...state.project, drawing: { ...drawing, nodes } } }
    expect(isDone('dropout', without)).toBe(false)
    const added = { ...drawing, nodes: [...nodes, withDropout] }
    expect(isDone('dropout', { ...state, project: { ...state.project, drawing: added } })).toBe(true)
  })
  it('add the Dropout before the last layer with weights', () => {
    const last = drawing.nodes.findLast((node) => node.kind === 'dense')
    const node = nodeBeforeLastLayer(drawing)
    expect(drawing.wires.some((wire) => wire.from === node && wire.to === last?.id)).toBe(true)
    expect(nodeBeforeLastLayer({ nodes: [], wires: [] })).toBeUndefined()
  })
})
