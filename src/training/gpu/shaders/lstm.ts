/** @file LSTM cells: one step of all rows and units, and its way back; a thread a unit of a row. */
import type { OpOf } from '../../program/ops'
import { type Kernel, read, write } from '../kernel'
import { bend, slope, slopeFromResult } from './activation'
import { gatesAt, placeOf } from './unit'

export function lstmCell(op: OpOf<'lstmCell'>): Kernel[] {
  const before = op.cBefore
  return [
    {
      operands: {
        z: write(op.z),
        ...(before ? { cBefore: read(before) } : {}),
        c: write(op.c),
        h: write(op.h),
      },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let input = ${bend(op.gates, '$z[z]')};
  let forget = ${bend(op.gates, `$z[z + ${op.units}u]`)};
  let cell = ${bend(op.activation, `$z[z + ${2 * op.units}u]`)};
  let output = ${bend(op.gates, `$z[z + ${3 * op.units}u]`)};
  let c = ${before ? `forget * $cBefore[${placeOf(before)}] + ` : ''}input * cell;
  $z[z] = input;
  $z[z + ${op.units}u] = forget;
  $z[z + ${2 * op.units}u] = cell;
  $z[z + ${3 * op.units}u] = output;
  $c[${placeOf(op.c)}] = c;
  $h[${placeOf(op.h)}] = output * ${bend(op.activation, 'c')};`,
    },
  ]
}

export function lstmCellGrad(op: OpOf<'lstmCellGrad'>): Kernel[] {
  const before = op.cBefore
  const dz = (gate: number) => `$dz[${placeOf(op.dz)} + ${gate * op.units}u]`
  return [
    {
      operands: {
        z: read(op.z),
        ...(before ? { cBefore: read(before) } : {}),
        c: read(op.c),
        dh: read(op.dh),
        dc: write(op.dc),
        dz: write(op.dz),
      },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let input = $z[z];
  let forget = $z[z + ${op.units}u];
  let cell = $z[z + ${2 * op.units}u];
  let output = $z[z + ${3 * op.units}u];
  let c = $c[${placeOf(op.c)}];
  let bent = ${bend(op.activation, 'c')};
  let dh = $dh[${placeOf(op.dh)}];
  let dc = $dc[${placeOf(op.dc)}] + dh * output * ${slope(op.activation, 'c', 'bent')};
  ${dz(0)} = dc * cell * ${slopeFromResult(op.gates, 'input')};
  ${dz(1)} = ${before ? `dc * $cBefore[${placeOf(before)}] * ${slopeFromResult(op.gates, 'forget')}` : '0f'};
  ${dz(2)} = dc * input * ${slopeFromResult(op.activation, 'cell')};
  ${dz(3)} = dh * bent * ${slopeFromResult(op.gates, 'output')};
  $dc[${placeOf(op.dc)}] = dc * forget;`,
    },
  ]
}
