import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Drawing } from './drawing'
import { layout } from './layout'
import { drawings, validDrawings } from './fixtures/toy-catalog'

const SIZE = { width: 164, height: 100 }
const size = () => SIZE

function overlaps(places: ReturnType<typeof layout>): number {
  const list = Object.values(places)
  return list.flatMap((a, i) =>
    list.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < SIZE.width && Math.abs(a.y - b.y) < SIZE.height),
  ).length
}

function chain(length: number): Drawing {
  const nodes = Array.from({ length }, (_, i) => ({
    id: `n${i}`,
    kind: 'pass',
    label: '',
    params: {},
    position: { x: 0, y: 0 },
  }))
  return { nodes, wires: nodes.slice(1).map(({ id }, i) => ({ id: `w${i}`, from: `n${i}`, to: id, port: 0 })) }
}

describe('layout', () => {
  test('gives every node its own position, with and without cycles and dangling wires', () => {
    void fc.assert(
      fc.property(drawings, (drawing) => {
        const places = layout(drawing, { size })
        expect(Object.keys(places).sort()).toEqual(drawing.nodes.map(({ id }) => id).sort())
        expect(overlaps(places)).toBe(0)
      }),
    )
  })

  test('a kind with a fixed width has the same gaps around it as the others', () => {
    const drawing = chain(5)
    const nodes = drawing.nodes.map((node, i) => (i === 2 ? { ...node, kind: 'model' } : node))
    const places = layout({ ...drawing, nodes }, { size, widths: { model: 300 }, maxWidth: 1e6 })
    const widths = nodes.map(({ kind }) => (kind === 'model' ? 300 : SIZE.width))
    const gaps = nodes.slice(1).map(({ id }, i) => (places[id]?.x ?? 0) - (places[`n${i}`]?.x ?? 0) - (widths[i] ?? 0))
    expect(gaps).toEqual([64, 64, 64, 64])
  })

  test('kinds with a fixed height do not overlap, and their wires are straight', () => {
    const at = (id: string, kind: string) => ({ id, kind, label: '', params: {}, position: { x: 0, y: 0 } })
    const nodes = [at('source', 'source'), at('split', 'pass'), at('a', 'model'), at('b', 'model'), at('log', 'log')]
    const wire = (from: string, to: string) => ({ id: `${from} ${to}`, from, to, port: 0 })
    const wires = [wire('source', 'split'), wire('split', 'a'), wire('split', 'b'), wire('a', 'log'), wire('b', 'log')]
    const places = layout({ nodes, wires }, { heights: { source: 64, log: 64, model: 152 } })
    const [a, b] = [places.a, places.b].map((place) => place?.y ?? 0) as [number, number]
    expect(Math.abs(a - b)).toBeGreaterThanOrEqual(152)
    expect(places.source?.y).toBe(places.split?.y)
  })

  test('each further wire between two rows makes the gap between them larger', () => {
    const drawing = chain(4)
    const skips = [1, 2, 3].map((i) => ({ id: `skip${i}`, from: 'n0', to: `n${i}`, port: 1 }))
    const places = [0, 1, 2, 3].map((count) =>
      layout({ ...drawing, wires: [...drawing.wires, ...skips.slice(3 - count)] }, { size, maxWidth: 400 }),
    )
    // The row below starts with the third node: the wires to the third and the fourth one lead to it.
    const gaps = places.map(({ n0, n1, n2, n3 }) => {
      const [upper, lower] = [[n0, n1].map((place) => place?.y ?? 0), [n2, n3].map((place) => place?.y ?? 0)]
      return Math.min(...lower) - Math.max(...upper) - SIZE.height
    })
    expect(gaps).toEqual([56, 76, 96, 96])
  })

  test('in one row, every wire leads to the right', () => {
    void fc.assert(
      fc.property(validDrawings, (drawing) => {
        const places = layout(drawing, { size, maxWidth: 1e6 })
        for (const { from, to } of drawing.wires) expect(places[to]?.x).toBeGreaterThan(places[from]?.x ?? Number.NaN)
      }),
    )
  })

  test('wraps a chain of nine into rows of five and four', () => {
    const places = layout(chain(9), { size })
    const heights = [...new Set(Object.values(places).map(({ y }) => y))]
    const row = (height: number) => Object.keys(places).filter((id) => places[id]?.y === height)
    expect(heights.map((height) => row(height).join(' '))).toEqual(['n0 n1 n2 n3 n4', 'n5 n6 n7 n8'])
    expect(Math.max(...Object.values(places).map(({ x }) => x + SIZE.width))).toBeLessThanOrEqual(1100)
  })

  test('rows fill the view: a wide and short one gets fewer and longer rows, a narrow one more', () => {
    const rowsIn = (width: number, height: number) => {
      const places = layout(chain(9), { size, view: { width, height } })
      expect(overlaps(places)).toBe(0)
      return new Set(Object.values(places).map(({ y }) => y)).size
    }
    expect([rowsIn(1400, 160), rowsIn(1100, 500), rowsIn(500, 900)]).toEqual([1, 2, 5])
    // What fits at full size stays in one row.
    expect(rowsIn(4000, 3000)).toBe(1)
  })

  test('a thousand nodes in two chains do not overlap and stay in order', () => {
    const one = chain(1000)
    const drawing = {
      ...one,
      wires: one.wires.filter((_, i) => i !== 499).concat({ id: 'x', from: 'n0', to: 'n500', port: 0 }),
    }
    const places = layout(drawing, { size, maxWidth: 1e6 })
    expect(overlaps(places)).toBe(0)
    for (const { from, to } of drawing.wires) expect(places[to]?.x).toBeGreaterThan(places[from]?.x ?? Number.NaN)
  })

  test.each([1000, 3000])('wraps a chain of %i into rows without overlaps', (length) => {
    const places = layout(chain(length), { size })
    expect(Object.keys(places)).toHaveLength(length)
    expect(overlaps(places)).toBe(0)
    expect(new Set(Object.values(places).map(({ y }) => y)).size).toBeGreaterThan(10)
  })

  test('a cycle of 1,400 nodes, too deep for dagre, is laid out without it', () => {
    const one = chain(1400)
    const wires = [...one.wires, { id: 'back', from: 'n1399', to: 'n0', port: 0 }]
    expect(overlaps(layout({ ...one, wires }, { size }))).toBe(0)
  })
})
