/** @file Epoch totals and toLog: what an epoch's steps add up to, as the figures of its row in the history. */
import { unitOf } from '../../data/decode'
import type { FittedOutput } from '../../data/pipeline'
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import type { EpochLog, RunMark } from '../../data/job'
import type { StepFigures } from '../train-step'

type Totals = RunMark['totals']

/** What an epoch over this many outputs adds up to before its first step. */
export function noTotals(outputs: number): Totals {
  const zeros = Array.from({ length: outputs }, () => 0)
  return { weighted: 0, rows: 0, sums: zeros, known: zeros }
}

/** Takes figures in; `sizes` holds the rows of each of their batches, so a short last batch counts for what it is. */
export function addFigures(totals: Totals, figures: StepFigures, sizes: readonly number[]): Totals {
  let { weighted, rows } = totals
  figures.losses.forEach((loss, i) => {
    weighted += loss * (sizes[i] ?? 0)
    rows += sizes[i] ?? 0
  })
  return {
    weighted,
    rows,
    sums: totals.sums.map((sum, i) => sum + (figures.sums[i] ?? 0)),
    known: totals.known.map((count, i) => count + (figures.known[i] ?? 0)),
  }
}

/** The history row of an epoch. With several outputs each figure is also told under the output's label. */
export function toLog(
  epoch: number,
  totals: Totals,
  outputs: readonly FittedOutput[],
  validation: Evaluation | undefined,
): EpochLog {
  const metrics: Record<string, number> = {}
  const own = totals.sums.map((sum, i) => steady(sum / Math.max(1, totals.known[i] as number)))
  outputs.forEach((output, i) => {
    const name = output.kind === 'classes' || output.kind === 'sequence' ? 'accuracy' : 'mae'
    // Of a number behind a logarithm the steps add up no error in its own unit; validation tells it from the answers themselves.
    const figures: Record<string, number> = unitOf(output) === undefined ? {} : { [name]: own[i] as number }
    const head = validation?.heads[i]
    if (head) Object.assign(figures, validationFigures(head))
    for (const [figure, value] of Object.entries(figures)) {
      // The first output of a kind lends its figures the plain name.
      if (!Object.hasOwn(metrics, figure)) metrics[figure] = value
      if (outputs.length > 1) metrics[`${output.label} ${figure}`] = value
    }
  })
  return {
    epoch,
    loss: steady(totals.weighted / Math.max(1, totals.rows)),
    ...(validation ? { validationLoss: validation.loss } : {}),
    metrics,
  }
}

function validationFigures(head: HeadEvaluation): Record<string, number> {
  switch (head.kind) {
    case 'classes':
      return { validationAccuracy: head.accuracy }
    case 'sequence':
      return { validationAccuracy: head.accuracy, validationSequenceAccuracy: head.sequenceAccuracy }
    case 'number':
      return { validationMae: head.mae, validationRmse: head.rmse, validationR2: head.r2 }
    case 'image': {
      const { mae, rmse, mask } = head
      const overlap = mask && {
        validationPixelAccuracy: mask.accuracy,
        validationIou: mask.iou,
        validationDice: mask.dice,
      }
      return { validationMae: mae, validationRmse: rmse, ...overlap }
    }
    default:
      return head satisfies never
  }
}

/** To nine digits: in what groups figures were read shows in the last bits of a float64 sum, and must not decide anything. */
function steady(value: number): number {
  return Number(value.toPrecision(9))
}
