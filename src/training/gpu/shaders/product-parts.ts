/**
 * @file productParts: WGSL that all variants of a product share: operands, strides, repeats, and how a sum becomes a
 * result.
 */
import type { OpOf } from '../../program/ops'
import { type Operand, read, scaledText, write } from '../kernel'
import { activationText, gated } from './activation'

export interface ProductParts {
  readonly operands: Readonly<Record<string, Operand>>
  /**
   * `fn finish(at, column, sum)`: stores a sum as the result at position `at`, which is relative to the first result of
   * the repeat.
   */
  readonly head: string
  /** WGSL that declares aFrom, bFrom and outFrom, the indices of the first words of repeat `repeat`. */
  from(repeat: string): string
  readonly repeats: number
  /**
   * Distance in words from one index k to the next (step), and from one row of A or column of B to the next (stride).
   */
  readonly a: { readonly step: number; readonly stride: number }
  readonly b: { readonly step: number; readonly stride: number }
}

/** The shared WGSL for this product. */
export function productParts(op: OpOf<'product'>): ProductParts {
  const { batches, bias, gate, activation } = op
  const lines = [`  var v = ${scaledText(op.scale, 'sum')};`]
  if (op.accumulate) lines.push('  v = $out[at] + v;')
  if (bias) lines.push('  v += $bias[column];')
  if (activation && activation.name !== 'linear') lines.push(`  v = ${activationText(activation, 'v')};`)
  const first = (view: 'a' | 'b' | 'out', repeat: string) => {
    if (!batches) return view === 'out' ? '0u' : `$${view}.at`
    const [outer, inner] = batches[view]
    const moved = `(${repeat} / ${batches.inner}u) * ${outer}u + (${repeat} % ${batches.inner}u) * ${inner}u`
    return view === 'out' ? moved : `$${view}.at + ${moved}`
  }
  return {
    operands: {
      a: read(op.a),
      b: read(op.b),
      out: write(op.out),
      ...(bias ? { bias: read(bias) } : {}),
      ...(gate ? { gate: read(gate.result) } : {}),
    },
    head: `fn finish(at: u32, column: u32, sum: f32) {\n${lines.join('\n')}\n  $out[at] = ${gated(gate, '$gate[at]', 'v')};\n}`,
    from: (repeat) =>
      [
        `  let aFrom = ${first('a', repeat)};`,
        `  let bFrom = ${first('b', repeat)};`,
        `  let outFrom = ${first('out', repeat)};`,
      ].join('\n'),
    repeats: batches ? batches.outer * batches.inner : 1,
    a: op.transposeA ? { step: op.a.stride, stride: 1 } : { step: 1, stride: op.a.stride },
    b: op.transposeB ? { step: 1, stride: op.b.stride } : { step: op.b.stride, stride: 1 },
  }
}
