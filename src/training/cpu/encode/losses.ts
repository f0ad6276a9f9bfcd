/** @file Encoders for losses and for the end of a step. */
import { lossFormula, LOSS_FORMULAS, lossParameters, smoothingOf } from '../../../formulas/loss-formulas'
import { metricWords, type View } from '../../program/ops'
import type { Encoder, Encoders } from '../encoder'
import { FusedCode } from '../records/codes'

export const ends = {
  loss(op, to) {
    const { config, width, form, fused, activated, gradient } = op
    const rowBytes = width * 4
    // Results that are not needed are still written, but every row overwrites the same scratch row.
    const spare = to.scratch(2 * rowBytes)
    const formula = lossFormula(op.loss)
    const parameters = Object.values(lossParameters(formula, config))
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
} satisfies Partial<Encoders>

/** The number of steps that fit in the metrics ring. */
function stepsOf(to: Encoder, figures: View, heads: number): number {
  return Math.floor(to.words(figures) / metricWords(heads))
}
