/** @file GRU (reset before the product): both halves of a step, forward and back. Of each row z holds update, reset and candidate side by side. */
import { GruGates, GruGatesGrad, GruState, GruStateGrad } from '../training/cpu/records/cells'
import { bend, slopeFromResult } from './activation'
import { loadUpTo4, storeUpTo4 } from './lanes'
import { float, int, place } from './record'

export function gruGates(record: usize): void {
  let z = place(record, GruGates.z)
  let hBefore = place(record, GruGates.hBefore)
  let rh = place(record, GruGates.rh)
  const rows = int(record, GruGates.rows)
  const units = int(record, GruGates.units)
  const gates = int(record, GruGates.gates)
  const alpha = float(record, GruGates.gatesAlpha)
  const part = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = <usize>unit << 2
      const left = units - unit
      const update = bend(gates, alpha, loadUpTo4(z + at, left))
      const reset = bend(gates, alpha, loadUpTo4(z + at + part, left))
      storeUpTo4(z + at, update, left)
      storeUpTo4(z + at + part, reset, left)
      storeUpTo4(rh + at, f32x4.mul(reset, before(hBefore, at, left)), left)
    }
    z += place(record, GruGates.zStep)
    if (hBefore) hBefore += place(record, GruGates.hBeforeStep)
    rh += place(record, GruGates.rhStep)
  }
}

export function gruState(record: usize): void {
  let z = place(record, GruState.z)
  let hBefore = place(record, GruState.hBefore)
  let h = place(record, GruState.h)
  const rows = int(record, GruState.rows)
  const units = int(record, GruState.units)
  const activation = int(record, GruState.activation)
  const alpha = float(record, GruState.alpha)
  const part = <usize>units << 2
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const at = <usize>unit << 2
      const left = units - unit
      const update = loadUpTo4(z + at, left)
      const candidate = bend(activation, alpha, loadUpTo4(z + at + 2 * part, left))
      storeUpTo4(z + at + 2 * part, candidate, left)
      const fresh = f32x4.mul(f32x4.sub(f32x4.splat(1), update), candidate)
      storeUpTo4(h + at, f32x4.add(f32x4.mul(update, before(hBefore, at, left)), fresh), left)
    }
    z += place(record, GruState.zStep)
    if (hBefore) hBefore += place(record, GruState.hBeforeStep)
    h += place(record, GruState.hStep)
  }
}

export function gruStateGrad(record: usize): void {
  let z = place(record, GruStateGrad.z)
  let hBefore = place(record, GruStateGrad.hBefore)
  let dh = place(record, GruStateGrad.dh)
  let dz = place(record, GruStateGrad.dz)
  let dhBefore = place(record, GruStateGrad.dhBefore)
  const rows = int(record, GruStateGrad.rows)
  const units = int(record, GruStateGrad.units)
  const activation = int(record, GruStateGrad.activation)
  const alpha = float(record, GruStateGrad.alpha)
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
      storeUpTo4(dz + at, f32x4.mul(byUpdate, slopeFromResult(gates, gatesAlpha, update)), left)
      storeUpTo4(dz + at + 2 * part, f32x4.mul(byCandidate, slopeFromResult(activation, alpha, candidate)), left)
      storeUpTo4(dhBefore + at, f32x4.mul(update, d), left)
    }
    z += place(record, GruStateGrad.zStep)
    if (hBefore) hBefore += place(record, GruStateGrad.hBeforeStep)
    dh += place(record, GruStateGrad.dhStep)
    dz += place(record, GruStateGrad.dzStep)
    dhBefore += place(record, GruStateGrad.dhBeforeStep)
  }
}

export function gruGatesGrad(record: usize): void {
  let z = place(record, GruGatesGrad.z)
  let hBefore = place(record, GruGatesGrad.hBefore)
  let drh = place(record, GruGatesGrad.drh)
  let dz = place(record, GruGatesGrad.dz)
  let dhBefore = place(record, GruGatesGrad.dhBefore)
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
      storeUpTo4(dz + at + part, f32x4.mul(byReset, slopeFromResult(gates, alpha, reset)), left)
      const sum = f32x4.add(loadUpTo4(dhBefore + at, left), f32x4.mul(reset, d))
      storeUpTo4(dhBefore + at, sum, left)
    }
    z += place(record, GruGatesGrad.zStep)
    if (hBefore) hBefore += place(record, GruGatesGrad.hBeforeStep)
    drh += place(record, GruGatesGrad.drhStep)
    dz += place(record, GruGatesGrad.dzStep)
    dhBefore += place(record, GruGatesGrad.dhBeforeStep)
  }
}

/** The state before this step: zeros where there is none. */
// @ts-ignore: decorator
@inline
function before(hBefore: usize, at: usize, left: i32): v128 {
  return hBefore ? loadUpTo4(hBefore + at, left) : f32x4.splat(0)
}
