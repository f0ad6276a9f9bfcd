/** @file The elementwise parts of LSTM and GRU cells, forward and backward. */

import { applyActivation, derivativeFromResult } from './build/activations'
import { GruGates, GruGatesGrad, GruState, GruStateGrad, LstmCell, LstmCellGrad } from './build/records'
import { address, float, int } from './read-record'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'

/** One step of an LSTM cell. Each row of z holds input, forget, cell and output next to each other. */
export function lstmCell(record: usize): void {
  let z = address(record, LstmCell.z)
  let cBefore = address(record, LstmCell.cBefore)
  let c = address(record, LstmCell.c)
  let h = address(record, LstmCell.h)
  const rows = int(record, LstmCell.rows)
  const units = int(record, LstmCell.units)
  const activation = int(record, LstmCell.activation)
  const alpha = float(record, LstmCell.activationAlpha)
  const gates = int(record, LstmCell.gates)
  const gatesAlpha = float(record, LstmCell.gatesAlpha)
  const part = (<usize>units) << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = (<usize>unit) << 2
      const left = units - unit
      const here = z + at
      const input = applyActivation(gates, gatesAlpha, loadUpTo4(here, left))
      const forget = applyActivation(gates, gatesAlpha, loadUpTo4(here + part, left))
      const cell = applyActivation(activation, alpha, loadUpTo4(here + 2 * part, left))
      const output = applyActivation(gates, gatesAlpha, loadUpTo4(here + 3 * part, left))
      storeUpTo4(here, input, left)
      storeUpTo4(here + part, forget, left)
      storeUpTo4(here + 2 * part, cell, left)
      storeUpTo4(here + 3 * part, output, left)
      let now = f32x4.mul(input, cell)
      if (cBefore) now = f32x4.add(f32x4.mul(forget, loadUpTo4(cBefore + at, left)), now)
      storeUpTo4(c + at, now, left)
      storeUpTo4(h + at, f32x4.mul(output, applyActivation(activation, alpha, now)), left)
    }
    z += address(record, LstmCell.zStep)
    if (cBefore) cBefore += address(record, LstmCell.cBeforeStep)
    c += address(record, LstmCell.cStep)
    h += address(record, LstmCell.hStep)
  }
}

export function lstmCellGrad(record: usize): void {
  let z = address(record, LstmCellGrad.z)
  let cBefore = address(record, LstmCellGrad.cBefore)
  let c = address(record, LstmCellGrad.c)
  let dh = address(record, LstmCellGrad.dh)
  let dc = address(record, LstmCellGrad.dc)
  let dz = address(record, LstmCellGrad.dz)
  const rows = int(record, LstmCellGrad.rows)
  const units = int(record, LstmCellGrad.units)
  const activation = int(record, LstmCellGrad.activation)
  const alpha = float(record, LstmCellGrad.activationAlpha)
  const gates = int(record, LstmCellGrad.gates)
  const gatesAlpha = float(record, LstmCellGrad.gatesAlpha)
  const part = (<usize>units) << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = (<usize>unit) << 2
      const left = units - unit
      const input = loadUpTo4(z + at, left)
      const forget = loadUpTo4(z + at + part, left)
      const cell = loadUpTo4(z + at + 2 * part, left)
      const output = loadUpTo4(z + at + 3 * part, left)
      const activatedCell = applyActivation(activation, alpha, loadUpTo4(c + at, left))
      const dhNow = loadUpTo4(dh + at, left)
      const through = f32x4.mul(f32x4.mul(dhNow, output), derivativeFromResult(activation, alpha, activatedCell))
      const dcNow = f32x4.add(loadUpTo4(dc + at, left), through)
      const before = cBefore ? loadUpTo4(cBefore + at, left) : f32x4.splat(0)
      const to = dz + at
      storeUpTo4(to, f32x4.mul(f32x4.mul(dcNow, cell), derivativeFromResult(gates, gatesAlpha, input)), left)
      storeUpTo4(to + part, f32x4.mul(f32x4.mul(dcNow, before), derivativeFromResult(gates, gatesAlpha, forget)), left)
      storeUpTo4(to + 2 * part, f32x4.mul(f32x4.mul(dcNow, input), derivativeFromResult(activation, alpha, cell)), left)
      storeUpTo4(
        to + 3 * part,
        f32x4.mul(f32x4.mul(dhNow, activatedCell), derivativeFromResult(gates, gatesAlpha, output)),
        left,
      )
      storeUpTo4(dc + at, f32x4.mul(dcNow, forget), left)
    }
    z += address(record, LstmCellGrad.zStep)
    if (cBefore) cBefore += address(record, LstmCellGrad.cBeforeStep)
    c += address(record, LstmCellGrad.cStep)
    dh += address(record, LstmCellGrad.dhStep)
    dc += address(record, LstmCellGrad.dcStep)
    dz += address(record, LstmCellGrad.dzStep)
  }
}

/**
 * The first half of a step of a GRU cell, which resets before the product. Each row of z holds update, reset and
 * candidate next to each other.
 */
export function gruGates(record: usize): void {
  let z = address(record, GruGates.z)
  let hBefore = address(record, GruGates.hBefore)
  let rh = address(record, GruGates.rh)
  const rows = int(record, GruGates.rows)
  const units = int(record, GruGates.units)
  const gates = int(record, GruGates.gates)
  const alpha = float(record, GruGates.gatesAlpha)
  const part = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = <usize>unit << 2
      const left = units - unit
      const update = applyActivation(gates, alpha, loadUpTo4(z + at, left))
      const reset = applyActivation(gates, alpha, loadUpTo4(z + at + part, left))
      storeUpTo4(z + at, update, left)
      storeUpTo4(z + at + part, reset, left)
      storeUpTo4(rh + at, f32x4.mul(reset, before(hBefore, at, left)), left)
    }
    z += address(record, GruGates.zStep)
    if (hBefore) hBefore += address(record, GruGates.hBeforeStep)
    rh += address(record, GruGates.rhStep)
  }
}

export function gruState(record: usize): void {
  let z = address(record, GruState.z)
  let hBefore = address(record, GruState.hBefore)
  let h = address(record, GruState.h)
  const rows = int(record, GruState.rows)
  const units = int(record, GruState.units)
  const activation = int(record, GruState.activation)
  const alpha = float(record, GruState.activationAlpha)
  const part = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = <usize>unit << 2
      const left = units - unit
      const update = loadUpTo4(z + at, left)
      const candidate = applyActivation(activation, alpha, loadUpTo4(z + at + 2 * part, left))
      storeUpTo4(z + at + 2 * part, candidate, left)
      const fresh = f32x4.mul(f32x4.sub(f32x4.splat(1), update), candidate)
      storeUpTo4(h + at, f32x4.add(f32x4.mul(update, before(hBefore, at, left)), fresh), left)
    }
    z += address(record, GruState.zStep)
    if (hBefore) hBefore += address(record, GruState.hBeforeStep)
    h += address(record, GruState.hStep)
  }
}

export function gruStateGrad(record: usize): void {
  let z = address(record, GruStateGrad.z)
  let hBefore = address(record, GruStateGrad.hBefore)
  let dh = address(record, GruStateGrad.dh)
  let dz = address(record, GruStateGrad.dz)
  let dhBefore = address(record, GruStateGrad.dhBefore)
  const rows = int(record, GruStateGrad.rows)
  const units = int(record, GruStateGrad.units)
  const activation = int(record, GruStateGrad.activation)
  const alpha = float(record, GruStateGrad.activationAlpha)
  const gates = int(record, GruStateGrad.gates)
  const gatesAlpha = float(record, GruStateGrad.gatesAlpha)
  const part = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = <usize>unit << 2
      const left = units - unit
      const update = loadUpTo4(z + at, left)
      const candidate = loadUpTo4(z + at + 2 * part, left)
      const d = loadUpTo4(dh + at, left)
      const byUpdate = f32x4.mul(d, f32x4.sub(before(hBefore, at, left), candidate))
      const byCandidate = f32x4.mul(d, f32x4.sub(f32x4.splat(1), update))
      storeUpTo4(dz + at, f32x4.mul(byUpdate, derivativeFromResult(gates, gatesAlpha, update)), left)
      storeUpTo4(dz + at + 2 * part, f32x4.mul(byCandidate, derivativeFromResult(activation, alpha, candidate)), left)
      storeUpTo4(dhBefore + at, f32x4.mul(update, d), left)
    }
    z += address(record, GruStateGrad.zStep)
    if (hBefore) hBefore += address(record, GruStateGrad.hBeforeStep)
    dh += address(record, GruStateGrad.dhStep)
    dz += address(record, GruStateGrad.dzStep)
    dhBefore += address(record, GruStateGrad.dhBeforeStep)
  }
}

export function gruGatesGrad(record: usize): void {
  let z = address(record, GruGatesGrad.z)
  let hBefore = address(record, GruGatesGrad.hBefore)
  let drh = address(record, GruGatesGrad.drh)
  let dz = address(record, GruGatesGrad.dz)
  let dhBefore = address(record, GruGatesGrad.dhBefore)
  const rows = int(record, GruGatesGrad.rows)
  const units = int(record, GruGatesGrad.units)
  const gates = int(record, GruGatesGrad.gates)
  const alpha = float(record, GruGatesGrad.gatesAlpha)
  const part = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = <usize>unit << 2
      const left = units - unit
      const reset = loadUpTo4(z + at + part, left)
      const d = loadUpTo4(drh + at, left)
      const byReset = f32x4.mul(d, before(hBefore, at, left))
      storeUpTo4(dz + at + part, f32x4.mul(byReset, derivativeFromResult(gates, alpha, reset)), left)
      const sum = f32x4.add(loadUpTo4(dhBefore + at, left), f32x4.mul(reset, d))
      storeUpTo4(dhBefore + at, sum, left)
    }
    z += address(record, GruGatesGrad.zStep)
    if (hBefore) hBefore += address(record, GruGatesGrad.hBeforeStep)
    drh += address(record, GruGatesGrad.drhStep)
    dz += address(record, GruGatesGrad.dzStep)
    dhBefore += address(record, GruGatesGrad.dhBeforeStep)
  }
}

/** The state before this step; zeros if there is none. */
// @ts-ignore: decorator
@inline
function before(hBefore: usize, at: usize, left: i32): v128 {
  return hBefore ? loadUpTo4(hBefore + at, left) : f32x4.splat(0)
}
