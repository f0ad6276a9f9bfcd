/** @file Encoder for the weight update: the constants of the optimizer's rule, and gradient clipping. */
import type { OpOf } from '../../program/ops'
import { type Encoder, type Encoders, float32, type Words } from '../encoder'
import { Code } from '../kernel-args/kernel-codes'
import { ClipCode, RuleCode, Update } from '../kernel-args/weight-update'

export const updates = {
  update(op, to) {
    const { slots, average, clip, size } = op
    const spans = to.table(`spans ${JSON.stringify([size, clip])}`, () => Int32Array.from(spansOf(op, to).flat()))
    to.record(Code.update, Update, {
      ...ruleWords(op.rule, op.config),
      weights: to.at(op.weights),
      gradients: to.at(op.gradients),
      slot0: to.at(slots[0]),
      slot1: to.at(slots[1]),
      slot2: to.at(slots[2]),
      clip: clip === undefined ? ClipCode.none : clip.by === 'value' ? ClipCode.value : ClipCode.norm,
      limit: float32(clip?.limit ?? 0),
      spans,
      spanCount: spansOf(op, to).length,
      average: to.at(average),
      constants: to.constants,
      state: to.state,
    })
  },
} satisfies Partial<Encoders>

/**
 * Spans of weights that together cover all weights, as [first, size, address of the squared norm]; the address is 0 if
 * a span is not clipped by norm.
 */
function spansOf({ clip, size }: OpOf<'update'>, to: Encoder): (readonly [number, number, number])[] {
  if (clip?.by === 'globalNorm') return [[0, size, to.at(clip.squares)]]
  if (clip?.by !== 'norm') return [[0, size, 0]]
  const spans: (readonly [number, number, number])[] = []
  let at = 0
  const own = clip.segments.map((segment, i) => ({ ...segment, square: to.at(clip.squares) + i * 4 }))
  for (const { offset, size: words, square } of own.sort((a, b) => a.offset - b.offset)) {
    if (offset > at) spans.push([at, offset - at, 0])
    spans.push([offset, words, square])
    at = offset + words
  }
  if (at < size) spans.push([at, size - at, 0])
  return spans
}

type RuleWords = Pick<Words<typeof Update>, 'rule' | 'keep0' | 'take0' | 'keep1' | 'take1' | 'epsilon' | 'decay'>

/** The record words that store the constants of an optimizer rule. Throws if the name is not in the catalog. */
function ruleWords(name: string, config: Readonly<Record<string, unknown>>): RuleWords {
  const number = (of: string, fallback: number) => {
    const value = config[of]
    return typeof value === 'number' ? value : fallback
  }
  const words = (rule: RuleCode, keep0 = 0, keep1 = 0, epsilon = 0, decay = 0): RuleWords => ({
    rule,
    keep0: float32(keep0),
    take0: float32(1 - keep0),
    keep1: float32(keep1),
    take1: float32(1 - keep1),
    epsilon: float32(epsilon),
    decay: float32(decay),
  })
  const epsilon = number('epsilon', 1e-7)
  switch (name) {
    case 'SGD':
      return words(RuleCode.sgd)
    case 'Momentum':
      return words(config.nesterov === true ? RuleCode.nesterov : RuleCode.momentum, number('momentum', 0.9))
    case 'RMSProp':
      return words(RuleCode.rmsprop, number('decay', 0.9), number('momentum', 0), epsilon)
    case 'Adagrad':
      return words(RuleCode.adagrad, 0, 0, 1e-7)
    case 'Adadelta':
      return words(RuleCode.adadelta, number('rho', 0.95), 0, epsilon)
    case 'Adam':
    case 'AdamW':
      return words(
        RuleCode.adam,
        number('beta_1', 0.9),
        number('beta_2', 0.999),
        epsilon,
        name === 'AdamW' ? number('weight_decay', 0.004) : 0,
      )
    case 'Adamax':
      return words(RuleCode.adamax, number('beta_1', 0.9), number('beta_2', 0.999), epsilon)
    default:
      throw new Error(`no optimizer is called ${name}`)
  }
}
