/** @file Op cases for the weight update. */
import { configuredOptimizer, initialSlots } from '../../../formulas/optimizer-formulas'
import { OPTIMIZER_FORMULAS } from '../../../formulas/optimizer-formulas'
import type { OpOf } from '../ops'
import type { OpCase, OpFixture } from './op-fixture'

/** Rules with settings that tests need: the name of the rule, and its config. */
const SPECIAL_RULES: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['SGD', {}],
  ['Momentum', { momentum: 0.8 }],
  ['Momentum', { momentum: 0.8, nesterov: true }],
  ['RMSProp', { decay: 0.9, momentum: 0.5 }],
  ['RMSProp', { decay: 0.9, centered: true }],
  ['Adagrad', {}],
  ['Adadelta', { rho: 0.9, epsilon: 1e-6 }],
  ['Adam', {}],
  ['Adam', { beta_1: 0.8, beta_2: 0.95, epsilon: 1e-3 }],
  ['AdamW', { weight_decay: 0.1 }],
  ['Adamax', {}],
]

/** The rules above, and each optimizer that is not among them. */
const RULES: typeof SPECIAL_RULES = [
  ...SPECIAL_RULES,
  ...[...OPTIMIZER_FORMULAS.keys()]
    .filter((name) => SPECIAL_RULES.every(([other]) => other !== name))
    .map((name) => [name, {}] as const),
]
const SEGMENTS = [
  { offset: 0, size: 33 },
  { offset: 33, size: 7 },
  { offset: 40, size: 61 },
]
const SIZE = 101

export function updateCases(open: () => OpFixture): OpCase[] {
  return RULES.flatMap(([rule, config], i) =>
    ([undefined, 'value', 'norm', 'globalNorm'] as const).map((by, turn) => {
      const s = open()
      s.step(0, { update: i === 0 && turn === 1 ? 0 : 1, share: turn === 2 ? 0.5 : 1 })
      return s.done(`update ${rule}${by ? `, clip by ${by}` : ''} ${i}`, {
        op: 'update',
        rule,
        config,
        weights: s.floats(SIZE),
        gradients: s.floats(SIZE),
        // The slot for the mean of a centered rule starts at zero, because its magnitude must stay below the root of
        // the mean square.
        slots: initialSlots(configuredOptimizer(rule, config)).map((_, slot) =>
          s.floats(SIZE, slot === 2 ? 'zero' : 'positive'),
        ),
        size: SIZE,
        ...(by && { clip: clipOf(s, by) }),
        ...(turn === 3 && { average: s.floats(SIZE) }),
      })
    }),
  )
}

function clipOf(s: OpFixture, by: 'value' | 'norm' | 'globalNorm'): NonNullable<OpOf<'update'>['clip']> {
  switch (by) {
    case 'value':
      return { by, limit: 0.5 }
    case 'norm':
      return { by, limit: 0.9, squares: s.floats(SEGMENTS.length, 'positive'), segments: SEGMENTS }
    case 'globalNorm':
      return { by, limit: 0.3, squares: s.floats(1, 'positive') }
    default:
      return by satisfies never
  }
}

export function gradientCases(open: () => OpFixture): OpCase[] {
  const sums = [0, 1, 1].map((fresh, i) => {
    const s = open()
    const size = [SIZE, 1, 1030][i] as number
    s.step(0, { fresh })
    return s.done(`addGradients of ${size}`, {
      op: 'addGradients',
      gradients: s.floats(size),
      sum: s.floats(size),
      size,
    })
  })
  const sizes = [true, false, true].map((total, i) => {
    const s = open()
    const segments = i === 2 ? [{ offset: 0, size: 5000 }] : SEGMENTS
    const gradients = s.floats(i === 2 ? 5000 : SIZE)
    return s.done(`squares${total ? ', all' : ''} ${i}`, {
      op: 'squares',
      gradients,
      segments,
      out: s.floats(total ? 1 : segments.length),
      total,
    })
  })
  return [...sums, ...sizes]
}
