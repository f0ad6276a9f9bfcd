/** @file Encoders for losses and updates of the weights. */

import { compile } from '../../../formulas/evaluate'
import { LOSS_FORMULAS, lossFormula, lossLevels, lossParameters, smoothingOf } from '../../../formulas/loss-formulas'
import { configuredOptimizer, prepareRule, ruleCode } from '../../../formulas/optimizer-formulas'
import { metricWords, type OpOf, type View } from '../../program/ops'
import type { Encoder, Encoders } from '../encoder'
import { ClipCode, FusedCode } from '../records/codes'

/** Encoders for losses and for the end of a step. */
export const lossesAndUpdates = {
  loss(op, to) {
    const { config, width, form, fused, activated, gradient } = op
    const rowBytes = width * 4
    // Results that are not needed are still written, but every row overwrites the same scratch row.
    const spare = to.scratch(2 * rowBytes)
    const formula = lossFormula(op.loss)
    const parameters = [...Object.values(lossParameters(formula, config)), ...lossLevels(formula, config)]
    to.record('loss', {
      ...op,
      ...smoothingOf(formula, config, width),
      loss: [...LOSS_FORMULAS.keys()].indexOf(op.loss),
      fused: FusedCode[fused ?? 'none'],
      activated: activated ? to.at(activated) : spare,
      activatedStep: activated ? rowBytes : 0,
      gradient: gradient ? to.at(gradient) : spare + rowBytes,
      gradientStep: gradient ? rowBytes : 0,
      factor: form === 'sign' ? 2 : 1,
      offset: form === 'sign' ? -1 : 0,
      parameters: to.table(`loss ${parameters.join(' ')}`, () => Float32Array.from(parameters)),
      ring: stepsOf(to, op.figures, op.heads),
      perRow: op.perRow ?? 1,
    })
  },

  finish({ weights, penalty, figures }, to) {
    to.record('finish', {
      weights: to.table(`weights ${weights.join(' ')}`, () => Float32Array.from(weights)),
      heads: weights.length,
      penalty,
      figures,
      ring: stepsOf(to, figures, weights.length),
    })
  },
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

/** The number of steps that fit in the metrics ring. */
function stepsOf(to: Encoder, figures: View, heads: number): number {
  return Math.floor(to.words(figures) / metricWords(heads))
}

/** The constants of the optimizer's rule, and gradient clipping. */

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
