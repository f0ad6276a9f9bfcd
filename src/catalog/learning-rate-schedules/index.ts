/** @file The schedules, in display order. */
import type { ScheduleDef } from '../schedule-def'
import { constant } from './constant'
import { cosine } from './cosine'
import { exponential } from './exponential'
import { oneCycle } from './one-cycle'
import { plateau } from './plateau'
import { step } from './step'

export const schedules: readonly ScheduleDef[] = [constant, cosine, oneCycle, step, exponential, plateau]

const byKind = new Map(schedules.map((schedule) => [schedule.kind, schedule]))

/** The schedule of this kind, or undefined if there is none. */
export function findSchedule(kind: string): ScheduleDef | undefined {
  return byKind.get(kind)
}
