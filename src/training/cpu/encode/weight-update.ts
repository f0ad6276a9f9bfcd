/** @file Encoder for the weight update: the constants of the optimizer's rule, and gradient clipping. */
import { compile } from '../../../formulas/evaluate'
import { configuredOptimizer, ruleCode, prepareRule } from '../../../formulas/optimizer-formulas'
import type { OpOf } from '../../program/ops'
import type { Encoder, Encoders } from '../encoder'
import { ClipCode } from '../records/codes'

export const updates = {
  update(op, to) {
    const { weights, gradients, slots, average, clip, size } = op
    const optimizer = configuredOptimizer(op.rule, op.config)
    const { constants } = prepareRule(optimizer.formula, optimizer.flags)
    // Computed in float64 and rounded once.
    const parameters = constants.map(({ expression }) => compile(expression)(optimizer.numbers))
    const spans = spansOf(op, to)
    to.record('update', {
      rule: ruleCode(optimizer),
      weights,
      gradients,
      slot0: slots[0],
      slot1: slots[1],
      slot2: slots[2],
      parameters: to.table(`rule ${parameters.join(' ')}`, () => Float32Array.from(parameters)),
      clip: clip === undefined ? ClipCode.none : clip.by === 'value' ? ClipCode.value : ClipCode.norm,
      limit: clip?.limit ?? 0,
      spans: to.table(`spans ${JSON.stringify([size, clip])}`, () => Int32Array.from(spans.flat())),
      spanCount: spans.length,
      average,
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
