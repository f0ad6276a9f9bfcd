/** @file GRU cells, reset before the product: the two halves of a step and their ways back; a thread a unit of a row. */
import type { Matrix, OpOf } from '../../program/ops'
import { type Kernel, read, write } from '../kernel'
import { bend, slopeFromResult } from './activation'
import { gatesAt, placeOf } from './unit'

export function gruGates(op: OpOf<'gruGates'>): Kernel[] {
  return [
    {
      operands: { z: write(op.z), ...before(op), rh: write(op.rh) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let update = ${bend(op.gates, '$z[z]')};
  let reset = ${bend(op.gates, `$z[z + ${op.units}u]`)};
  $z[z] = update;
  $z[z + ${op.units}u] = reset;
  $rh[${placeOf(op.rh)}] = ${op.hBefore ? `reset * $hBefore[${placeOf(op.hBefore)}]` : '0f'};`,
    },
  ]
}

export function gruState(op: OpOf<'gruState'>): Kernel[] {
  const kept = op.hBefore ? `update * $hBefore[${placeOf(op.hBefore)}] + ` : ''
  return [
    {
      operands: { z: write(op.z), ...before(op), h: write(op.h) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let update = $z[z];
  let candidate = ${bend(op.activation, `$z[z + ${2 * op.units}u]`)};
  $z[z + ${2 * op.units}u] = candidate;
  $h[${placeOf(op.h)}] = ${kept}(1f - update) * candidate;`,
    },
  ]
}

export function gruStateGrad(op: OpOf<'gruStateGrad'>): Kernel[] {
  const dz = placeOf(op.dz)
  const gap = op.hBefore ? `($hBefore[${placeOf(op.hBefore)}] - candidate)` : '-candidate'
  return [
    {
      operands: { z: read(op.z), ...before(op), dh: read(op.dh), dz: write(op.dz), dhBefore: write(op.dhBefore) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let update = $z[z];
  let candidate = $z[z + ${2 * op.units}u];
  let dh = $dh[${placeOf(op.dh)}];
  $dz[${dz}] = dh * ${gap} * ${slopeFromResult(op.gates, 'update')};
  $dz[${dz} + ${2 * op.units}u] = dh * (1f - update) * ${slopeFromResult(op.activation, 'candidate')};
  $dhBefore[${placeOf(op.dhBefore)}] = update * dh;`,
    },
  ]
}

export function gruGatesGrad(op: OpOf<'gruGatesGrad'>): Kernel[] {
  const reached = op.hBefore ? `drh * $hBefore[${placeOf(op.hBefore)}] * ${slopeFromResult(op.gates, 'reset')}` : '0f'
  return [
    {
      operands: { z: read(op.z), ...before(op), drh: read(op.drh), dz: write(op.dz), dhBefore: write(op.dhBefore) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let reset = $z[z + ${op.units}u];
  let drh = $drh[${placeOf(op.drh)}];
  $dz[${placeOf(op.dz)} + ${op.units}u] = ${reached};
  $dhBefore[${placeOf(op.dhBefore)}] += reset * drh;`,
    },
  ]
}

function before({ hBefore }: { readonly hBefore?: Matrix }) {
  return hBefore ? { hBefore: read(hBefore) } : {}
}
