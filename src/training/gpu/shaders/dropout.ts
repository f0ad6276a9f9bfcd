/**
 * @file Dropout: recomputes the mask of `fillMask` in base/rng wherever it is needed. Threefry-2x32 uses only 32-bit
 * additions, rotations and exclusive-ors, so the masks are bit-identical to those computed on the CPU. Each thread
 * draws random numbers for four values.
 */
import { maskRule } from '../../../base/rng'
import type { OpOf } from '../../program/ops'
import { assignText, type Kernel, type KernelContext, read, stepOperands, stepWord, write } from '../kernel'
import { f32 } from './formula-text'

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
