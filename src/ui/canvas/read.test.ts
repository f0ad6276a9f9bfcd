import { describe, expect, test } from 'vitest'
import { findDataset } from '../../catalog/datasets/all'
import { checkNetwork } from '../../compile/check-network'
import { digitsCnn } from '../../gallery/digits-cnn'
import { apply } from '../../graph/apply'
import type { Drawing } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import type { AppState } from '../../studio/state'
import { networkWords } from '../network/layer-catalog'
import { apartWords, glanceOf, nodeOf, problemNode, problemsOf, wireIsBad, wireWords } from './read'

const { data, networks, plan } = digitsCnn.content
const sound = networks[0]?.drawing as Drawing

function stateAfter(edit?: Edit, selection: readonly string[] = []): AppState {
  const drawing = edit ? apply(sound, edit) : sound
  const report = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
  return { project: { drawing }, report, selection, inside: [] } as unknown as AppState
}
const wireInto = (state: AppState, node: string) => state.project.drawing.wires.find(({ to }) => to === node)?.id ?? ''

describe('what nodes and wires show', () => {
  test('a sound drawing has shapes on every wire and nothing red', () => {
    const state = stateAfter()
    for (const { id } of state.project.drawing.wires) {
      expect(wireWords(networkWords, state, id)).not.toBe('')
      expect(wireIsBad(networkWords, state, id)).toBe(false)
    }
    expect(problemNode(state)).toBeUndefined()
    expect(wireWords(networkWords, state, wireInto(state, 'conv1'))).toBe('28×28×1')
  })

  test('two of one name and kind are told apart', () => {
    const state = stateAfter()
    const pools = ['pool1', 'pool2'].map((id) => nodeOf(state, id)?.label)
    expect(pools).toEqual(['Max pool 2D', 'Max pool 2D'])
    expect(['pool1', 'pool2'].map((id) => apartWords(networkWords, state, id))).toEqual([
      '2×2, output 13×13×16',
      '2×2, output 5×5×32',
    ])
  })

  test('without Flatten the wire that brings an image to the last layer is red, and it alone', () => {
    const cut = stateAfter({ type: 'remove', nodes: ['flatten'] })
    const drawing = apply(cut.project.drawing, {
      type: 'connect',
      wire: { id: 'w', from: 'dropout', to: 'dense', port: 0 },
    })
    const report = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
    const state = { ...cut, project: { drawing }, report } as unknown as AppState
    expect(drawing.wires.filter(({ id }) => wireIsBad(networkWords, state, id)).map(({ id }) => id)).toEqual(['w'])
    expect(problemNode(state)).toBe('dense')
  })

  test('units that do not fit the labels are the layer’s own fault, not the wire’s', () => {
    const state = stateAfter({ type: 'set', node: 'dense', params: { units: 9 } })
    expect(problemsOf(state, 'dense').length).toBeGreaterThan(0)
    expect(wireIsBad(networkWords, state, wireInto(state, 'dense'))).toBe(false)
    expect(glanceOf(networkWords, nodeOf(state, 'dense') as NonNullable<ReturnType<typeof nodeOf>>)).toMatch(/^9 units/)
  })

  test('the problem of the selected node opens before the first', () => {
    const edit: Edit = { type: 'set', node: 'conv1', params: { kernelSize: 0 } }
    const broken = apply(apply(sound, edit), { type: 'set', node: 'dense', params: { units: 0 } })
    const report = checkNetwork(broken, findDataset(data.dataset)?.schema, plan)
    const state = (selection: readonly string[]) =>
      ({ project: { drawing: broken }, report, selection, inside: [] }) as unknown as AppState
    expect(problemNode(state([]))).toBe('conv1')
    expect(problemNode(state(['dense']))).toBe('dense')
    expect(problemNode(state(['pool1']))).toBe('conv1')
  })
})
