/**
 * @file Dropout: the mask of base/rng's `fillMask`, drawn where it is used. Threefry-2x32 needs no more than 32-bit adds, rotations and
 * exclusive-ors, so the masks are the CPU's, bit for bit. A thread draws for four numbers.
 */
import { maskRule } from '../../../base/rng'
import type { OpOf } from '../../program/ops'
import { type Kernel, put, read, type ShadeContext, stepOperands, stepWord, write } from '../kernel'
import { f32 } from './maths'

/** As base/rng's `threefry`, its 20 rounds in 5 blocks. */
const THREEFRY = `fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let keys = array<u32, 3>(key.x, key.y, 0x1bd11bdau ^ key.x ^ key.y);
  let turns = array<vec4u, 2>(vec4u(13u, 15u, 26u, 6u), vec4u(17u, 29u, 16u, 24u));
  var x = counter.x + key.x;
  var y = counter.y + key.y;
  for (var block = 0u; block < 5u; block++) {
    let turn = turns[block & 1u];
    for (var round = 0u; round < 4u; round++) {
      x += y;
      y = ((y << turn[round]) | (y >> (32u - turn[round]))) ^ x;
    }
    x += keys[(block + 1u) % 3u];
    y += keys[(block + 2u) % 3u] + block + 1u;
  }
  return vec2u(x, y);
}`

/** The word of a step's constants that says its number. */
const STEP = 0

export function dropout(op: OpOf<'dropout'>, context: ShadeContext): Kernel[] {
  const { key, dropBelow, kept } = maskRule(op.rate, op.place)
  // At a rate of 1 nothing is kept, and the factor is not finite.
  const factor = f32(op.rate < 1 ? kept : 0)
  const words = ['word.x & 0xffffu', 'word.x >> 16u', 'word.y & 0xffffu', 'word.y >> 16u']
  const lines = words.map((word, place) => {
    const mask = `select(${factor}, 0f, (${word}) < ${dropBelow}u)`
    return `  if (${place}u + at < ${op.size}u) { ${put(op, `$out[at + ${place}u]`, `$x[at + ${place}u] * ${mask}`)} }`
  })
  return [
    {
      operands: { x: read(op.x), out: write(op.out), ...stepOperands(context) },
      size: { threads: Math.ceil(op.size / 4) },
      head: THREEFRY,
      body: `  let word = threefry(vec2u(${op.seed >>> 0}u, ${key >>> 0}u), vec2u(i, ${stepWord(STEP)}));
  let at = i * 4u;
${lines.join('\n')}`,
    },
  ]
}
