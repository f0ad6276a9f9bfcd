import { describe, expect, test } from 'vitest'
import { findDataset } from '../../catalog/datasets/all'
import { checkNetwork } from '../../compile/check-network'
import { draw } from '../../gallery/template'
import { digitsCnn } from '../../gallery/digits-cnn'
import { apply } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import type { AppState } from '../../studio/state'
import { layerCatalog } from '../network/layer-catalog'
import {
  distinguishingText,
  settingsText,
  nodeOf,
  problemsInOrder,
  problemsOf,
  shownProblem,
  isInputRejected,
  isWireInvalid,
  wireText,
} from './selectors'

const { data, networks, plan } = digitsCnn.content
const valid = networks[0]?.drawing as Drawing

function stateAfter(edit?: Edit, selection: readonly string[] = []): AppState {
  const drawing = edit ? apply(valid, edit) : valid
  const report = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
  return { project: { drawing }, report, selection, inside: [] } as unknown as AppState
}
const problemNode = (state: AppState) => shownProblem(problemsInOrder(state.report), state.selection)?.node
const wireInto = (state: AppState, node: string) => state.project.drawing.wires.find(({ to }) => to === node)?.id ?? ''

/** Two branches of images of different sizes, which cannot be concatenated. */
function branches(): Drawing {
  return draw(
    {
      in: [0, 0, 'input', 'In'],
      left: [1, 0, 'conv2d', 'Left', { kernelSize: 3 }],
      right: [1, 1, 'conv2d', 'Right', { kernelSize: 5 }],
      both: [2, 0, 'concatenate', 'Both'],
      flat: [3, 0, 'flatten', 'Flatten'],
      dense: [4, 0, 'dense', 'Dense', { units: 10 }],
      out: [5, 0, 'output', 'Digit'],
    },
    ['in > left', 'in > right', 'left > both', 'right > both', 'both > flat', 'flat > dense', 'dense > out'],
  )
}

describe('selectors of nodes and wires', () => {
  test('a valid drawing has shapes on every wire and no invalid wire', () => {
    const state = stateAfter()
    for (const { id } of state.project.drawing.wires) {
      expect(wireText(layerCatalog, state, id)).not.toBe('')
      expect(isWireInvalid(layerCatalog, state, id)).toBe(false)
    }
    expect(problemNode(state)).toBeUndefined()
    expect(wireText(layerCatalog, state, wireInto(state, 'conv1'))).toBe('28×28×1')
  })

  test('nodes with the same name and kind have distinguishing text', () => {
    const state = stateAfter()
    const pools = ['pool1', 'pool2'].map((id) => nodeOf(state, id)?.label)
    expect(pools).toEqual(['Max pool 2D', 'Max pool 2D'])
    expect(['pool1', 'pool2'].map((id) => distinguishingText(layerCatalog, state, id))).toEqual([
      '2×2, output 13×13×16',
      '2×2, output 5×5×32',
    ])
  })

  test('without Flatten only the wire that leads an image into the last layer is invalid', () => {
    const cut = stateAfter({ type: 'remove', nodes: ['flatten'] })
    const drawing = apply(cut.project.drawing, {
      type: 'connect',
      wire: { id: 'w', from: 'dropout', to: 'dense', port: 0 },
    })
    const report = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
    const state = { ...cut, project: { drawing }, report } as unknown as AppState
    expect(drawing.wires.filter(({ id }) => isWireInvalid(layerCatalog, state, id)).map(({ id }) => id)).toEqual(['w'])
    expect(problemNode(state)).toBe('dense')
  })

  test('a wrong number of units is a problem of the layer, not of its wire', () => {
    const state = stateAfter({ type: 'set', node: 'dense', params: { units: 9 } })
    expect(problemsOf(state, 'dense').length).toBeGreaterThan(0)
    expect(isWireInvalid(layerCatalog, state, wireInto(state, 'dense'))).toBe(false)
    expect(settingsText(layerCatalog, nodeOf(state, 'dense') as NonNullable<ReturnType<typeof nodeOf>>)).toMatch(
      /^9 units/,
    )
  })

  test('a wrong output of a layer that accepts its inputs is no problem of their wires', () => {
    const cut = stateAfter({ type: 'remove', nodes: ['dense'] })
    const drawing = apply(cut.project.drawing, {
      type: 'connect',
      wire: {
        id: 'w',
        from: 'pool2',
        to: cut.project.drawing.nodes.find(({ kind }) => kind === 'output')?.id ?? '',
        port: 0,
      },
    })
    const report = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
    const state = { ...cut, project: { drawing }, report } as unknown as AppState
    expect(problemsOf(state, 'pool2').map(({ problem }) => problem.code)).toContain('output-shape')
    expect(isWireInvalid(layerCatalog, state, wireInto(state, 'pool2'))).toBe(false)
  })

  test('the shapes of all inputs of a layer that rejects one of them are of interest', () => {
    const drawing = branches()
    const report = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
    const state = { project: { drawing }, report, selection: [], inside: [] } as unknown as AppState
    const interest = drawing.wires.filter(({ id }) => isInputRejected(layerCatalog, state, id)).map(({ from }) => from)
    expect(interest).toEqual(['left', 'right'])
  })

  test('the problem shown: the selected node’s, or else the one chosen last, or else the first error', () => {
    const edit: Edit = { type: 'set', node: 'conv1', params: { kernelSize: 0 } }
    const broken = apply(apply(valid, edit), { type: 'set', node: 'dense', params: { units: 0 } })
    const all = problemsInOrder(checkNetwork(broken, findDataset(data.dataset)?.schema, plan))
    const last = all.at(-1)
    expect(shownProblem(all, [])).toBe(all[0])
    expect(shownProblem(all, [])?.node).toBe('conv1')
    expect(shownProblem(all, ['dense'])?.node).toBe('dense')
    expect(shownProblem(all, ['pool1'])?.node).toBe('conv1')
    expect(shownProblem(all, [], last)).toBe(last)
    expect(shownProblem(all, ['conv1'], last)?.node).toBe('conv1')
    expect(shownProblem([], ['conv1'], last)).toBeUndefined()
  })
})
