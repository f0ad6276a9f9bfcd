import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import { type Block, BLOCK, PORT_IN, PORT_OUT } from './block'
import { type Change, diff } from './diff'
import type { Drawing, DrawnNode, Wire } from './drawing'
import { drawingsWithBlocks, danglingParts } from './fixtures/block-drawings'
import { requiredChanges, applyChange } from './apply-change'

const byId = <T extends { readonly id: string }>(list: readonly T[] = []) =>
  [...list].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Normalizes a drawing: at the outermost level, ignores the order of nodes, wires and notes, and the wire ids. */
function normal({ nodes, wires, notes, blocks = {} }: Drawing) {
  const ways = wires.map(({ from, to, port, out = 0 }) => [from, out, to, port].join()).sort()
  return { nodes: byId(nodes), ways, notes: byId(notes), blocks }
}

/** All changes, including those inside blocks. */
function all(changes: readonly Change[]): readonly Change[] {
  return changes.flatMap((one) => [one, ...(one.type === 'block' && one.what === 'changed' ? one.within : [])])
}

describe('random drawings with blocks', () => {
  test('applying all changes turns one drawing into the other and leaves no changes', () => {
    void fc.assert(
      fc.property(drawingsWithBlocks, drawingsWithBlocks, (before, after) => {
        const made = applyAll(before, applyChange(before, diff(before, after)))
        expect(normal(made)).toEqual(normal(after))
        expect(diff(made, after)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('each change can be applied alone and leaves no dangling parts', () => {
    let [several, within] = [0, 0]
    void fc.assert(
      fc.property(drawingsWithBlocks, drawingsWithBlocks, (before, after) => {
        const changes = diff(before, after)
        expect(danglingParts(before)).toEqual([])
        for (const { id } of all(changes)) {
          const made = applyAll(before, applyChange(before, changes, id))
          expect(danglingParts(made)).toEqual([])
          expect(all(diff(made, after)).map((one) => one.id)).not.toContain(id)
          if (requiredChanges(changes, id).length > 1) several++
          if (id.includes('/')) within++
        }
      }),
      { numRuns: 200 },
    )
    expect(several).toBeGreaterThan(50)
    expect(within).toBeGreaterThan(50)
  })

  test('applied one by one in any order, the changes produce the other drawing', () => {
    void fc.assert(
      fc.property(drawingsWithBlocks, drawingsWithBlocks, fc.infiniteStream(fc.nat()), (before, after, dice) => {
        let made = before
        for (let left = diff(made, after); left.length > 0; left = diff(made, after)) {
          const one = left[dice.next().value % left.length] as Change
          made = applyAll(made, applyChange(made, left, one.id))
          expect(diff(made, after).length).toBeLessThan(left.length + 20)
        }
        expect(normal(made)).toEqual(normal(after))
      }),
      { numRuns: 200 },
    )
  })
})

const node = (id: string, kind = 'toy', params: DrawnNode['params'] = {}): DrawnNode => ({
  id,
  kind,
  label: id,
  params,
  position: { x: 0, y: 0 },
})
const wire = (id: string, from: string, to: string, port = 0): Wire => ({ id, from, to, port })
const titles = (changes: readonly Change[]) => changes.map(({ id }) => id)

test('applying one change keeps the others; an unknown id has no effect', () => {
  const now: Drawing = { nodes: [node('a'), node('b')], wires: [] }
  const then: Drawing = { nodes: [node('a', 'toy', { units: 5 }), node('b'), node('c')], wires: [wire('w', 'a', 'c')] }
  const changes = diff(now, then)
  expect(applyAll(now, applyChange(now, changes, '~a')).nodes).toEqual([node('a', 'toy', { units: 5 }), node('b')])
  expect(applyAll(now, applyChange(now, changes, '+c')).nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(applyAll(now, applyChange(now, changes))).toEqual(then)
  expect(applyChange(now, changes, 'none')).toEqual([])
})

test('a wire requires the node at its end and the layer that has the port', () => {
  const now: Drawing = { nodes: [node('a'), node('b')], wires: [wire('v', 'a', 'b')] }
  const then: Drawing = {
    nodes: [node('a'), node('b', 'add'), node('c')],
    wires: [wire('v', 'a', 'b'), wire('w', 'c', 'b', 1)],
  }
  const changes = diff(now, then)
  const joined = changes.find(({ type }) => type === 'wired')?.id ?? ''
  expect(titles(requiredChanges(changes, joined))).toEqual(['~b', '+c', joined])
  expect(applyAll(now, applyChange(now, changes, joined))).toEqual(then)
})

test('a note requires the node that it is pinned to', () => {
  const now: Drawing = { nodes: [], wires: [] }
  const note = { id: 't', text: 'why', position: { x: 0, y: 0 }, node: 'a' }
  const changes = diff(now, { nodes: [node('a')], wires: [], notes: [note] })
  expect(applyAll(now, applyChange(now, changes, '~note t')).notes).toEqual([note])
})

describe('a block', () => {
  const block = (id: string, nodes: readonly DrawnNode[], wires: readonly Wire[] = []): Block => ({
    id,
    name: id,
    params: {},
    inside: { nodes, wires },
  })
  const [a, b, out] = [node('a', PORT_IN), node('b', PORT_IN), node('out', PORT_OUT)]
  const use = node('use', BLOCK, { block: 'P' })
  const now: Drawing = {
    nodes: [node('x'), use],
    wires: [wire('first', 'x', 'use', 0), wire('second', 'x', 'use', 1)],
    blocks: { P: block('P', [a, b, node('in', 'toy', { units: 1 }), out]) },
  }

  test('that loses a port keeps the wires of its other ports', () => {
    const then: Drawing = { ...now, blocks: { P: block('P', [b, node('in', 'toy', { units: 1 }), out]) }, wires: [] }
    const changes = diff(now, then)
    expect(applyAll(now, applyChange(now, changes, '~block P')).wires).toEqual([wire('second', 'x', 'use', 0)])
  })

  test('lists the changes inside it, which can be applied alone, except ports', () => {
    const then: Drawing = {
      ...now,
      blocks: {
        P: { ...block('P', [a, b, node('in', 'toy', { units: 2 }), node('new'), node('c', PORT_IN), out]), name: 'Q' },
      },
    }
    const changes = diff(now, then)
    expect(titles(all(changes))).toEqual(['~block P', '~block P/own', '~block P/~in', '~block P/+new', '~block P/+c'])
    const inner = applyAll(now, applyChange(now, changes, '~block P/~in'))
    expect(inner.blocks?.P?.inside.nodes).toEqual([a, b, node('in', 'toy', { units: 2 }), out])
    const own = applyAll(now, applyChange(now, changes, '~block P/own'))
    expect(own.blocks?.P).toEqual({ ...now.blocks?.P, name: 'Q' })
    expect(titles(requiredChanges(changes, '~block P/+c'))).toEqual(['~block P'])
  })

  test('that is removed requires the removal of its uses', () => {
    const changes = diff(now, { nodes: [node('x')], wires: [] })
    expect(titles(requiredChanges(changes, '-block P'))).toEqual(['-use', '-block P'])
  })
})
