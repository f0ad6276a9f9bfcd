/** @file Encoder for the weight update: the constants of the optimizer's rule, and gradient clipping. */
import { compile } from '../../../formulas/evaluate'
import { prepareRule } from '../../../formulas/optimizer-formula'
import { configuredOptimizer, ruleCode } from '../../../formulas/optimizers'
import type { OpOf } from '../../program/ops'
import { type Encoder, type Encoders, float32, type Words } from '../encoder'
import { Code } from '../kernel-args/kernel-codes'
import { ClipCode, Update } from '../kernel-args/weight-update'

export const updates = {
  update(op, to) {
    const { slots, average, clip, size } = op
    const spans = to.table(`spans ${JSON.stringify([size, clip])}`, () => Int32Array.from(spansOf(op, to).flat()))
    to.record(Code.update, Update, {
      ...ruleWords(op, to),
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

/** The record words that select an optimizer's rule. Its constants are computed in float64 and rounded to float32. */
function ruleWords({ rule, config }: OpOf<'update'>, to: Encoder): Pick<Words<typeof Update>, 'rule' | 'parameters'> {
  const optimizer = configuredOptimizer(rule, config)
  const { constants } = prepareRule(optimizer.formula, optimizer.flags)
  const values = constants.map(({ expression }) => compile(expression)(optimizer.numbers))
  return {
    rule: ruleCode(optimizer),
    parameters: to.table(`rule ${values.join(' ')}`, () => Float32Array.from(values)),
  }
}
