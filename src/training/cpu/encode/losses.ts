/** @file Encoders for gathering rows, for losses, and for the end of a step. */
import { LOSSES, lossFormula, lossParameters, smoothingOf } from '../../../formulas/losses'
import { metricWords, type View } from '../../program/ops'
import { type Encoder, type Encoders, float32 } from '../encoder'
import { GatherRows } from '../kernel-args/gather-rows'
import { Code } from '../kernel-args/kernel-codes'
import { Finish, FusedCode, Loss } from '../kernel-args/losses'

export const ends = {
  gatherRows({ source, table, order, out, rows, width }, to) {
    to.record(Code.gatherRows, GatherRows, {
      source: to.at(source),
      table: to.at(table),
      order: to.at(order),
      out: to.at(out),
      rows,
      width,
      constants: to.constants,
      state: to.state,
    })
  },

  loss(op, to) {
    const { config, width, form, fused, activated, gradient } = op
    const rowBytes = width * 4
    // Results that are not needed are still written, but every row overwrites the same scratch row.
    const spare = to.scratch(2 * rowBytes)
    const formula = lossFormula(op.loss)
    const { keep, spread } = smoothingOf(formula, config, width)
    const parameters = Object.values(lossParameters(formula, config))
    to.record(Code.loss, Loss, {
      loss: [...LOSSES.keys()].indexOf(op.loss),
      fused: FusedCode[fused ?? 'none'],
      output: to.at(op.output),
      activated: activated ? to.at(activated) : spare,
      activatedStep: activated ? rowBytes : 0,
      targets: to.at(op.targets),
      order: to.at(op.order),
      gradient: gradient ? to.at(gradient) : spare + rowBytes,
      gradientStep: gradient ? rowBytes : 0,
      classWeights: to.at(op.classWeights),
      rowWeights: to.at(op.rowWeights),
      confusion: to.at(op.confusion),
      classes: Number(op.classes),
      threshold: float32(op.threshold),
      rows: op.rows,
      width,
      factor: float32(form === 'sign' ? 2 : 1),
      offset: float32(form === 'sign' ? -1 : 0),
      keep: float32(keep),
      spread: float32(spread),
      parameters: to.table(`loss ${parameters.join(' ')}`, () => Float32Array.from(parameters)),
      weight: float32(op.weight),
      head: op.head,
      heads: op.heads,
      figures: to.at(op.figures),
      ring: stepsOf(to, op.figures, op.heads),
      perRow: op.perRow ?? 1,
      constants: to.constants,
      state: to.state,
    })
  },

  finish({ weights, penalty, figures }, to) {
    to.record(Code.finish, Finish, {
      weights: to.table(`weights ${weights.join(' ')}`, () => Float32Array.from(weights)),
      heads: weights.length,
      penalty: to.at(penalty),
      figures: to.at(figures),
      ring: stepsOf(to, figures, weights.length),
      state: to.state,
    })
  },
} satisfies Partial<Encoders>

/** The number of steps that fit in the metrics ring. */
function stepsOf(to: Encoder, figures: View, heads: number): number {
  return Math.floor(to.words(figures) / metricWords(heads))
}
