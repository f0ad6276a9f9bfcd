/** @file The elementwise parts of LSTM and GRU cells as shaders, forward and backward. */
import type { Matrix, OpOf } from '../../program/ops'
import { type Kernel, read, write } from '../kernel'
import { activationText, derivativeFromResult, derivativeText } from './wgsl-formulas'

/**
 * WGSL that defines `row`, `unit` and `z`, the position of the unit's first gate; the positions of its other gates
 * follow at intervals of `units`.
 */
function gatesAt({ z, units }: { readonly z: Matrix; readonly units: number }): string {
  return `  let row = i / ${units}u;\n  let unit = i % ${units}u;\n  let z = ${positionOf(z)};`
}

/** WGSL for the position of the unit in a matrix [rows, units]. */
function positionOf({ stride }: Matrix): string {
  return `row * ${stride}u + unit`
}

/** One step for all rows and units, and its backward pass, with one thread per unit of a row. */
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

/**
 * GRU cells (reset before the product): the two halves of a step and their backward passes, with one thread per unit
 * of a row.
 */
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
