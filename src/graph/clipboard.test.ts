import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import { copySelection, paste } from './clipboard'
import type { Drawing } from './drawing'
import { expandBlocks } from './expand-blocks'
import { drawings, validDrawings, toyCatalog } from './fixtures/toy-catalog'
import { fold } from './fold-into-block'

/** The kinds of the nodes and the wires between them, independent of ids and positions. */
function form({ nodes, wires }: Drawing, only: readonly string[] = nodes.map(({ id }) => id)) {
  const number = new Map(only.map((id, i) => [id, i]))
  const own = nodes.filter(({ id }) => number.has(id))
  const inside = wires.filter(({ from, to }) => number.has(from) && number.has(to))
  return {
    kinds: only.map((id) => own.find((node) => node.id === id)?.kind),
    ways: inside.map(({ from, to, port, out = 0 }) => [number.get(from), out, number.get(to), port].join(' ')).sort(),
  }
}

describe('copy and paste', () => {
  test('pastes what was copied and changes nothing else', () => {
    void fc.assert(
      fc.property(drawings, drawings, fc.nat(255), (from, into, bits) => {
        const selection = from.nodes.filter((_, i) => bits & (1 << i)).map(({ id }) => id)
        if (selection.length === 0) return
        const { edits, nodes } = paste(into, copySelection(from, selection), { x: 40, y: 60 })
        const after = applyAll(into, edits)
        expect(after.nodes.slice(0, into.nodes.length)).toEqual(into.nodes)
        expect(after.wires.filter((wire) => into.wires.includes(wire))).toHaveLength(into.wires.length)
        // When edits are applied, only one of two wires into the same port remains.
        const copied = applyAll(
          { nodes: [], wires: [] },
          paste({ nodes: [], wires: [] }, copySelection(from, selection), { x: 0, y: 0 }).edits,
        )
        expect(form(after, nodes)).toEqual(form(copied))
        expect(nodes).toHaveLength(selection.length)
        expect(Math.min(...nodes.map((id) => after.nodes.find((node) => node.id === id)?.position.x ?? 0))).toBe(40)
      }),
    )
  })

  test('a block is copied once and does not overwrite a different block with its name', () => {
    void fc.assert(
      fc.property(validDrawings, (drawing) => {
        const middle = drawing.nodes.filter(({ kind }) => kind === 'pass' || kind === 'merge').map(({ id }) => id)
        const folded = fold(drawing, toyCatalog, middle.slice(0, 2), 'Pair')
        if (!folded.ok) return
        const source = applyAll(drawing, folded.value.edits)
        const clip = copySelection(source, folded.value.nodes)
        const twice = applyAll(source, paste(source, clip, { x: 0, y: 0 }).edits)
        expect(Object.keys(twice.blocks ?? {})).toEqual(['pair'])
        const other = {
          nodes: [],
          wires: [],
          blocks: { pair: { id: 'pair', name: 'Pair', params: {}, inside: { nodes: [], wires: [] } } },
        }
        const there = applyAll(other, paste(other, clip, { x: 0, y: 0 }).edits)
        expect(there.blocks?.pair).toBe(other.blocks.pair)
        expect(Object.values(there.blocks ?? {}).map(({ id, name }) => [id, name])).toEqual([
          ['pair', 'Pair'],
          ['pair-2', 'Pair 2'],
        ])
        const alone = applyAll({ nodes: [], wires: [] }, paste({ nodes: [], wires: [] }, clip, { x: 0, y: 0 }).edits)
        expect(form(expandBlocks(there).drawing)).toEqual(form(expandBlocks(alone).drawing))
      }),
    )
  })

  test('notes pinned to copied nodes are copied', () => {
    const node = { id: 'a', kind: 'pass', label: 'A', params: {}, position: { x: 5, y: 5 } }
    const drawing: Drawing = {
      nodes: [node, { ...node, id: 'b' }],
      wires: [],
      notes: [
        { id: 'note-1', text: 'of a', position: { x: 0, y: -40 }, node: 'a' },
        { id: 'note-2', text: 'of b', position: { x: 0, y: -40 }, node: 'b' },
        { id: 'note-3', text: 'of nobody', position: { x: 0, y: 0 } },
      ],
    }
    const after = applyAll(drawing, paste(drawing, copySelection(drawing, ['a']), { x: 0, y: 0 }).edits)
    expect(after.notes?.map(({ id, text, node: of }) => [id, text, of])).toEqual([
      ['note-1', 'of a', 'a'],
      ['note-2', 'of b', 'b'],
      ['note-3', 'of nobody', undefined],
      ['note-4', 'of a', 'pass-1'],
    ])
    expect(applyAll(after, [{ type: 'remove', nodes: ['a'] }]).notes?.map(({ id }) => id)).toEqual([
      'note-2',
      'note-3',
      'note-4',
    ])
  })

  test('selected notes are copied with their positions, pinned or not', () => {
    const node = { id: 'a', kind: 'pass', label: 'A', params: {}, position: { x: 100, y: 100 } }
    const drawing: Drawing = {
      nodes: [node],
      wires: [],
      notes: [
        { id: 'note-1', text: 'free', position: { x: 40, y: 70 } },
        { id: 'note-2', text: 'of a', position: { x: 10, y: -50 }, node: 'a' },
      ],
    }
    const both = copySelection(drawing, ['a'], ['note-1'])
    const after = applyAll({ nodes: [], wires: [] }, paste({ nodes: [], wires: [] }, both, { x: 0, y: 0 }).edits)
    expect(after.nodes[0]?.position).toEqual({ x: 60, y: 30 })
    expect(after.notes).toEqual([
      { id: 'note-1', text: 'of a', position: { x: 10, y: -50 }, node: 'pass-1' },
      { id: 'note-2', text: 'free', position: { x: 0, y: 0 } },
    ])
    const alone = copySelection(drawing, [], ['note-2'])
    expect(alone.notes).toEqual([{ id: 'note-2', text: 'of a', position: { x: 0, y: 0 } }])
  })
})
