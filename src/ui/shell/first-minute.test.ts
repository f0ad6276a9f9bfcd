/** @file The first steps: each is seen as done by what was really done, and the Dropout goes where it helps. */
import { describe, expect, it } from 'vitest'
import { findTemplate } from '../../gallery'
import type { Drawing } from '../../graph/drawing'
import { initialState } from '../../studio/initial-state'
import { beforeLast, isDone } from './first-minute'

const drawing = findTemplate('digits-cnn')?.content.networks[0]?.drawing as Drawing
const state = { ...initialState(), project: { ...initialState().project, drawing } }
const withDropout = { id: 'new', kind: 'dropout', label: 'Dropout', params: {}, position: { x: 0, y: 0 } }

describe('first steps', () => {
  it('are not done by opening the example, save for the Dropout it has already', () => {
    expect(isDone('train', state)).toBe(false)
    expect(isDone('draw', state)).toBe(false)
    expect(isDone('dropout', state)).toBe(true)
  })
  it('offer a Dropout to a drawing without one, until it has one', () => {
    const nodes = drawing.nodes.filter(({ kind }) => kind !== 'dropout')
    const without = { ...state, project: { ...state.project, drawing: { ...drawing, nodes } } }
    expect(isDone('dropout', without)).toBe(false)
    const added = { ...drawing, nodes: [...nodes, withDropout] }
    expect(isDone('dropout', { ...state, project: { ...state.project, drawing: added } })).toBe(true)
  })
  it('put the Dropout in front of the last layer that learns', () => {
    const last = drawing.nodes.findLast((node) => node.kind === 'dense')
    const node = beforeLast(drawing)
    expect(drawing.wires.some((wire) => wire.from === node && wire.to === last?.id)).toBe(true)
    expect(beforeLast({ nodes: [], wires: [] })).toBeUndefined()
  })
})
