import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ok } from '../base/result'
import type { Catalog, NodeDef } from '../catalog/node-def'
import { applyAll } from './apply-edit'
import { check } from './check-flat-drawing'
import type { Drawing } from './drawing'
import { drawings, edits, validDrawings, toyCatalog } from './fixtures/toy-catalog'

const defOf = (kind: string) => toyCatalog.find(kind)
const sourcesOf = (drawing: Drawing) => new Map(drawing.nodes.map(({ id }, i) => [id, i + 1]))

/**
 * A slow reference implementation: transitive closure by repeated squaring, and shapes by iterating until nothing
 * changes.
 */
function oracle(drawing: Drawing) {
  const ids = drawing.nodes.map(({ id }) => id)
  const node = (id: string) => drawing.nodes.find((one) => one.id === id)
  const dangling = drawing.wires.filter(({ from, to }) => !ids.includes(from) || !ids.includes(to))
  const fromEnds = drawing.wires.filter((w) => !dangling.includes(w) && defOf(node(w.from)?.kind ?? '')?.out === false)
  const wires = drawing.wires.filter((w) => !dangling.includes(w) && !fromEnds.includes(w))

  const reach = new Set(wires.map(({ from, to }) => `${from}>${to}`))
  for (const k of ids) {
    for (const a of ids)
      for (const b of ids) if (reach.has(`${a}>${k}`) && reach.has(`${k}>${b}`)) reach.add(`${a}>${b}`)
  }
  const onCycle = ids.filter((id) => reach.has(`${id}>${id}`))
  const cycles = new Set(
    onCycle.map((a) =>
      onCycle
        .filter((b) => reach.has(`${a}>${b}`) && reach.has(`${b}>${a}`))
        .sort()
        .join(),
    ),
  )
  const ends = ids.filter((id) => defOf(node(id)?.kind ?? '')?.out === false)
  const live = ids.filter((id) => ends.includes(id) || ends.some((end) => reach.has(`${id}>${end}`)))

  const into = (id: string) => wires.filter(({ to }) => to === id).sort((a, b) => a.port - b.port)
  const arity = (id: string) => {
    const { inputs } = defOf(node(id)?.kind ?? '') ?? {}
    const n = into(id).length
    if (inputs === undefined) return 'unknown'
    if (inputs === 'none') return n === 0 ? 'right' : 'extra'
    if (inputs === 'one') return n === 1 ? 'right' : n === 0 ? 'missing' : 'extra'
    return n >= 2 ? 'right' : 'missing'
  }
  const shapes = new Map<string, number>()
  const refused = new Set<string>()
  for (let round = 0; round <= ids.length; round++) {
    for (const [i, { id, kind }] of drawing.nodes.entries()) {
      const def = defOf(kind)
      const given = def?.inputs === 'none' ? [i + 1] : into(id).map(({ from }) => shapes.get(from))
      const known = given.filter((x) => x !== undefined)
      if (!def || arity(id) !== 'right' || known.length < given.length) continue
      const out = def.shape(known, { by: 1 })
      if (out.ok) shapes.set(id, out.value)
      else refused.add(id)
    }
  }
  const behind = new Set(ids.filter((id) => onCycle.includes(id) || onCycle.some((c) => reach.has(`${c}>${id}`))))
  return { ids, live, cycles, dangling, fromEnds, arity, shapes, refused, behind, ends, node }
}

const wiring = edits.filter(({ type }) => type !== 'set')
const hasCode = (code: string) => (one: { readonly problem: { readonly code: string } }) => one.problem.code === code

describe('check against a slow reference', () => {
  test('finds the same shapes', () => {
    void fc.assert(
      fc.property(drawings, (drawing) => {
        const { shapes } = check(drawing, toyCatalog, sourcesOf(drawing))
        expect(Object.fromEntries([...shapes].sort())).toEqual(Object.fromEntries([...oracle(drawing).shapes].sort()))
      }),
      { numRuns: 500 },
    )
  })

  test('finds one problem per cycle, dangling wires, wires from outputs, and wrong numbers of inputs', () => {
    void fc.assert(
      fc.property(drawings, (drawing) => {
        const { diagnostics } = check(drawing, toyCatalog, sourcesOf(drawing))
        const plain = oracle(drawing)
        const at = (code: string) =>
          diagnostics
            .filter(hasCode(code))
            .map(({ node }) => node)
            .sort()
        const valid = plain.ids.filter((id) => !plain.behind.has(id))
        expect(at('cycle').length).toBe(plain.cycles.size)
        expect(diagnostics.filter(hasCode('dangling-wire')).map(({ wire }) => wire)).toEqual(
          plain.dangling.map(({ id }) => id),
        )
        expect(diagnostics.filter(hasCode('wire-from-output')).map(({ wire }) => wire)).toEqual(
          plain.fromEnds.map(({ id }) => id),
        )
        expect(at('missing-input')).toEqual(valid.filter((id) => plain.arity(id) === 'missing').sort())
        expect(at('extra-input')).toEqual(valid.filter((id) => plain.arity(id) === 'extra').sort())
        expect(at('unknown-kind')).toEqual(valid.filter((id) => plain.arity(id) === 'unknown').sort())
        expect(at('needs-features')).toEqual([...plain.refused].filter((id) => valid.includes(id)).sort())
      }),
      { numRuns: 500 },
    )
  })

  test('returns steps if and only if everything that leads to an output is valid, in topological order', () => {
    let valid = 0
    void fc.assert(
      fc.property(fc.oneof(drawings, validDrawings), fc.array(wiring, { maxLength: 2 }), (start, changes) => {
        const drawing = applyAll(start, changes)
        const { checked } = check(drawing, toyCatalog, sourcesOf(drawing))
        const plain = oracle(drawing)
        const right = plain.ids.every((id) => {
          const arity = plain.arity(id)
          return (arity === 'right' || (arity === 'missing' && !plain.live.includes(id))) && !plain.refused.has(id)
        })
        const hasSource = drawing.nodes.some(({ kind }) => kind === 'source')
        const clean = plain.cycles.size + plain.dangling.length + plain.fromEnds.length === 0
        expect(checked !== undefined).toBe(right && clean && hasSource && plain.ends.length > 0)
        if (!checked) return
        valid++
        const order = checked.steps.map(({ node }) => node.id)
        expect([...order].sort()).toEqual([...plain.live].sort())
        for (const [i, { from }] of checked.steps.entries())
          for (const id of from) expect(order.indexOf(id)).toBeLessThan(i)
      }),
      { numRuns: 1000 },
    )
    expect(valid).toBeGreaterThan(100)
  })
})

describe('structural fixes', () => {
  test('each fix removes its problem in one step', () => {
    const seen = new Set<string>()
    void fc.assert(
      fc.property(drawings, (drawing) => {
        const { diagnostics } = check(drawing, toyCatalog, sourcesOf(drawing))
        for (const { problem, node, wire, fixes } of diagnostics) {
          for (const { id, edits } of fixes) {
            const after = check(applyAll(drawing, edits), toyCatalog, sourcesOf(drawing)).diagnostics
            const same = after.filter(
              (one) => one.problem.code === problem.code && one.node === node && one.wire === wire,
            )
            expect(same, `${problem.code}, ${id}`).toEqual([])
            seen.add(`${problem.code}: ${id}`)
          }
        }
      }),
      { numRuns: 1000 },
    )
    expect([...seen].sort()).toEqual([
      'cycle: remove-wire',
      'dangling-wire: remove-wire',
      'extra-input: remove-extra',
      'missing-input: remove-node',
      'no-input: add-input',
      'no-output: add-output',
      'unknown-kind: remove-node',
      'unused: remove-node',
      'wire-from-output: remove-wire',
    ])
  })

  test('the fix of a cycle removes the wire drawn last', () => {
    const node = (id: string) => ({ id, kind: 'pass', label: id, params: {}, position: { x: 0, y: 0 } })
    const wire = (from: string, to: string) => ({ id: `${from}${to}`, from, to, port: 0 })
    const drawing = { nodes: ['a', 'b', 'c'].map(node), wires: [wire('b', 'c'), wire('c', 'a'), wire('a', 'b')] }
    const found = check(drawing, toyCatalog, new Map()).diagnostics.find(hasCode('cycle'))
    expect(found).toMatchObject({ node: 'b', wire: 'ab', fixes: [{ id: 'remove-wire' }] })
  })

  test('the fix of out-of-range parameters clamps them', () => {
    const node = { id: 'a', kind: 'pass', label: 'a', params: { by: 99 }, position: { x: 0, y: 0 } }
    const drawing = { nodes: [node], wires: [] }
    const found = check(drawing, toyCatalog, new Map()).diagnostics.find(hasCode('param-range'))
    expect(applyAll(drawing, found?.fixes[0]?.edits ?? []).nodes[0]?.params).toEqual({ by: 9 })
  })
})

describe('time of a check', () => {
  /** A ladder-shaped drawing: every third node merges the outputs of the two nodes before it. */
  function ladder(size: number): Drawing {
    const nodes = Array.from({ length: size }, (_, i) => {
      const kind = i === 0 ? 'source' : i === size - 1 ? 'end' : 'pass'
      return { id: `n${i}`, kind, label: '', params: {}, position: { x: i, y: 0 } }
    })
    const wires = nodes.slice(1).map(({ id }, i) => ({ id: `w${i}`, from: `n${i}`, to: id, port: 0 }))
    return { nodes, wires }
  }

  test.each([500, 100_000])(
    '%i nodes: each shape is computed once, and each kind is looked up at most four times per node',
    (size) => {
      let shapes = 0
      let finds = 0
      const counting: Catalog<number> = {
        kinds: toyCatalog.kinds,
        find(kind) {
          finds++
          const def = defOf(kind)
          const shape: NodeDef<number>['shape'] = (xs, p) => {
            shapes++
            return defOf(kind)?.shape(xs, p) ?? ok(0)
          }
          return def && { ...def, shape }
        },
      }
      const { checked } = check(ladder(size), counting, new Map([['n0', 1]]))
      expect(checked?.steps.length).toBe(size)
      expect(shapes).toBe(size)
      expect(finds).toBeLessThanOrEqual(4 * size)
    },
  )

  test('a cycle of 100,000 nodes is one problem', () => {
    const { nodes, wires } = ladder(100_000)
    const round = { nodes, wires: [...wires, { id: 'back', from: 'n99998', to: 'n1', port: 1 }] }
    const { diagnostics } = check(round, toyCatalog, new Map([['n0', 1]]))
    expect(diagnostics.map(({ problem, wire }) => [problem.code, wire])).toEqual([['cycle', 'back']])
  })
})
