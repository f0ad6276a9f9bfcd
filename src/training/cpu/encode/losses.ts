/** @file Encoders for gathering rows, for losses, and for the end of a step. */
import { metricWords, type View } from '../../program/ops'
import { type Encoder, type Encoders, float32 } from '../encoder'
import { Code } from '../kernel-args/kernel-codes'
import { Finish, FusedCode, Loss, LossCode } from '../kernel-args/losses'
import { GatherRows } from '../kernel-args/gather-rows'

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
    const softened = smoothingOf(op.loss, config, width)
    to.record(Code.loss, Loss, {
      loss: lossCode(op.loss),
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
      keep: float32(1 - softened.amount),
      spread: float32(softened.amount / softened.among),
      delta: float32(Number(config.delta ?? 1)),
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

/** The fraction of the target that label smoothing redistributes, and the number of values over which it is spread. */
function smoothingOf(loss: string, config: Readonly<Record<string, unknown>>, width: number) {
  const among = loss === 'categoricalCrossentropy' ? width : loss === 'binaryCrossentropy' ? 2 : 0
  return among === 0 ? { amount: 0, among: 1 } : { amount: Number(config.label_smoothing ?? 0), among }
}

/** The code of a loss. Throws if the name is not in the catalog. */
function lossCode(name: string): LossCode {
  const code = (LossCode as unknown as Readonly<Record<string, LossCode | undefined>>)[name]
  if (code === undefined) throw new Error(`no loss is called ${name}`)
  return code
}
