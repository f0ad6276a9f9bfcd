/** @file Combine: two results of one shape become one, and the ways back; a thread a number. */
import type { OpOf } from '../../program/ops'
import { type Kernel, put, read, scaled, write } from '../kernel'

export function combine(op: OpOf<'combine'>): Kernel[] {
  return [
    {
      operands: { a: read(op.a), b: read(op.b), out: write(op.out) },
      size: { threads: op.size },
      body: `  $out[i] = ${scaled(op.scale, both(op.how))};`,
    },
  ]
}

function both(how: OpOf<'combine'>['how']): string {
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
      body: `  ${put(op, '$out[i]', wayBack(op))}`,
    },
  ]
}

function wayBack({ how, of }: OpOf<'combineGrad'>): string {
  switch (how) {
    case 'multiply':
      return of === 'a' ? '$dy[i] * $b[i]' : '$dy[i] * $a[i]'
    case 'maximum':
      return `select(0f, $dy[i], $a[i] ${of === 'a' ? '>=' : '<'} $b[i])`
    case 'minimum':
      return `select(0f, $dy[i], $a[i] ${of === 'a' ? '<=' : '>'} $b[i])`
  }
}
