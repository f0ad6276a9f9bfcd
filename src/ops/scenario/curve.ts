/** @file Curves: how what a note does comes and goes while it sounds, from 0 (not at all) to 1 (all the way). */
import { sinTurn } from '../../base/exact'
import { choice, float, type ValuesOf } from '../../catalog/params'
import type { Place } from './define-event'
import { HOUR } from './scenario'

export const curveParams = {
  curve: choice({
    label: 'Curve',
    options: ['step', 'ramp', 'sine', 'pulse'],
    default: 'step',
    help: 'At once; bit by bit; up and down in waves; on and off.',
  }),
  rise: float({
    label: 'Rises over',
    min: 0,
    max: 1,
    step: 0.05,
    default: 1,
    help: 'Of a ramp: the share of the note after which it has gone all the way and stays.',
  }),
  period: float({
    label: 'Period, hours',
    min: 0.1,
    max: 8784,
    step: 1,
    default: 24,
    help: 'Of waves and pulses: from one to the next.',
  }),
  on: float({
    label: 'On for',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.5,
    help: 'Of pulses: the share of each period.',
  }),
} as const

/** Where the curve of a note stands, 0 to 1. A wave begins at 0 and is at 1 in the middle of its period. */
export function levelAt({ curve, rise, period, on }: ValuesOf<typeof curveParams>, place: Place): number {
  const turns = place.sinceMs / (period * HOUR)
  const turn = turns - Math.floor(turns)
  switch (curve) {
    case 'step':
      return 1
    case 'ramp':
      return rise === 0 ? 1 : Math.min(1, place.sinceMs / (place.lengthMs * rise))
    case 'sine': {
      // (1 - cos 2πt) / 2 = sin² πt.
      const half = sinTurn(turn / 2)
      return half * half
    }
    case 'pulse':
      return turn < on ? 1 : 0
    default:
      return curve satisfies never
  }
}

/** A strength in 32nds. */
export function in32nds(strength: number): number {
  return Math.round(strength * 32) / 32
}
