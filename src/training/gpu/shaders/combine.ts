/**
 * @file Combine: merges two tensors of the same shape into one, and the backward passes, with one thread per number.
 */
import type { OpOf } from '../../program/ops'
import { type Kernel, assignText, read, scaledText, write } from '../kernel'

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
