/** @file Op cases for losses, penalties and the end of a step. */
import type { TargetForm } from '../../../formulas/loss-formula'
import { LOSS_FORMULAS } from '../../../formulas/loss-formulas'
import { metricWords } from '../ops'
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
