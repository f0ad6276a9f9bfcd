import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { layerKinds } from '../../../catalog/layers'
import { templates } from '../../../gallery'
import { shippedBlocks } from '../../../gallery/blocks'
import { blockOf } from '../../../graph/block'
import type { Drawing } from '../../../graph/drawing'
import { Refusal } from '../../../messages/message'
import { runChecked } from '../../../studio/command'
import { findCommand } from '../../../studio/commands'
import type { AppContext } from '../../../studio/context'
import { initialState, networkSubject } from '../../../studio/make-studio'
import { shownDrawing } from '../../../studio/network/block-levels'
import { boardStore } from '../../../studio/network/canvas-board'
import { changeProject } from '../../../studio/project/project-document'
import { layerCatalog } from '../../network/layer-catalog'
import { focusAfterRemoval, keyOf, type OutlineItem, outlineOf } from './outline'
import { rowParts, rowText } from './outline-row-text'

/** Opens a studio that has only a network, which is all that network commands need. */
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
  // The cast is safe, because these commands use only the store.
  const studio = { store } as unknown as AppContext
  const run = async (id: string, args: object = {}) => {
    try {
      await runChecked(expectDefined(findCommand(id), id), studio, args)
    } catch (error) {
      // A refused command leaves the state unchanged, exactly as it does for a user.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return { state: () => store.getState(), run }
}

test('after an undo the focus goes to the previous node and not to its wires; after a removal it goes to the next row', async () => {
  const { state, run } = openTemplate('digits-cnn')
  const rows = () => outlineOf(state(), (key) => key === 'dense')
  await run('graph.addAfter', { kind: 'dropout', node: 'dense' })
  const added = rows()
  const [id = ''] = state().selection
  await run('graph.undo')
  expect(added.map(({ key }) => key)).toContain(id)
  expect(focusAfterRemoval(added, rows(), id, 'undone')).toBe('dense')
  expect(focusAfterRemoval(added, rows(), id, 'removed')).toBe('digit')
  expect(focusAfterRemoval(rows().slice(0, 1), [], 'digits', 'undone')).toBeUndefined()
})

/** Collects the nodes on each level, with their wires as listed in the outline. */
function levels(items: readonly OutlineItem[]) {
  const found = new Map<string, { nodes: string[]; ins: string[]; outs: string[] }>()
  for (const item of items) {
    const path = item.path.join('/')
    const level = found.get(path) ?? { nodes: [], ins: [], outs: [] }
    found.set(path, level)
    if (item.tag === 'node') level.nodes.push(item.node.id)
    if (item.tag === 'wire') level[item.side === 'in' ? 'ins' : 'outs'].push(`${item.wire.id} at ${item.node.id}`)
  }
  return found
}

/** Builds the same structure directly from the drawing, with every block expanded, for comparison. */
function drawnLevels(drawing: Drawing) {
  const found = new Map<string, { nodes: string[]; ins: string[]; outs: string[] }>()
  const walk = (level: Pick<Drawing, 'nodes' | 'wires'>, path: readonly string[]) => {
    if (level.nodes.length > 0)
      found.set(path.join('/'), {
        nodes: level.nodes.map(({ id }) => id),
        ins: level.wires.map(({ id, to }) => `${id} at ${to}`),
        outs: level.wires.map(({ id, from }) => `${id} at ${from}`),
      })
    for (const node of level.nodes) {
      const block = blockOf(drawing, node)
      if (block) walk(block.inside, [...path, node.id])
    }
  }
  walk(drawing, [])
  return found
}

const sorted = (all: ReturnType<typeof levels>) =>
  Object.fromEntries(
    [...all]
      .map(([path, { nodes, ins, outs }]) => [path, [nodes.sort(), ins.sort(), outs.sort()]] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
const all = () => true

describe('the outline', () => {
  test.each(templates.map(({ id }) => id))(
    '%s: its nodes and wires are the drawing’s, in the order of the flow',
    (id) => {
      const { state } = openTemplate(id)
      const items = outlineOf(state(), all)
      expect(sorted(levels(items))).toEqual(sorted(drawnLevels(state().project.drawing)))
      const place = new Map(items.filter(({ tag }) => tag === 'node').map(({ node }, i) => [node.id, i]))
      for (const { from, to } of state().project.drawing.wires)
        expect(place.get(from)).toBeLessThan(place.get(to) ?? -1)
    },
  )

  test('it matches the drawing after random edits, blocks and undo steps', async () => {
    let blocks = 0
    let rows = 0
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('digits-cnn', 'penguins-two-heads', 'blank'),
        fc.array(fc.tuple(fc.nat({ max: 13 }), fc.nat(), fc.nat()), { minLength: 5, maxLength: 25 }),
        async (template, steps) => {
          const { state, run } = openTemplate(template)
          for (const [what, a, b] of steps) {
            const { nodes, wires } = shownDrawing(state())
            const one = nodes[a % Math.max(1, nodes.length)]?.id ?? ''
            const two = nodes[b % Math.max(1, nodes.length)]?.id ?? ''
            const wire = wires[a % Math.max(1, wires.length)]?.id ?? ''
            const kind = expectDefined(layerKinds[b % layerKinds.length], 'a kind')
            const block = expectDefined(shippedBlocks[b % shippedBlocks.length], 'a block').id
            const moves: readonly (() => Promise<void>)[] = [
              () => run('graph.addAfter', { kind, node: one }),
              () => run('graph.addBefore', { kind, node: one }),
              () => run('graph.connect', { from: one, to: two }),
              () => run('graph.disconnect', { wire }),
              () => run('graph.remove', { nodes: [one] }),
              () => run('graph.heal', { nodes: [one] }),
              () => run('graph.later', { node: one }),
              () => run('block.fold', { nodes: [one, two] }),
              () => run('block.unfold', { node: one }),
              () => run('block.enter', { node: one }),
              () => run('block.leave'),
              () => run('block.insert', { block, after: one }),
              () => run('graph.undo'),
              () => run('graph.replace', { node: one, kind }),
            ]
            await moves[what]?.()
            const items = outlineOf(state(), all)
            expect(sorted(levels(items))).toEqual(sorted(drawnLevels(state().project.drawing)))
            // Keys must be unique, so that no two rows are mistaken for each other.
            expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
            rows += items.length
            blocks += Object.keys(state().project.drawing.blocks ?? {}).length
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(rows).toBeGreaterThan(5000)
    expect(blocks).toBeGreaterThan(100)
  })

  test('rows under a collapsed row are not created, and a row knows its position among its siblings', () => {
    const { state } = openTemplate('digits-cnn')
    const { nodes } = state().project.drawing
    const closed = outlineOf(state(), () => false)
    expect(closed).toHaveLength(nodes.length)
    expect(closed.map(({ level, position: place, setSize: of, open }) => [level, place, of, open])).toEqual(
      nodes.map((_, i) => [1, i + 1, nodes.length, false]),
    )
    const conv = keyOf([], 'conv1')
    const rows = outlineOf(state(), (key) => key === conv).filter(({ level }) => level === 2)
    expect(rows.map(({ tag, position: place, setSize: of }) => `${tag} ${place} of ${of}`)).toEqual([
      'wire 1 of 2',
      'wire 2 of 2',
    ])
  })

  test('the text of rows: kind, label, parameters, shape, wires, problems and fixes, also inside a block', async () => {
    const { state, run } = openTemplate('digits-cnn')
    const spoken = () => outlineOf(state(), all).map((item) => rowParts(rowText(layerCatalog, state(), item)).join(''))
    expect(spoken()).toContain('Conv 2D, 16 filters, 3×3, relu. Outputs 26×26×16')
    expect(spoken()).toContain('Wire from Digits. Carries 28×28×1')
    await run('graph.rename', { node: 'conv2', label: 'Look closer' })
    await run('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look' })
    expect(spoken()).toContain('Look, Block, 2 layers. Outputs 5×5×32')
    expect(spoken()).toContain('Look closer, Conv 2D, 32 filters, 3×3, relu. Outputs 11×11×32')
    const flatten = state().project.drawing.nodes.find(({ kind }) => kind === 'flatten')
    await run('graph.heal', { nodes: [flatten?.id] })
    const text = spoken()
    expect(text.some((line) => /^Problem: .*\d fix/.test(line))).toBe(true)
    expect(text.some((line) => /^Fix: /.test(line))).toBe(true)
  })
})
