/** @file EpochTotals and toLog: what an epoch's steps add up to, as the figures of its row in the history. */
import type { FittedOutput } from '../data/pipeline'
import type { Evaluation, HeadEvaluation } from '../metrics/evaluation'
import type { EpochLog } from '../protocol/trainer-messages'
import type { StepFigures } from './train-step'

export interface EpochTotals {
  /** Takes figures in; `rows` holds the size of each of their batches, so a short last batch counts for what it is. */
  add(figures: StepFigures, rows: readonly number[]): void
  loss(): number
  /** Per output: accuracy, or the mean absolute error. */
  heads(): readonly number[]
}

/** Totals of one epoch over this many outputs. */
export function epochTotals(outputs: number): EpochTotals {
  let weighted = 0
  let rows = 0
  const sums = Array.from({ length: outputs }, () => 0)
  const known = Array.from({ length: outputs }, () => 0)
  return {
    add(figures, sizes) {
      figures.losses.forEach((loss, i) => {
        weighted += loss * (sizes[i] ?? 0)
        rows += sizes[i] ?? 0
      })
      for (let i = 0; i < outputs; i++) {
        sums[i] = (sums[i] as number) + (figures.sums[i] ?? 0)
        known[i] = (known[i] as number) + (figures.known[i] ?? 0)
      }
    },
    loss: () => weighted / Math.max(1, rows),
    heads: () => sums.map((sum, i) => sum / Math.max(1, known[i] as number)),
  }
}

/** The history row of an epoch. With several outputs each figure is also told under the output's label. */
export function toLog(
  epoch: number,
  totals: EpochTotals,
  outputs: readonly FittedOutput[],
  validation: Evaluation | undefined,
): EpochLog {
  const metrics: Record<string, number> = {}
  const own = totals.heads()
  outputs.forEach((output, i) => {
    const name = output.kind === 'classes' ? 'accuracy' : 'mae'
    const figures: Record<string, number> = { [name]: own[i] as number }
    const head = validation?.heads[i]
    if (head) Object.assign(figures, validationFigures(head))
    for (const [figure, value] of Object.entries(figures)) {
      // The first output of a kind lends its figures the plain name.
      if (!Object.hasOwn(metrics, figure)) metrics[figure] = value
      if (outputs.length > 1) metrics[`${output.label} ${figure}`] = value
    }
  })
  return { epoch, loss: totals.loss(), ...(validation ? { validationLoss: validation.loss } : {}), metrics }
}

function validationFigures(head: HeadEvaluation): Record<string, number> {
  return head.kind === 'classes'
    ? { validationAccuracy: head.accuracy }
    : { validationMae: head.mae, validationRmse: head.rmse, validationR2: head.r2 }
}
