/** @file Ops on single elements as shaders: fills, activations, combinations of two tensors, and dropout. */

import { maskRule } from '../../../base/rng'
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, scaledText, stepOperands, stepWord, write } from '../kernel'
import { teamFor } from './thread-team'
import { activationText, derivativeText, f32 } from './wgsl-formulas'

/** Applies an activation, with one thread per value. */
export function activate(op: OpOf<'activate'>): Kernel[] {
  return [
    {
      operands: { x: read(op.x), out: write(op.out) },
      size: { threads: op.size },
      body: `  let x = $x[i];\n  $out[i] = ${activationText(op.activation, 'x')};`,
    },
  ]
}

/** Computes the gradient of an activation, with one thread per value. The output may overwrite `dy`. */
export function activateGrad(op: OpOf<'activateGrad'>): Kernel[] {
  return [
    {
      operands: { dy: read(op.dy), x: read(op.x), y: read(op.y), out: write(op.out) },
      size: { threads: op.size },
      body: `  let x = $x[i];\n  let y = $y[i];\n  ${assignText(op, '$out[i]', `$dy[i] * ${derivativeText(op.activation, 'x', 'y')}`)}`,
    },
  ]
}

/** Fills a tensor with a constant, with one thread per value. */
export function fill(op: OpOf<'fill'>): Kernel[] {
  return [{ operands: { out: write(op.out) }, size: { threads: op.size }, body: `  $out[i] = ${f32(op.value)};` }]
}

/** Merges two tensors of the same shape into one, and the backward passes, with one thread per number. */
export function combine(op: OpOf<'combine'>): Kernel[] {
  return [
    {
      operands: { a: read(op.a), b: read(op.b), out: write(op.out) },
      size: { threads: op.size },
      body: `  $out[i] = ${scaledText(op.scale, combinedText(op.how))};`,
    },
  ]
}

function combinedText(how: OpOf<'combine'>['how']): string {
  switch (how) {
    case 'add':
      return '$a[i] + $b[i]'
    case 'multiply':
      return '$a[i] * $b[i]'
    case 'maximum':
      return 'max($a[i], $b[i])'
    case 'minimum':
      return 'min($a[i], $b[i])'
  }
}

export function combineGrad(op: OpOf<'combineGrad'>): Kernel[] {
  return [
    {
      operands: { a: read(op.a), b: read(op.b), dy: read(op.dy), out: write(op.out) },
      size: { threads: op.size },
      body: `  ${assignText(op, '$out[i]', gradientText(op))}`,
    },
  ]
}

function gradientText({ how, of }: OpOf<'combineGrad'>): string {
  switch (how) {
    case 'multiply':
      return of === 'a' ? '$dy[i] * $b[i]' : '$dy[i] * $a[i]'
    case 'maximum':
      return `select(0f, $dy[i], $a[i] ${of === 'a' ? '>=' : '<'} $b[i])`
    case 'minimum':
      return `select(0f, $dy[i], $a[i] ${of === 'a' ? '<=' : '>'} $b[i])`
  }
}

/**
 * The rotations of `threefry` in base/rng, whose 20 rounds are unrolled because software devices are slow at table
 * lookups.
 */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const

function threefry(): string {
  const blocks = Array.from({ length: 5 }, (_, block) => {
    const turns = ROTATIONS.slice((block & 1) * 4, (block & 1) * 4 + 4)
    const rounds = turns.map((turn) => `  x += y; y = ((y << ${turn}u) | (y >> ${32 - turn}u)) ^ x;`)
    return `${rounds.join('\n')}\n  x += k${(block + 1) % 3}; y += k${(block + 2) % 3} + ${block + 1}u;`
  })
  return `fn threefry(k0: u32, k1: u32, c0: u32, c1: u32) -> vec2u {
  let k2 = 0x1bd11bdau ^ k0 ^ k1;
  var x = c0 + k0;
  var y = c1 + k1;
${blocks.join('\n')}
  return vec2u(x, y);
}`
}

/** The index of the step number among the words of a step's constants. */
const STEP = 0

/**
 * Recomputes the mask of `fillMask` in base/rng wherever it is needed. Threefry-2x32 uses only 32-bit additions,
 * rotations and exclusive-ors, so the masks are bit-identical to those computed on the CPU. Each thread draws random
 * numbers for four values.
 */
export function dropout(op: OpOf<'dropout'>, context: KernelContext): Kernel[] {
  const { key, dropBelow, scale } = maskRule(op.rate, op.place)
  // At a rate of 1 everything is dropped, and the scale would not be finite.
  const factor = f32(op.rate < 1 ? scale : 0)
  const words = ['word.x & 0xffffu', 'word.x >> 16u', 'word.y & 0xffffu', 'word.y >> 16u']
  const lines = words.map((word, place) => {
    const mask = `select(${factor}, 0f, (${word}) < ${dropBelow}u)`
    return `  if (${place}u + at < ${op.size}u) { ${assignText(op, `$out[at + ${place}u]`, `$x[at + ${place}u] * ${mask}`)} }`
  })
  return [
    {
      operands: { x: read(op.x), out: write(op.out), ...stepOperands(context) },
      size: { threads: Math.ceil(op.size / 4) },
      head: threefry(),
      body: `  let word = threefry(${op.seed >>> 0}u, ${key >>> 0}u, i, ${stepWord(STEP)});
  let at = i * 4u;
${lines.join('\n')}`,
    },
  ]
}

/** Copies, moves, repeats and sums of tensors with arbitrary strides. */
export function strided(op: OpOf<'strided'>, { emulated }: Pick<KernelContext, 'emulated'>): Kernel[] {
  const sum = op.sum ?? []
  const terms = product(sum)
  const team = teamFor(product(op.sizes), terms, 1, emulated)
  const along = axesText('term', sum, op.along ?? [], 't')
  return [
    {
      operands: { x: read(op.x), out: write(op.out) },
      ...team.shape,
      body: `${team.begin}
${axesText('unit', op.sizes, op.from, 'u').text}
  let root = ${axesText('unit', op.sizes, op.from, 'u').place};
  let goal = ${axesText('unit', op.sizes, op.to, 'u').place};
  var value = 0f;
  for (var term = first; term < ${terms}u; term += ${team.step}u) {
  ${along.text}
    value += $x[root + ${along.place}];
  }
${team.total('value')}
${team.byOneThread(`  ${assignText(op, '$out[goal]', scaledText(op.scale, 'value'))}`)}`,
    },
  ]
}

/**
 * WGSL that splits a linear index over `sizes` (last axis fastest) into one index per axis, and computes the
 * corresponding position. Axes of size 1 are skipped.
 */
function axesText(
  count: string,
  sizes: readonly number[],
  strides: readonly number[],
  name: string,
): { readonly text: string; readonly place: string } {
  const lines: string[] = []
  const places: string[] = []
  let below = 1
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const size = sizes[axis] as number
    if (size !== 1) {
      lines.push(`  let ${name}${axis} = ${count} / ${below}u % ${size}u;`)
      // A negative stride can be written as an unsigned number, because 32-bit arithmetic wraps around to the same
      // position.
      places.push(`${name}${axis} * ${(strides[axis] as number) >>> 0}u`)
    }
    below *= size
  }
  return { text: lines.join('\n'), place: places.length === 0 ? '0u' : `(${places.join(' + ')})` }
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1)
}

/** Softmax of each row, computed after subtracting the row's maximum. */
export function softmax({ x, out, rows, width, log, causal }: OpOf<'softmax'>): Kernel[] {
  const value = log ? `$x[at + j] - most - logged` : `exp($x[at + j] - most) / sum`
  return [
    {
      operands: { x: read(x), out: write(out) },
      size: { threads: rows },
      workgroup: rows < 1024 ? 8 : 64,
      body: `  let at = i * ${width}u;
  let seen = ${causal ? `i % ${width}u + 1u` : `${width}u`};
  var most = $x[at];
  for (var j = 1u; j < seen; j++) { most = max(most, $x[at + j]); }
  var sum = 0f;
  for (var j = 0u; j < seen; j++) { sum += exp($x[at + j] - most); }
${log ? '  let logged = log(sum);\n' : ''}  for (var j = 0u; j < seen; j++) { $out[at + j] = ${value}; }
  for (var j = seen; j < ${width}u; j++) { $out[at + j] = 0f; }`,
    },
  ]
}

/** The gradient, computed from the result of softmax. The output may overwrite `dy`. */
export function softmaxGrad(op: OpOf<'softmaxGrad'>): Kernel[] {
  const { rows, width, log } = op
  const slope = log ? '$dy[at + j] - exp($y[at + j]) * sum' : '$y[at + j] * ($dy[at + j] - sum)'
  return [
    {
      operands: { dy: read(op.dy), y: read(op.y), out: write(op.out) },
      size: { threads: rows },
      workgroup: rows < 1024 ? 8 : 64,
      body: `  let at = i * ${width}u;
  var sum = 0f;
  for (var j = 0u; j < ${width}u; j++) { sum += $dy[at + j]${log ? '' : ' * $y[at + j]'}; }
  for (var j = 0u; j < ${width}u; j++) { ${assignText(op, '$out[at + j]', slope)} }`,
    },
  ]
}
