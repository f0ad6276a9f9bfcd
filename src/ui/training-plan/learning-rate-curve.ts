/**
 * @file Learning rate curve: the learning rate over the course of the next run, computed with the same function that
 * the run uses.
 */
import { planFormsText } from '../../messages/en/build/plan-forms'
import { expectDefined } from '../../base/assert'
import type { Lowered } from '../../catalog/keras-json'
import { rateAt } from '../../data/learning-rate-schedule'

export interface RunLength {
  readonly steps: number
  readonly perEpoch: number
}

export interface RatePoint {
  readonly step: number
  readonly rate: number
}

/** The learning rate at up to `points` steps, evenly spaced from the first step to the last. */
export function learningRateCurve(
  schedule: Lowered | undefined,
  base: number,
  { steps, perEpoch }: RunLength,
  points: number,
): readonly RatePoint[] {
  const n = Math.max(1, Math.min(points, steps))
  return Array.from({ length: n }, (_, i) => {
    const step = n === 1 ? 0 : Math.round((i * (steps - 1)) / (n - 1))
    return { step, rate: rateAt(schedule, base, { step, steps, perEpoch, plateau: 1 }) }
  })
}

/** Describes the curve in a sentence, such as "From 0.0004 up to 0.01, ending at 1e-6." */
export function learningRateText(curve: readonly RatePoint[]): string {
  const rates = curve.map(({ rate }) => rate)
  const first = expectDefined(rates[0], 'a first step')
  const last = expectDefined(rates.at(-1), 'a last step')
  const top = rates.reduce((a, b) => Math.max(a, b))
  const text = planFormsText.rate
  const doesRise = top > first * 1.001
  const doesFall = top > last * 1.001
  if (!doesRise && !doesFall) return text.constant({ rate: first })
  if (doesRise) return doesFall ? text.upDown({ first, top, last }) : text.up({ first, top })
  return text.down({ first, last })
}
