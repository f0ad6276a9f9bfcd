/** @file Op cases for embeddings and recurrent cells. */
import type { OpCase, OpFixture } from './op-fixture'

export function embeddingCases(open: () => OpFixture): OpCase[] {
  return [
    [5, 3, 7],
    [33, 1, 3],
    [64, 33, 10],
  ].flatMap(([count = 1, width = 1, vocabulary = 1], i) => {
    const [a, b] = [open(), open()]
    const ids = (s: OpFixture) => s.values(Float32Array.from({ length: count }, () => s.random.below(vocabulary)))
    const shared = { count, width, vocabulary }
    return [
      a.done(`embedding ${count}x${width} of ${vocabulary}`, {
        op: 'embedding',
        ids: ids(a),
        table: a.floats(vocabulary * width),
        out: a.floats(count * width),
        ...shared,
      }),
      b.done(`embeddingGrad ${count}x${width} of ${vocabulary}`, {
        op: 'embeddingGrad',
        ids: ids(b),
        dy: b.floats(count * width),
        out: b.floats(vocabulary * width),
        ...shared,
        accumulate: i % 2 === 1,
      }),
    ]
  })
}

const CELLS: readonly (readonly [number, number, string, string])[] = [
  [1, 1, 'tanh', 'sigmoid'],
  [7, 3, 'relu', 'hard_sigmoid'],
  [33, 7, 'tanh', 'sigmoid'],
  [3, 33, 'softsign', 'sigmoid'],
]

export function cellCases(open: () => OpFixture): OpCase[] {
  return CELLS.flatMap(([rows, units, bend, gate], i) => {
    const shared = { rows, units, activation: { name: bend }, gates: { name: gate } }
    const { activation, ...sized } = shared
    const { gates, ...activated } = shared
    const words = `${rows}x${units}, ${bend}`
    const [a, b, c, d, e, f] = [open(), open(), open(), open(), open(), open()]
    const before = (s: OpFixture) => (i === 1 ? undefined : s.matrix(rows, units))
    const [cA, cB, hC, hD, hE, hF] = [before(a), before(b), before(c), before(d), before(e), before(f)]
    return [
      a.done(`lstmCell ${words}`, {
        op: 'lstmCell',
        z: a.matrix(rows, 4 * units),
        ...(cA && { cBefore: cA }),
        c: a.matrix(rows, units),
        h: a.matrix(rows, units),
        ...shared,
      }),
      b.done(`lstmCellGrad ${words}`, {
        op: 'lstmCellGrad',
        z: b.matrix(rows, 4 * units, 'unit'),
        ...(cB && { cBefore: cB }),
        c: b.matrix(rows, units),
        dh: b.matrix(rows, units),
        dc: b.matrix(rows, units),
        dz: b.matrix(rows, 4 * units),
        ...shared,
      }),
      c.done(`gruGates ${words}`, {
        op: 'gruGates',
        z: c.matrix(rows, 3 * units),
        ...(hC && { hBefore: hC }),
        rh: c.matrix(rows, units),
        ...sized,
      }),
      d.done(`gruState ${words}`, {
        op: 'gruState',
        z: d.matrix(rows, 3 * units, 'unit'),
        ...(hD && { hBefore: hD }),
        h: d.matrix(rows, units),
        ...activated,
      }),
      e.done(`gruStateGrad ${words}`, {
        op: 'gruStateGrad',
        z: e.matrix(rows, 3 * units, 'unit'),
        ...(hE && { hBefore: hE }),
        dh: e.matrix(rows, units),
        dz: e.matrix(rows, 3 * units),
        dhBefore: e.matrix(rows, units),
        ...shared,
      }),
      f.done(`gruGatesGrad ${words}`, {
        op: 'gruGatesGrad',
        z: f.matrix(rows, 3 * units, 'unit'),
        ...(hF && { hBefore: hF }),
        drh: f.matrix(rows, units),
        dz: f.matrix(rows, 3 * units),
        dhBefore: f.matrix(rows, units),
        ...sized,
      }),
    ]
  })
}
