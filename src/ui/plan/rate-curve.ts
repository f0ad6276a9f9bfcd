/** @file rateCurve: the learning rate over a run that is yet to be, by the very function that the run will ask. */
import { present } from '../../base/assert'
import type { Lowered } from '../../catalog/lowered'
import { rateAt } from '../../data/schedule'
import { numberText } from '../kit/number-text'

export interface RunLength {
  readonly steps: number
  readonly perEpoch: number
}

export interface RatePoint {
  readonly step: number
  readonly rate: number
}

/** The rate at up to so many steps, evenly spread from the first to the last. */
export function rateCurve(
  schedule: Lowered | undefined,
  base: number,
  { steps, perEpoch }: RunLength,
  points: number,
): readonly RatePoint[] {
  const many = Math.max(1, Math.min(points, steps))
  return Array.from({ length: many }, (_, i) => {
    const step = many === 1 ? 0 : Math.round((i * (steps - 1)) / (many - 1))
    return { step, rate: rateAt(schedule, base, { step, steps, perEpoch, plateau: 1 }) }
  })
}

/** The curve in words: from 0.0004 up to 0.01, ending at 1e-6. */
export function rateWords(curve: readonly RatePoint[]): string {
  const rates = curve.map(({ rate }) => rate)
  const first = present(rates[0], 'a first step')
  const last = present(rates.at(-1), 'a last step')
  const top = rates.reduce((a, b) => Math.max(a, b))
  const low = rates.reduce((a, b) => Math.min(a, b))
  if (top === low) return `It stays at ${short(first)}.`
  const up = top > first * 1.001 ? ` up to ${short(top)}` : ''
  const end = top > last * 1.001 ? `${up ? ', ending at' : ' down to'} ${short(last)}` : ''
  return `From ${short(first)}${up}${end}.`
}

/** Three digits are as many as a curve shows. */
function short(rate: number): string {
  return numberText(Number(rate.toPrecision(3)))
}
