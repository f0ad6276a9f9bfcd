/**
 * @file LSTM: one step of the cell, forward and backward. Each row of z holds input, forget, cell and output next to
 * each other.
 */
import { LstmCell, LstmCellGrad } from './build/records'
import { applyActivation, derivativeFromResult } from './build/activations'
import { address, float, int } from './read-record'
import { loadUpTo4, storeUpTo4 } from './simd-lanes'

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
