import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import { BLOCK, type Block, selfContainingBlock } from './block'
import { inheritParams } from './block-params'
import { check } from './check-flat-drawing'
import type { Drawing, DrawnNode, Position } from './drawing'
import { expandBlocks } from './expand-blocks'
import { toyCatalog, validDrawings } from './fixtures/toy-catalog'
import { fold, unfold } from './fold-into-block'
import { COLUMN, covers } from './spacing'

const sources = new Map([['n0', 3]])

/** The shape at each output of a drawing with its blocks expanded, together with the errors. */
function ends(drawing: Drawing) {
  const { drawing: opened, problems } = expandBlocks(drawing)
  const report = check(opened, toyCatalog, sources)
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error').map(({ problem }) => problem.code)
  const flows = opened.nodes.filter(({ kind }) => kind === 'end').map(({ id }) => [id, report.shapes.get(id)])
  return { flows, errors: [...errors, ...problems.map(({ problem }) => problem.code)] }
}

const byId = <T extends { readonly id: string }>(list: readonly T[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Normalizes a drawing: ignores order and wire ids. */
function normal({ nodes, wires, blocks }: Drawing) {
  const ways = wires.map(({ from, to, port, out = 0 }) => `${from} ${out} > ${to} ${port}`).sort()
  return { nodes: byId(nodes), ways, blocks: Object.keys(blocks ?? {}) }
}

/** The nodes that overlap another node. */
function piled(drawing: Drawing): readonly string[] {
  const isOn = (node: DrawnNode) => covers({ ...drawing, nodes: drawing.nodes.filter((one) => one !== node) }, node)
  return drawing.nodes.filter(isOn).map(({ id }) => id)
}

function unplaced(drawing: Drawing): Drawing {
  return { ...drawing, nodes: drawing.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })) }
}

const picked = fc.tuple(validDrawings, fc.infiniteStream(fc.boolean())).map(([drawing, coins]) => ({
  drawing,
  selection: drawing.nodes
    .filter((node) => node.kind !== 'source' && node.kind !== 'end' && coins.next().value)
    .map(({ id }) => id),
}))

describe('fold', () => {
  test('a folded drawing computes the same, and unfolding restores the drawing', () => {
    let folded = 0
    void fc.assert(
      fc.property(picked, ({ drawing, selection }) => {
        const gesture = fold(drawing, toyCatalog, selection, 'Some')
        if (!gesture.ok) {
          expect(['fold-nothing', 'fold-end', 'fold-around']).toContain(gesture.error.code)
          return
        }
        folded++
        const after = applyAll(drawing, gesture.value.edits)
        expect(after.nodes.filter(({ kind }) => kind === BLOCK)).toHaveLength(1)
        expect(ends(after)).toEqual(ends(drawing))
        const back = unfold(after, gesture.value.nodes[0] as string)
        expect(back.ok).toBe(true)
        if (back.ok) expect(normal(applyAll(after, back.value.edits))).toEqual(normal(drawing))
      }),
      { numRuns: 500 },
    )
    expect(folded).toBeGreaterThan(100)
  })

  test('the nodes after a folded block close the gap, also with expressions; other rows stay', () => {
    const at = (id: string, kind: string, column: number, y = 0) => ({
      ...{ id, kind, label: id, params: kind === 'pass' ? { by: '=n' } : {}, position: { x: column * COLUMN, y } },
    })
    const wire = (from: string, to: string, port = 0) => ({ id: `${from}${to}`, from, to, port })
    const row = {
      nodes: [at('s', 'source', 0), at('a', 'pass', 1), at('b', 'pass', 2), at('c', 'pass', 3), at('e', 'end', 4)],
      wires: [wire('s', 'a'), wire('a', 'b'), wire('b', 'c'), wire('c', 'e')],
    }
    const placesAfter = (drawing: Drawing, chosen: readonly string[]) => {
      const gesture = fold(drawing, toyCatalog, chosen, 'Some')
      if (!gesture.ok) throw new Error(gesture.error.code)
      return applyAll(drawing, gesture.value.edits).nodes.map(({ id, position: { x, y } }) => [id, x / COLUMN, y])
    }
    expect(placesAfter(row, ['a', 'b', 'c'])).toEqual([
      ['s', 0, 0],
      ['e', 2, 0],
      ['block-1', 1, 0],
    ])
    const nextRow = { ...row, nodes: row.nodes.map((node) => (node.id === 'e' ? at('e', 'end', 0, 200) : node)) }
    expect(placesAfter(nextRow, ['b', 'c'])).toContainEqual(['block-1', 2, 0])
    const below = { ...row, nodes: row.nodes.map((node) => (node.id === 'e' ? at('e', 'end', 3, 200) : node)) }
    expect(placesAfter(below, ['a', 'b'])).toEqual([
      ['s', 0, 0],
      ['c', 2, 0],
      ['e', 3, 200],
      ['block-1', 1, 0],
    ])
    const branch = { nodes: [...row.nodes, at('p', 'pass', 2, 100)], wires: [...row.wires, wire('s', 'p')] }
    expect(placesAfter(branch, ['a', 'b', 'c'])).toContainEqual(['e', 4, 0])
  })

  test('nested blocks: folded twice, the expanded drawing computes the same', () => {
    void fc.assert(
      fc.property(picked, fc.infiniteStream(fc.boolean()), ({ drawing, selection }, coins) => {
        const first = fold(drawing, toyCatalog, selection, 'Some')
        if (!first.ok) return
        const once = applyAll(drawing, first.value.edits)
        const wanted = once.nodes.filter(
          ({ kind }) => kind === BLOCK || (!['source', 'end'].includes(kind) && coins.next().value),
        )
        const second = fold(
          once,
          toyCatalog,
          wanted.map(({ id }) => id),
          'Some',
        )
        if (!second.ok) return
        const twice = applyAll(once, second.value.edits)
        expect(Object.keys(twice.blocks ?? {})).toEqual(['some', 'some-2'])
        expect(ends(twice)).toEqual(ends(drawing))
        const back = unfold(twice, second.value.nodes[0] as string)
        if (!back.ok) return
        // If the first block overlaps another node, that node moves aside, so ignore positions in that case.
        const placed = (drawing: Drawing) => normal(piled(once).length > 0 ? unplaced(drawing) : drawing)
        expect(placed(applyAll(twice, back.value.edits))).toEqual(placed(once))
      }),
      { numRuns: 300 },
    )
  })

  test('inside a block: expressions and notes of the layers are restored', () => {
    const texts = fc.constantFrom<(number | string)[]>(2, '=n', '=i', '=n*2+i', '=max(n, i)', '= (n + 1) % 5')
    let folded = 0
    void fc.assert(
      fc.property(picked, fc.infiniteStream(texts), fc.infiniteStream(fc.boolean()), (given, words, coins) => {
        const { drawing, around, selection } = withinBlock(given, words, coins)
        const gesture = fold(drawing, toyCatalog, selection, 'Some')
        if (!gesture.ok) return
        folded++
        const edits = inheritParams(gesture.value.edits, around)
        const after = applyAll(drawing, edits)
        const back = unfold(after, gesture.value.nodes[0] as string, around)
        if (!back.ok) throw new Error(JSON.stringify(back.error))
        const again = applyAll(after, back.value.edits)
        expect(normal(again)).toEqual(normal(drawing))
        expect(byId(again.notes ?? [])).toEqual(byId(drawing.notes ?? []))
        expect(ends(asBlock(around, after))).toEqual(ends(asBlock(around, drawing)))
      }),
      { numRuns: 500 },
    )
    expect(folded).toBeGreaterThan(100)
  })

  test('refuses inputs, outputs and selections that would create a cycle', () => {
    const node = (id: string, kind: string) => ({
      id,
      kind,
      label: id.toUpperCase(),
      params: {},
      position: { x: 0, y: 0 },
    })
    const wire = (from: string, to: string, port = 0) => ({ id: `${from}${to}`, from, to, port })
    const drawing = {
      nodes: [node('s', 'source'), node('a', 'pass'), node('b', 'pass'), node('c', 'merge'), node('e', 'end')],
      wires: [wire('s', 'a'), wire('a', 'b'), wire('b', 'c'), wire('a', 'c', 1), wire('c', 'e')],
    }
    expect(fold(drawing, toyCatalog, [], 'X')).toMatchObject({ error: { code: 'fold-nothing' } })
    expect(fold(drawing, toyCatalog, ['a', 'e'], 'X')).toMatchObject({ error: { code: 'fold-end' } })
    expect(fold(drawing, toyCatalog, ['a', 'c'], 'X')).toMatchObject({
      error: { code: 'fold-around', args: { layer: 'B' } },
    })
  })
})

/**
 * Converts the drawing to the inside of a block with a parameter n: inputs and outputs become ports, and layers use
 * expressions.
 */
function withinBlock(
  { drawing, selection }: { readonly drawing: Drawing; readonly selection: readonly string[] },
  words: Iterator<number | string>,
  coins: Iterator<boolean>,
) {
  const kinds: Readonly<Record<string, string>> = { n0: 'block-in', [drawing.nodes.at(-1)?.id ?? '']: 'block-out' }
  const nodes = drawing.nodes
    // A source inside a block would have no data, so replace it with a `pass` node.
    .map((node) => ({ ...node, kind: node.kind === 'source' && node.id !== 'n0' ? 'pass' : node.kind }))
    .map((node) => ({ ...node, kind: kinds[node.id] ?? node.kind }))
    .map((node) => (node.kind === 'pass' ? { ...node, params: { by: words.next().value as string } } : node))
  const notes = nodes
    .filter(() => coins.next().value)
    .map(({ id }) => ({ id: `note-${id}`, text: id, position: { x: 5, y: -30 }, node: id }))
  const inside = { nodes, wires: drawing.wires, ...(notes.length > 0 ? { notes } : {}) }
  const around: Block = { ...doubling('Around'), id: 'around', inside }
  return { drawing: inside as Drawing, around, selection }
}

/** Builds a drawing that uses a block with these contents twice, with n = 3. */
function asBlock(around: Block, { blocks, ...inside }: Drawing): Drawing {
  const outer = using({ n: 3, repeat: 2 }, { ...around, id: 'double', inside })
  return { ...outer, blocks: { ...blocks, ...outer.blocks } }
}

/** A block that contains the chain in -> pass (by n*2) -> out. */
function doubling(name = 'Double'): Block {
  const position = { x: 0, y: 0 }
  return {
    id: 'double',
    name,
    params: { n: { type: 'int', label: 'N', default: 1, min: 0, max: 9 } },
    inside: {
      nodes: [
        { id: 'in', kind: 'block-in', label: 'in', params: {}, position },
        { id: 'p', kind: 'pass', label: 'P', params: { by: '=n*2+i' }, position },
        { id: 'out', kind: 'block-out', label: 'out', params: {}, position },
      ],
      wires: [
        { id: 'w1', from: 'in', to: 'p', port: 0 },
        { id: 'w2', from: 'p', to: 'out', port: 0 },
      ],
    },
  }
}

function using(params: Record<string, number | string>, block: Block = doubling()): Drawing {
  const position = { x: 0, y: 0 }
  return {
    nodes: [
      { id: 'n0', kind: 'source', label: 'S', params: {}, position },
      { id: 'b', kind: 'block', label: 'B', params: { block: 'double', ...params }, position },
      { id: 'e', kind: 'end', label: 'E', params: {}, position },
    ],
    wires: [
      { id: 'x', from: 'n0', to: 'b', port: 0 },
      { id: 'y', from: 'b', to: 'e', port: 0 },
    ],
    blocks: { double: block },
  }
}

describe('unfold', () => {
  const inner = (params: Record<string, number | string>): Drawing => {
    const { nodes, wires, blocks } = using(params)
    return { nodes, wires, blocks: blocks ?? {} }
  }
  const around: Block = { ...doubling('Around'), id: 'around' }
  const by = (drawing: Drawing) => drawing.nodes.filter(({ kind }) => kind === 'pass').map(({ params }) => params.by)
  const opened = (params: Record<string, number | string>) => {
    const drawing = inner(params)
    const gesture = unfold(drawing, 'b', around)
    return gesture.ok ? by(applyAll(drawing, gesture.value.edits)) : gesture.error.code
  }

  test('expressions of the enclosing block are kept, for each repetition', () => {
    expect(opened({ n: '=n', repeat: 2 })).toEqual(['=n*2+0', '=n*2+1'])
    expect(opened({ n: '=i+1', repeat: '=1+1' })).toEqual(['=(i+1)*2+0', '=(i+1)*2+1'])
    expect(opened({ n: 4, repeat: 3 })).toEqual([8, 9, 10])
  })

  test.each([
    ['a repeat count that refers to the enclosing block', { repeat: '=n' }, 'unfold-repeat'],
    ['an unknown parameter', { m: '=n' }, 'param-unknown'],
    ['a value out of range', { n: 99 }, 'param-range'],
    ['a missing block', { block: 'nobody' }, 'block-unknown'],
  ])('%s is refused', (_what, params, code) => {
    expect(opened(params)).toBe(code)
  })

  test('nodes after the block move aside, so that no nodes overlap', () => {
    const cells = (most: number, high: number) =>
      fc
        .uniqueArray(fc.record({ x: fc.nat(5), y: fc.nat(4) }), {
          selector: ({ x, y }) => x * 9 + y,
          minLength: 1,
          maxLength: most,
        })
        .map((found) => found.map(({ x, y }) => ({ x: x * COLUMN, y: y * high })))
    let moved = 0
    void fc.assert(
      fc.property(
        cells(12, 168),
        cells(4, 90),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        (around, within, repeat, at) => {
          const layer = (id: string, position: Position, kind = 'pass') => ({
            id,
            kind,
            label: id,
            params: {},
            position,
          })
          const chain = (ids: readonly string[]) =>
            ids.slice(1).map((to, i) => ({ id: `w${to}`, from: ids[i] as string, to, port: 0 }))
          const inner = within.map((position, i) => layer(`p${i}`, position))
          const ports = [layer('in', { x: -COLUMN, y: 0 }, 'block-in'), layer('out', { x: 1500, y: 0 }, 'block-out')]
          const inside = { nodes: [...inner, ...ports], wires: chain(['in', ...inner.map(({ id }) => id), 'out']) }
          const outer = around.map((position, i) =>
            i === at % around.length
              ? { ...layer('b', position, 'block'), params: { block: 'double', repeat } }
              : layer(`n${i}`, position),
          )
          const drawing: Drawing = {
            nodes: [layer('s', { x: -5000, y: 0 }, 'source'), ...outer, layer('e', { x: 9000, y: 0 }, 'end')],
            wires: chain(['s', ...outer.map(({ id }) => id), 'e']),
            blocks: { double: { ...doubling(), params: {}, inside } },
          }
          const gesture = unfold(drawing, 'b')
          if (!gesture.ok) throw new Error(JSON.stringify(gesture.error))
          const after = applyAll(drawing, gesture.value.edits)
          expect(after.nodes).toHaveLength(outer.length + 1 + repeat * inner.length)
          expect(piled(after)).toEqual([])
          if (gesture.value.edits.some(({ type }) => type === 'move')) moved++
        },
      ),
      { numRuns: 500 },
    )
    expect(moved).toBeGreaterThan(30)
  })

  test('refuses a block that contains itself', () => {
    const drawing = using({}, { ...doubling(), inside: inItself() })
    expect(unfold(drawing, 'b')).toMatchObject({ error: { code: 'block-in-itself' } })
  })

  test('refuses to exceed the maximum number of nodes', () => {
    const drawing = using({ repeat: 64 }, { ...doubling(), inside: crowded() })
    expect(unfold(drawing, 'b')).toMatchObject({ error: { code: 'unfold-too-many' } })
  })

  test('refuses an unknown name instead of using one of the enclosing block', () => {
    const drawing = using({}, { ...doubling(), inside: withBy('=width') })
    const outer: Block = { ...around, params: { width: { type: 'int', label: 'W', default: 1, min: 0, max: 9 } } }
    expect(unfold(drawing, 'b', outer)).toMatchObject({ error: { code: 'expression-name', args: { name: 'width' } } })
  })
})

describe('selfContainingBlock', () => {
  test('finds a cycle of blocks of any length, and none in a valid drawing', () => {
    const use = (id: string, of: string): Block => ({
      ...doubling(),
      id,
      inside: {
        nodes: [{ id: 'u', kind: BLOCK, label: '', params: { block: of }, position: { x: 0, y: 0 } }],
        wires: [],
      },
    })
    const chain = { a: use('a', 'b'), b: use('b', 'c'), c: use('c', 'double'), double: doubling() }
    expect(selfContainingBlock(chain)).toBeUndefined()
    expect(selfContainingBlock(undefined)).toBeUndefined()
    expect(selfContainingBlock({ ...chain, double: use('double', 'b') })?.id).toBe('b')
    expect(selfContainingBlock({ a: use('a', 'a') })?.id).toBe('a')
  })
})

describe('expandBlocks', () => {
  test('evaluates expressions for each use and each repetition', () => {
    expect(ends(using({}))).toEqual({ flows: [['e', 3 + 2]], errors: [] })
    expect(ends(using({ n: 3 }))).toEqual({ flows: [['e', 3 + 6]], errors: [] })
    // Each repetition adds 2n + i, for i = 0, 1, 2.
    expect(ends(using({ n: 1, repeat: 3 }))).toEqual({ flows: [['e', 3 + 2 + 3 + 4]], errors: [] })
    const unfolded = unfold(using({ n: 1, repeat: 3 }), 'b')
    expect(unfolded.ok && ends(applyAll(using({ n: 1, repeat: 3 }), unfolded.value.edits)).flows).toEqual([['e', 12]])
  })

  test.each([
    ['a missing block', () => using({ block: 'nobody' }), 'block-unknown'],
    ['a parameter out of range', () => using({ n: 99 }), 'param-range'],
    ['an unknown parameter', () => using({ m: 1 }), 'param-unknown'],
    ['an expression outside of any block', () => using({ n: '=1' }), 'param-type'],
    ['a division by zero', () => using({}, { ...doubling(), inside: withBy('=1/(n-1)') }), 'expression-not-finite'],
    ['an unknown name', () => using({}, { ...doubling(), inside: withBy('=m') }), 'expression-name'],
    ['a block that contains itself', () => using({}, { ...doubling(), inside: inItself() }), 'block-in-itself'],
    ['too many nodes', () => using({ repeat: 64 }, { ...doubling(), inside: crowded() }), 'block-too-large'],
  ])('%s is reported once, at its node, and not after it', (_what, drawing, code) => {
    const { errors, flows } = ends(drawing())
    expect([...new Set(errors)]).toEqual([code])
    expect(flows).toEqual([['e', undefined]])
  })

  test('a cycle of ports has no source', () => {
    const { inside } = doubling()
    const wires = [{ id: 'w', from: 'in', to: 'out', port: 0 }]
    const drawing = using(
      {},
      { ...doubling(), inside: { ...inside, nodes: inside.nodes.filter(({ id }) => id !== 'p'), wires } },
    )
    expect(ends(drawing).flows).toEqual([['e', 3]])
    const loop = {
      ...drawing,
      wires: [
        { id: 'x', from: 'b', to: 'b', port: 0 },
        { id: 'y', from: 'b', to: 'e', port: 0 },
      ],
    }
    expect(ends(loop).flows).toEqual([['e', undefined]])
  })

  test('edits of the expanded drawing become edits of the block', () => {
    const drawing = using({})
    const { lift } = expandBlocks(drawing)
    const lifted = lift([{ type: 'set', node: 'b/p', params: { by: 7 } }])
    expect(lifted).toEqual([{ type: 'inside', block: 'double', edit: { type: 'set', node: 'p', params: { by: 7 } } }])
    expect(ends(applyAll(drawing, lifted)).flows).toEqual([['e', 10]])
    // A wire from a node inside the block to the outside starts at the block.
    const wire = { id: 'z', from: 'b/p', to: 'e', port: 0 }
    expect(lift([{ type: 'connect', wire }])).toEqual([{ type: 'connect', wire: { ...wire, from: 'b' } }])
  })
})

function withBy(by: string) {
  const { inside } = doubling()
  return { ...inside, nodes: inside.nodes.map((node) => (node.id === 'p' ? { ...node, params: { by } } : node)) }
}

function inItself() {
  const { inside } = doubling()
  return {
    ...inside,
    nodes: inside.nodes.map((node) =>
      node.id === 'p' ? { ...node, kind: 'block', params: { block: 'double' } } : node,
    ),
  }
}

function crowded() {
  const { inside } = doubling()
  const many = Array.from({ length: 100 }, (_, i) => ({
    id: `m${i}`,
    kind: 'pass',
    label: '',
    params: {},
    position: { x: 0, y: 0 },
  }))
  return { ...inside, nodes: [...inside.nodes, ...many] }
}
