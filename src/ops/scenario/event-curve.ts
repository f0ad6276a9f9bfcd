/**
 * @file Curves: how the strength of an event grows and fades over its duration, from 0 (no effect) to 1 (full
 * strength).
 */
import { sinTurn } from '../../base/exact-math'
import { choice, float, type ValuesOf } from '../../catalog/params'
import { scenarioEventsText } from '../../messages/en/operate/scenario-events'
import type { EventMoment } from './define-event'
import { HOUR } from './scenario'

const text = scenarioEventsText.curve

export const curveParams = {
  curve: choice({
    ...text.curve,
    options: ['step', 'ramp', 'sine', 'pulse'],
    default: 'step',
  }),
  rise: float({
    ...text.rise,
    min: 0,
    max: 1,
    step: 0.05,
    default: 1,
  }),
  period: float({
    ...text.period,
    min: 0.1,
    max: 8784,
    step: 1,
    default: 24,
  }),
  on: float({
    ...text.on,
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.5,
  }),
} as const

/**
 * The strength of an event at a given moment, from 0 to 1, according to its curve. A sine curve starts at 0 and reaches
 * 1 in the middle of each period.
 */
export function levelAt({ curve, rise, period, on }: ValuesOf<typeof curveParams>, moment: EventMoment): number {
  const turns = moment.sinceMs / (period * HOUR)
  const turn = turns - Math.floor(turns)
  switch (curve) {
    case 'step':
      return 1
    case 'ramp':
      return rise === 0 ? 1 : Math.min(1, moment.sinceMs / (moment.lengthMs * rise))
    case 'sine': {
      // Uses the identity (1 - cos 2πt) / 2 = sin² πt.
      const half = sinTurn(turn / 2)
      return half * half
    }
    case 'pulse':
      return turn < on ? 1 : 0
    default:
      return curve satisfies never
  }
}

/** Rounds a strength to a multiple of 1/32. */
export function in32nds(strength: number): number {
  return Math.round(strength * 32) / 32
}
