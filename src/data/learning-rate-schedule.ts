/**
 * @file Schedules: the learning rate for each step, as a pure function of the position in the run. There is one formula
 * for each schedule class name that `catalog/learning-rate-schedules.ts` produces; the worker and the page share these
 * formulas. Every config may contain `warmup`, a number of steps during which the rate rises linearly to the schedule's
 * initial rate; the schedule starts after the warmup.
 */
import { cosTurn, exp, log, power } from '../base/exact-math'
import type { Lowered } from '../catalog/keras-json'

export interface SchedulePoint {
  /** The number of steps completed before this step. */
  readonly step: number
  /** The number of steps in the full run, and the number of steps per epoch. */
  readonly steps: number
  readonly perEpoch: number
  /** The current value of the factor by which a plateau schedule multiplies the rate; 1 for other schedules. */
  readonly plateau: number
}

type Config = Readonly<Record<string, unknown>>
/** Computes the learning rate at a step, as a fraction of the base rate. */
type Formula = (config: Config, point: SchedulePoint) => number

/**
 * Returns the learning rate for a step, where `base` is the plan's rate. Throws if the catalog has no schedule with
 * this name.
 */
export function rateAt(schedule: Lowered | undefined, base: number, point: SchedulePoint): number {
  if (!schedule) return base
  const { class_name: name, config } = schedule
  const formula = Object.hasOwn(SCHEDULES, name) ? SCHEDULES[name] : undefined
  if (!formula) throw new Error(`no schedule is called ${name}`)
  const warmup = number(config, 'warmup', 0)
  const after = { ...point, step: Math.max(0, point.step - warmup), steps: Math.max(1, point.steps - warmup) }
  const risen = point.step < warmup ? (point.step + 1) / (warmup + 1) : 1
  return base * risen * formula(config, after)
}

export const SCHEDULES: Readonly<Record<string, Formula>> = {
  Constant: () => 1,

  /** Multiplies the rate by `factor` every `epochs` epochs. */
  StepDecay: (config, { step, perEpoch }) =>
    power(number(config, 'factor', 0.5), Math.floor(step / (perEpoch * Math.max(1, number(config, 'epochs', 10))))),

  /** Multiplies the rate by `decay` over each epoch, in equal factors at every step. */
  ExponentialDecay: (config, { step, perEpoch }) => exp((log(number(config, 'decay', 0.95)) * step) / perEpoch),

  /**
   * The rate follows half a cosine from 1 to `floor` over `period` epochs (0 means the full run) and then restarts at
   * 1. Each period is `multiplier` times as long as the previous one (Loshchilov and Hutter 2017, SGDR).
   */
  CosineDecay(config, { step, steps, perEpoch }) {
    const floor = number(config, 'floor', 0)
    const multiplier = Math.max(1, number(config, 'multiplier', 1))
    const period = number(config, 'period', 0) * perEpoch
    return floor + (1 - floor) * cosineDecay(period > 0 ? shareOfPeriod(step, period, multiplier) : step / steps)
  },

  /**
   * The rate rises from 1 / `start_divisor` over the first `rise` fraction of the run, then falls to 1 / `end_divisor`
   * at the last step (Smith and Topin 2018).
   */
  OneCycle(config, { step, steps }) {
    const at = Math.min(1, step / Math.max(1, steps - 1))
    const rise = number(config, 'rise', 0.3)
    const low = at < rise ? 1 / number(config, 'start_divisor', 25) : 1 / number(config, 'end_divisor', 10_000)
    return low + (1 - low) * cosineDecay(at < rise ? 1 - at / rise : (at - rise) / Math.max(1e-9, 1 - rise))
  },

  /**
   * Multiplies the rate by `factor` when `metric` has not improved for `patience` epochs, but never lowers it below
   * `floor`. The training loop tracks the current factor.
   */
  ReduceOnPlateau: (config, { plateau }) => Math.max(number(config, 'floor', 0), plateau),
}

/** Half a cosine wave, which falls from 1 at position 0 to 0 at position 1. */
function cosineDecay(at: number): number {
  return 0.5 * (1 + cosTurn(Math.min(1, at) / 2))
}

/** The completed fraction of the current period at a step. */
function shareOfPeriod(step: number, period: number, multiplier: number): number {
  if (multiplier === 1) return (step % period) / period
  let starts = 0
  let length = period
  while (step >= starts + length) {
    starts += length
    length *= multiplier
  }
  return (step - starts) / length
}

function number(config: Config, name: string, usual: number): number {
  const value = config[name]
  return typeof value === 'number' ? value : usual
}
