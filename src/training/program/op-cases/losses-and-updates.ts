/** @file Op cases for losses, penalties, the end of a step, and the weight update. */
import type { TargetForm } from '../../../formulas/loss-formula'
import { LOSS_FORMULAS } from '../../../formulas/loss-formulas'
import { configuredOptimizer, initialSlots, OPTIMIZER_FORMULAS } from '../../../formulas/optimizer-formulas'
import { metricWords, type OpOf } from '../ops'
import type { OpCase, OpFixture } from './op-fixture'

interface Kind {
  readonly loss: string
  readonly form: TargetForm
  readonly width: number
  readonly config?: Readonly<Record<string, unknown>>
  readonly fused?: 'softmax' | 'sigmoid'
  readonly perRow?: number
  readonly weighted?: true
  readonly byRow?: true
  /** Set if targets are pixel values instead of classes, regardless of the target form. */
  readonly pixels?: true
  /** Set if targets are characters of a text: classes without a confusion matrix. */
  readonly signs?: true
}

const SPECIAL_KINDS: readonly Kind[] = [
  { loss: 'categoricalCrossentropy', form: 'oneHot', width: 10 },
  { loss: 'categoricalCrossentropy', form: 'oneHot', width: 10, fused: 'softmax', weighted: true },
  { loss: 'categoricalCrossentropy', form: 'oneHot', width: 3, fused: 'softmax', config: { label_smoothing: 0.1 } },
  { loss: 'sparseCategoricalCrossentropy', form: 'oneHot', width: 33, fused: 'softmax', perRow: 4, byRow: true },
  { loss: 'sparseCategoricalCrossentropy', form: 'oneHot', width: 7, weighted: true },
  { loss: 'categoricalCrossentropy', form: 'oneHot', width: 12, fused: 'softmax', perRow: 6, signs: true },
  {
    ...{ loss: 'categoricalCrossentropy', form: 'oneHot', width: 40, perRow: 3, byRow: true, signs: true },
    config: { label_smoothing: 0.1 },
  },
  { loss: 'binaryCrossentropy', form: 'oneHot', width: 1 },
  { loss: 'binaryCrossentropy', form: 'oneHot', width: 1, fused: 'sigmoid', config: { label_smoothing: 0.2 } },
  { loss: 'binaryCrossentropy', form: 'oneHot', width: 3, fused: 'sigmoid', weighted: true },
  { loss: 'klDivergence', form: 'oneHot', width: 7 },
  { loss: 'squaredEarthMoversDistance', form: 'oneHot', width: 7, weighted: true, byRow: true },
  { loss: 'categoricalHinge', form: 'oneHot', width: 7 },
  { loss: 'cosineProximity', form: 'oneHot', width: 3 },
  { loss: 'hinge', form: 'sign', width: 1, weighted: true, byRow: true },
  { loss: 'squaredHinge', form: 'sign', width: 3 },
  { loss: 'meanSquaredError', form: 'plain', width: 1 },
  { loss: 'meanAbsoluteError', form: 'plain', width: 3 },
  { loss: 'huber', form: 'plain', width: 1, config: { delta: 0.7 } },
  { loss: 'logcosh', form: 'plain', width: 3 },
  { loss: 'meanAbsolutePercentageError', form: 'plain', width: 1 },
  { loss: 'meanSquaredLogarithmicError', form: 'plain', width: 3 },
  { loss: 'poisson', form: 'plain', width: 1, byRow: true },
  { loss: 'binaryCrossentropy', form: 'oneHot', width: 1, fused: 'sigmoid', perRow: 49, pixels: true },
  { loss: 'meanSquaredError', form: 'plain', width: 1, perRow: 27, pixels: true },
]

/** The kinds above, and each loss that is not among them. */
const KINDS: readonly Kind[] = [
  ...SPECIAL_KINDS,
  ...[...LOSS_FORMULAS.values()]
    .filter(({ kind }) => SPECIAL_KINDS.every(({ loss }) => loss !== kind))
    .map(({ kind, form }) => ({ loss: kind, form, width: 3 })),
]

/** Op cases for losses, penalties and the end of a step. */
export function lossCases(open: () => OpFixture): OpCase[] {
  return KINDS.map((kind, i) => {
    const { loss, form, width, config = {}, fused, perRow = 1, weighted, byRow, pixels, signs } = kind
    const s = open()
    const rows = perRow * (s.pick(3, 7, 33) as number)
    const [all, heads] = [40, 1 + (i % 2)]
    const classes = form !== 'plain' && !pixels
    const count = Math.max(2, width)
    s.step(2)
    const target = () =>
      s.random.below(8) === 0 ? Number.NaN : classes ? s.random.below(count) : 0.2 + s.random.uniform()
    return s.done(`loss ${loss}${fused ? ` over ${fused}` : ''} ${rows}x${width}`, {
      op: 'loss',
      loss,
      config,
      ...(fused && { fused, activated: s.floats(rows * width) }),
      output: s.floats(rows * width, fused ? 'normal' : 'unit'),
      targets: s.values(Float32Array.from({ length: all * perRow }, target)),
      order: s.order(all),
      ...(i % 5 !== 4 && { gradient: s.floats(rows * width) }),
      ...(weighted && { classWeights: s.floats(count, 'positive') }),
      ...(byRow && { rowWeights: s.floats(all, 'positive') }),
      ...(classes && !signs && { confusion: s.values(new Uint32Array(count * count), 'work') }),
      classes,
      threshold: form === 'sign' ? 0 : 0.5,
      form,
      rows,
      width,
      weight: i % 3 === 0 ? 1 : 0.4,
      head: heads - 1,
      heads,
      figures: s.values(new Float32Array(4 * metricWords(heads)), 'figures'),
      ...(perRow > 1 && { perRow }),
    })
  })
}

export function endCases(open: () => OpFixture): OpCase[] {
  const penalties = [1, 33, 1027].map((size, i) => {
    const s = open()
    const op = {
      op: 'penalty' as const,
      w: s.floats(size),
      size,
      l1: 0.1 * i,
      l2: 0.3,
      penalty: s.floats(1),
      fresh: i !== 1,
    }
    return s.done(`penalty of ${size}`, { ...op, ...(i !== 2 && { gradient: s.floats(size) }) })
  })
  const ends = [1, 2, 3].map((heads) => {
    const s = open()
    s.step()
    const figures = s.values(
      Float32Array.from({ length: 4 * metricWords(heads) }, () => s.random.normal()),
      'figures',
    )
    const weights = Array.from({ length: heads }, (_, i) => 1 - 0.3 * i)
    const penalty = heads === 2 ? { penalty: s.floats(1) } : {}
    return s.done(`finish of ${heads}`, { op: 'finish', weights, ...penalty, figures })
  })
  return [...penalties, ...ends]
}

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

/** Op cases for the weight update. */
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
