/**
 * @file Scenario: events on tracks over simulated time that determine what happens to a service, along with a seed, as
 * plain JSON. Time 0 is a Monday at 00:00.
 */
import type { ParamValue } from '../../catalog/params'

export const TRACKS = ['traffic', 'mix', 'drift', 'faults', 'labels'] as const
export type Track = (typeof TRACKS)[number]

/** A scenario event. Its kind determines its track and its parameters; omitted parameters take their default values. */
export interface ScenarioEvent {
  readonly id: string
  readonly kind: string
  readonly startMs: number
  readonly lengthMs: number
  readonly [param: string]: ParamValue
}

export interface Scenario {
  readonly seed: number
  readonly durationMs: number
  /** Events in the order in which they were added. */
  readonly events: readonly ScenarioEvent[]
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The maximum length of a scenario in days; enough for a leap year. */
export const MAX_DAYS = 366
export const MAX_EVENTS = 2000
/** The maximum number of requests in a scenario, which corresponds to one year at 38 requests per minute. */
export const MAX_REQUESTS = 20_000_000

/** The parameters of an event, excluding its ID, kind and time. */
export function paramsOf(event: ScenarioEvent): Readonly<Record<string, ParamValue>> {
  const { id: _id, kind: _kind, startMs: _startMs, lengthMs: _lengthMs, ...params } = event
  return params
}

/** The end of an event, which is exclusive: the event is no longer active at this time. */
export function endOf({ startMs, lengthMs }: Pick<ScenarioEvent, 'startMs' | 'lengthMs'>): number {
  return startMs + lengthMs
}

/** Whether an event is active at a given time, from its start (inclusive) to its end (exclusive). */
export function isActiveAt(event: ScenarioEvent, atMs: number): boolean {
  return event.startMs <= atMs && atMs < endOf(event)
}
