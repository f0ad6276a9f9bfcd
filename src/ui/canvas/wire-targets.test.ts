import { describe, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { templates } from '../../gallery'
import { connect } from '../../studio/commands/graph'
import type { AppContext } from '../../studio/context'
import { initialState, networkSubject } from '../../studio/make-studio'
import { boardStore } from '../../studio/network/canvas-board'
import { changeProject } from '../../studio/project/project-document'
import { layerCatalog } from '../network/layer-catalog'
import { wireTargets } from './wire-targets'

function openTemplate(template: string) {
  const store = boardStore(networkSubject, initialState)
  const { content } = expectDefined(
    templates.find(({ id }) => id === template),
    template,
  )
  changeProject(store, {
    drawing: expectDefined(content.networks[0], 'its network').drawing,
    data: content.data,
    plan: content.plan,
  })
  return { store }
}

describe('wireTargets', () => {
  test('targets that fit cause no new problem, in every gallery project', () => {
    let fitting = 0
    for (const { id } of templates) {
      const { store } = openTemplate(id)
      // Remove a wire, so that there is something to connect.
      const { drawing } = store.getState().project
      const { wires } = drawing
      for (const cut of wires) {
        changeProject(store, { drawing: { ...drawing, wires: wires.filter((wire) => wire !== cut) } })
        const targets = wireTargets(layerCatalog, store.getState(), { tag: 'to', node: cut.from })
        const before = store.getState()
        const errorsAt = (node: string) =>
          store.getState().report.diagnostics.filter((one) => one.severity === 'error' && one.node === node).length
        for (const { node, fits, out } of targets) {
          if (!fits) continue
          fitting++
          const had = errorsAt(node.id)
          void connect.run({ store } as unknown as AppContext, { from: cut.from, to: node.id, out })
          expect(errorsAt(node.id)).toBeLessThanOrEqual(had)
          store.setState(before, true)
        }
        // The removed connection is among the targets that fit, which come first.
        expect(targets.find(({ node, out }) => node.id === cut.to && out === (cut.out ?? 0))?.fits).toBe(true)
        const [ins, outs] = [targets.filter(({ fits }) => fits).length, targets.findLastIndex(({ fits }) => fits)]
        expect(outs).toBe(ins - 1)
      }
    }
    expect(fitting).toBeGreaterThan(50)
  })

  test('reports a cycle, an existing wire and a shape that does not fit', () => {
    const { store } = openTemplate('digits-cnn')
    const notes = Object.fromEntries(
      wireTargets(layerCatalog, store.getState(), { tag: 'to', node: 'conv2' }).map(({ node, description: note }) => [
        node.id,
        note,
      ]),
    )
    expect(notes.conv1).toBe('would create a cycle')
    expect(notes.flatten).toBe('already has a wire')
    // A node cannot connect to itself, to an input node, or to a target it already has.
    expect(Object.keys(notes)).not.toEqual(expect.arrayContaining(['conv2']))
    expect(notes.digits).toBeUndefined()
    expect(notes.pool2).toBeUndefined()
  })

  test('the end of a wire can return to its current target', () => {
    const { store } = openTemplate('digits-cnn')
    const wire = expectDefined(
      store.getState().project.drawing.wires.find(({ to }) => to === 'conv2'),
      'the wire',
    )
    const from = wireTargets(layerCatalog, store.getState(), { tag: 'end', wire: wire.id, end: 'from' })
    expect(from.filter(({ fits }) => fits).map(({ node }) => node.id)).toEqual(['digits', 'conv1'])
    expect(from.find(({ node }) => node.id === 'flatten')?.description).toBe('would create a cycle')
    expect(wireTargets(layerCatalog, store.getState(), { tag: 'end', wire: 'gone', end: 'to' })).toEqual([])
  })
})
