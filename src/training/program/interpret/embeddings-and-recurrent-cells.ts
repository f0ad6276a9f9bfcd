/** @file Embeddings and recurrent cells. Gates use activations whose derivative can be computed from their result. */
import type { Matrix, OpOf } from '../ops'
import { applyActivation, derivativeFromResult, type Store } from './store'

export function embedding({ ids, table, out, count, width, vocabulary }: OpOf<'embedding'>, store: Store): void {
  for (let i = 0; i < count; i++) {
    const id = Math.trunc(store.get(ids, i))
    const known = id >= 0 && id < vocabulary
    for (let j = 0; j < width; j++) store.put(out, i * width + j, known ? store.get(table, id * width + j) : 0)
  }
}

export function embeddingGrad(op: OpOf<'embeddingGrad'>, store: Store): void {
  const { count, width, vocabulary } = op
  const sums = new Float64Array(vocabulary * width)
  for (let i = 0; i < count; i++) {
    const id = Math.trunc(store.get(op.ids, i))
    if (!(id >= 0 && id < vocabulary)) continue
    for (let j = 0; j < width; j++) {
      sums[id * width + j] = (sums[id * width + j] as number) + store.get(op.dy, i * width + j)
    }
  }
  sums.forEach((sum, i) => {
    store.write(op.out, i, sum, op.accumulate)
  })
}

/**
 * For each (row, unit), calls `visit` with functions that read and write the corresponding matrix element; `part` is
 * the offset of the gate in columns, counted in multiples of the number of units.
 */
function cells(
  { rows, units }: { readonly rows: number; readonly units: number },
  store: Store,
  visit: (
    get: (matrix: Matrix | undefined, part?: number) => number,
    put: (matrix: Matrix, value: number, part?: number) => void,
  ) => void,
): void {
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      const at = (matrix: Matrix, part: number) => row * matrix.stride + part * units + unit
      visit(
        (matrix, part = 0) => (matrix ? store.get(matrix, at(matrix, part)) : 0),
        (matrix, value, part = 0) => store.put(matrix, at(matrix, part), value),
      )
    }
  }
}

export function lstmCell(op: OpOf<'lstmCell'>, store: Store): void {
  cells(op, store, (get, put) => {
    const input = applyActivation(op.gates, get(op.z, 0))
    const forget = applyActivation(op.gates, get(op.z, 1))
    const cell = applyActivation(op.activation, get(op.z, 2))
    const output = applyActivation(op.gates, get(op.z, 3))
    const c = forget * get(op.cBefore) + input * cell
    ;[input, forget, cell, output].forEach((value, part) => {
      put(op.z, value, part)
    })
    put(op.c, c)
    put(op.h, output * applyActivation(op.activation, c))
  })
}

export function lstmCellGrad(op: OpOf<'lstmCellGrad'>, store: Store): void {
  cells(op, store, (get, put) => {
    const [input, forget, cell, output] = [get(op.z, 0), get(op.z, 1), get(op.z, 2), get(op.z, 3)]
    const activated = applyActivation(op.activation, get(op.c))
    const dh = get(op.dh)
    const dc = get(op.dc) + dh * output * derivativeFromResult(op.activation, activated)
    const before = get(op.cBefore)
    put(op.dz, dc * cell * derivativeFromResult(op.gates, input), 0)
    put(op.dz, dc * before * derivativeFromResult(op.gates, forget), 1)
    put(op.dz, dc * input * derivativeFromResult(op.activation, cell), 2)
    put(op.dz, dh * activated * derivativeFromResult(op.gates, output), 3)
    put(op.dc, dc * forget)
  })
}

export function gruGates(op: OpOf<'gruGates'>, store: Store): void {
  cells(op, store, (get, put) => {
    const reset = applyActivation(op.gates, get(op.z, 1))
    put(op.z, applyActivation(op.gates, get(op.z, 0)), 0)
    put(op.z, reset, 1)
    put(op.rh, reset * get(op.hBefore))
  })
}

export function gruState(op: OpOf<'gruState'>, store: Store): void {
  cells(op, store, (get, put) => {
    const update = get(op.z, 0)
    const candidate = applyActivation(op.activation, get(op.z, 2))
    put(op.z, candidate, 2)
    put(op.h, update * get(op.hBefore) + (1 - update) * candidate)
  })
}

export function gruStateGrad(op: OpOf<'gruStateGrad'>, store: Store): void {
  cells(op, store, (get, put) => {
    const [update, candidate, dh] = [get(op.z, 0), get(op.z, 2), get(op.dh)]
    put(op.dz, dh * (get(op.hBefore) - candidate) * derivativeFromResult(op.gates, update), 0)
    put(op.dz, dh * (1 - update) * derivativeFromResult(op.activation, candidate), 2)
    put(op.dhBefore, update * dh)
  })
}

export function gruGatesGrad(op: OpOf<'gruGatesGrad'>, store: Store): void {
  cells(op, store, (get, put) => {
    const [reset, drh] = [get(op.z, 1), get(op.drh)]
    put(op.dz, drh * get(op.hBefore) * derivativeFromResult(op.gates, reset), 1)
    put(op.dhBefore, get(op.dhBefore) + reset * drh)
  })
}
