/** @file LSTM cells: one step for all rows and units, and its backward pass, with one thread per unit of a row. */
import type { OpOf } from '../../program/ops'
import { type Kernel, read, write } from '../kernel'
import { activationText, derivativeText, derivativeFromResult } from './activation'
import { gatesAt, positionOf } from './recurrent-unit'

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
  let input = ${activationText(op.gates, '$z[z]')};
  let forget = ${activationText(op.gates, `$z[z + ${op.units}u]`)};
  let cell = ${activationText(op.activation, `$z[z + ${2 * op.units}u]`)};
  let output = ${activationText(op.gates, `$z[z + ${3 * op.units}u]`)};
  let c = ${before ? `forget * $cBefore[${positionOf(before)}] + ` : ''}input * cell;
  $z[z] = input;
  $z[z + ${op.units}u] = forget;
  $z[z + ${2 * op.units}u] = cell;
  $z[z + ${3 * op.units}u] = output;
  $c[${positionOf(op.c)}] = c;
  $h[${positionOf(op.h)}] = output * ${activationText(op.activation, 'c')};`,
    },
  ]
}

export function lstmCellGrad(op: OpOf<'lstmCellGrad'>): Kernel[] {
  const before = op.cBefore
  const dz = (gate: number) => `$dz[${positionOf(op.dz)} + ${gate * op.units}u]`
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
  let c = $c[${positionOf(op.c)}];
  let activated = ${activationText(op.activation, 'c')};
  let dh = $dh[${positionOf(op.dh)}];
  let dc = $dc[${positionOf(op.dc)}] + dh * output * ${derivativeText(op.activation, 'c', 'activated')};
  ${dz(0)} = dc * cell * ${derivativeFromResult(op.gates, 'input')};
  ${dz(1)} = ${before ? `dc * $cBefore[${positionOf(before)}] * ${derivativeFromResult(op.gates, 'forget')}` : '0f'};
  ${dz(2)} = dc * input * ${derivativeFromResult(op.activation, 'cell')};
  ${dz(3)} = dh * activated * ${derivativeFromResult(op.gates, 'output')};
  $dc[${positionOf(op.dc)}] = dc * forget;`,
    },
  ]
}
