/**
 * @file Schedules: the learning rate of each step, a pure function of where the run stands. The formula of each class name that
 * `catalog/schedules` lowers to; worker and page read the same one.
 */
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

/** The learning rate of a step: `base` is the plan's. Throws on a name no catalog schedule has. */
export function rateAt(schedule: Lowered | undefined, base: number, point: SchedulePoint): number {
  if (!schedule) return base
  throw new Error(`no schedule is called ${schedule.class_name} (at step ${point.step})`)
}
