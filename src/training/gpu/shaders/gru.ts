/**
 * @file GRU cells (reset before the product): the two halves of a step and their backward passes, with one thread per
 * unit of a row.
 */
import type { Matrix, OpOf } from '../../program/ops'
import { type Kernel, read, write } from '../kernel'
import { activationText, derivativeFromResult } from './activation'
import { gatesAt, positionOf } from './recurrent-unit'

export function gruGates(op: OpOf<'gruGates'>): Kernel[] {
  return [
    {
      operands: { z: write(op.z), ...before(op), rh: write(op.rh) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let update = ${activationText(op.gates, '$z[z]')};
  let reset = ${activationText(op.gates, `$z[z + ${op.units}u]`)};
  $z[z] = update;
  $z[z + ${op.units}u] = reset;
  $rh[${positionOf(op.rh)}] = ${op.hBefore ? `reset * $hBefore[${positionOf(op.hBefore)}]` : '0f'};`,
    },
  ]
}

export function gruState(op: OpOf<'gruState'>): Kernel[] {
  const kept = op.hBefore ? `update * $hBefore[${positionOf(op.hBefore)}] + ` : ''
  return [
    {
      operands: { z: write(op.z), ...before(op), h: write(op.h) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let update = $z[z];
  let candidate = ${activationText(op.activation, `$z[z + ${2 * op.units}u]`)};
  $z[z + ${2 * op.units}u] = candidate;
  $h[${positionOf(op.h)}] = ${kept}(1f - update) * candidate;`,
    },
  ]
}

export function gruStateGrad(op: OpOf<'gruStateGrad'>): Kernel[] {
  const dz = positionOf(op.dz)
  const gap = op.hBefore ? `($hBefore[${positionOf(op.hBefore)}] - candidate)` : '-candidate'
  return [
    {
      operands: { z: read(op.z), ...before(op), dh: read(op.dh), dz: write(op.dz), dhBefore: write(op.dhBefore) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let update = $z[z];
  let candidate = $z[z + ${2 * op.units}u];
  let dh = $dh[${positionOf(op.dh)}];
  $dz[${dz}] = dh * ${gap} * ${derivativeFromResult(op.gates, 'update')};
  $dz[${dz} + ${2 * op.units}u] = dh * (1f - update) * ${derivativeFromResult(op.activation, 'candidate')};
  $dhBefore[${positionOf(op.dhBefore)}] = update * dh;`,
    },
  ]
}

export function gruGatesGrad(op: OpOf<'gruGatesGrad'>): Kernel[] {
  const reached = op.hBefore
    ? `drh * $hBefore[${positionOf(op.hBefore)}] * ${derivativeFromResult(op.gates, 'reset')}`
    : '0f'
  return [
    {
      operands: { z: read(op.z), ...before(op), drh: read(op.drh), dz: write(op.dz), dhBefore: write(op.dhBefore) },
      size: { threads: op.rows * op.units },
      body: `${gatesAt(op)}
  let reset = $z[z + ${op.units}u];
  let drh = $drh[${positionOf(op.drh)}];
  $dz[${positionOf(op.dz)} + ${op.units}u] = ${reached};
  $dhBefore[${positionOf(op.dhBefore)}] += reset * drh;`,
    },
  ]
}

function before({ hBefore }: { readonly hBefore?: Matrix }) {
  return hBefore ? { hBefore: read(hBefore) } : {}
}
