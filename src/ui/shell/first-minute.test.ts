/** @file The first steps: each is seen as done by what was really done, and the Dropout goes where it helps. */
import { describe, expect, it } from 'vitest'
import { findTemplate } from '../../gallery'
import type { Drawing } from '../../graph/drawing'
import { initialState } from '../../studio/initial-state'
import { beforeLast, isDone } from './first-minute'

const drawing = findTemplate('digits-cnn')?.content.networks[0]?.drawing as Drawing
const state = { ...initialState(), project: { ...initialState().project, drawing } }
const withDropout: Drawing = {
  ...drawing,
  nodes: [...drawing.nodes, { id: 'new', kind: 'dropout', label: 'Dropout', params: {}, position: { x: 0, y: 0 } }],
}

describe('first steps', () => {
  it('are not done by opening the example, which has a Dropout of its own', () => {
    expect(isDone('train', state)).toBe(false)
    expect(isDone('dropout', state)).toBe(false)
  })
  it('see a Dropout that was added, not one that was taken away', () => {
    const added = {
      ...state,
      project: { ...state.project, drawing: withDropout },
      history: { past: [drawing], future: [] },
    }
    expect(isDone('dropout', added)).toBe(true)
    expect(isDone('dropout', { ...state, history: { past: [withDropout], future: [] } })).toBe(false)
  })
  it('put the Dropout in front of the last layer that learns', () => {
    const last = drawing.nodes.findLast((node) => node.kind === 'dense')
    const node = beforeLast(drawing)
    expect(drawing.wires.some((wire) => wire.from === node && wire.to === last?.id)).toBe(true)
    expect(beforeLast({ nodes: [], wires: [] })).toBeUndefined()
  })
})
