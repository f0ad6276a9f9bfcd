/**
 * @file Schedules: the learning rate of each step, a pure function of where the run stands. The formula of each class name that
 * `catalog/schedules` lowers to; worker and page read the same one. Every config may hold `warmup`, in steps: the rate rises in a
 * straight line to where the schedule begins, and the schedule's own time starts after it.
 */
import { cosTurn, exp, log, power } from '../base/exact'
import type { Lowered } from '../catalog/lowered'

export interface SchedulePoint {
  /** Steps done before this one. */
  readonly step: number
  /** Steps of the whole run, and of one epoch. */
  readonly steps: number
  readonly perEpoch: number
  /** What a plateau has multiplied the rate by so far; 1 for all other schedules. */
  readonly plateau: number
}

type Config = Readonly<Record<string, unknown>>
/** The share of the base rate that a step takes. */
type Formula = (config: Config, point: SchedulePoint) => number

/** The learning rate of a step: `base` is the plan's. Throws on a name no catalog schedule has. */
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

  /** Times `factor` every `epochs` epochs. */
  StepDecay: (config, { step, perEpoch }) =>
    power(number(config, 'factor', 0.5), Math.floor(step / (perEpoch * Math.max(1, number(config, 'epochs', 10))))),

  /** Times `decay` an epoch, a little at each step. */
  ExponentialDecay: (config, { step, perEpoch }) => exp((log(number(config, 'decay', 0.95)) * step) / perEpoch),

  /**
   * Half a cosine from 1 to `floor` over `period` epochs (0: the whole run), then from 1 again, each period `multiplier` times as
   * long as the one before (Loshchilov and Hutter 2017, SGDR).
   */
  CosineDecay(config, { step, steps, perEpoch }) {
    const floor = number(config, 'floor', 0)
    const multiplier = Math.max(1, number(config, 'multiplier', 1))
    const period = number(config, 'period', 0) * perEpoch
    return floor + (1 - floor) * fall(period > 0 ? shareOfPeriod(step, period, multiplier) : step / steps)
  },

  /** Up from 1 / `start_divisor` over the first `rise` of the run, down to 1 / `end_divisor` at its last step (Smith and Topin 2018). */
  OneCycle(config, { step, steps }) {
    const at = Math.min(1, step / Math.max(1, steps - 1))
    const rise = number(config, 'rise', 0.3)
    const low = at < rise ? 1 / number(config, 'start_divisor', 25) : 1 / number(config, 'end_divisor', 10_000)
    return low + (1 - low) * fall(at < rise ? 1 - at / rise : (at - rise) / Math.max(1e-9, 1 - rise))
  },

  /** Times `factor` whenever `metric` has not got better for `patience` epochs, but never below `floor`. The loop keeps count. */
  ReduceOnPlateau: (config, { plateau }) => Math.max(number(config, 'floor', 0), plateau),
}

/** Half a cosine: 1 at 0, 0 at 1. */
function fall(at: number): number {
  return 0.5 * (1 + cosTurn(Math.min(1, at) / 2))
}

/** How much of its period is over at a step. */
function shareOfPeriod(step: number, period: number, multiplier: number): number {
  if (multiplier === 1) return (step % period) / period
  let begins = 0
  let length = period
  while (step >= begins + length) {
    begins += length
    length *= multiplier
  }
  return (step - begins) / length
}

function number(config: Config, name: string, usual: number): number {
  const value = config[name]
  return typeof value === 'number' ? value : usual
}
