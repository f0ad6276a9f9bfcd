/**
 * @file conditionsAt: the simulated conditions at a given time in a scenario, as a pure function of the scenario and
 * the time, so that they can be computed for any time directly.
 */
import { type ParamSpecs, type ValuesOf, valuesOf } from '../../catalog/params'
import type { EventDef, EventEffect } from './define-event'
import { type Conditions, type LabelConditions, USUAL_LABELS } from './define-event'
import { findEventKind } from './events'
import { isActiveAt, MINUTE, paramsOf, type Scenario, type ScenarioEvent } from './scenario'

interface ParsedEvent {
  readonly def: EventDef
  readonly values: ValuesOf<ParamSpecs>
}

// A year is simulated minute by minute, so the parameters of each event are parsed only once and cached.
const parsedEvents = new WeakMap<ScenarioEvent, ParsedEvent | 'silent'>()

/** The kind and parameter values of an event; undefined if the event is invalid, which `checkScenario` reports. */
export function parsedEvent(event: ScenarioEvent): ParsedEvent | undefined {
  const known = parsedEvents.get(event)
  if (known) return known === 'silent' ? undefined : known
  const def = findEventKind(event.kind)
  const values = def && valuesOf(def.params, paramsOf(event), def.title)
  const parsed = def && values?.ok ? { def, values: values.value } : undefined
  parsedEvents.set(event, parsed ?? 'silent')
  return parsed
}

/** The effect of an event at a given time; the event must be active at that time. */
export function effectOf(event: ScenarioEvent, atMs: number): EventEffect {
  const parsed = parsedEvent(event)
  const { startMs, lengthMs } = event
  return parsed ? parsed.def.effect(parsed.values, { atMs, sinceMs: atMs - startMs, lengthMs }) : {}
}

/**
 * The combined effect of all events at a given time. If two label events conflict, the one that was added later takes
 * precedence.
 */
export function conditionsAt({ events }: Scenario, atMs: number): Conditions {
  const effects = events.filter((event) => isActiveAt(event, atMs)).map((event) => effectOf(event, atMs))
  return {
    ratePerMinute: rateOf(effects),
    mix: effects.flatMap(({ mix }) => (mix && mix.share > 0 ? [mix] : [])),
    drift: effects.flatMap(({ drift }) => drift ?? []),
    faults: effects.flatMap(({ fault }) => fault ?? []),
    labels: Object.assign({ ...USUAL_LABELS }, ...effects.map(({ labels }) => labels)) as LabelConditions,
  }
}

/** The expected number of requests per minute at a given time. */
export function rateAt({ events }: Scenario, atMs: number): number {
  const effects: EventEffect[] = []
  for (const event of events)
    if (isActiveAt(event, atMs) && parsedEvent(event)?.def.track === 'traffic') effects.push(effectOf(event, atMs))
  return rateOf(effects)
}

function rateOf(effects: readonly EventEffect[]): number {
  let [perMinute, times] = [0, 1]
  for (const effect of effects) {
    perMinute += effect.perMinute ?? 0
    times *= effect.times ?? 1
  }
  return perMinute * times
}

/**
 * For a scenario of one year, this results in periods of 27 minutes, which are short compared with a daily cycle and
 * with most bursts.
 */
const MAX_STRETCHES = 20_000

/**
 * The expected number of requests in the entire scenario; exact if the scenario lasts at most two weeks and its rate
 * changes only at whole minutes.
 */
export function expectedRequests(scenario: Scenario): number {
  const stretches = Math.max(1, Math.min(MAX_STRETCHES, Math.ceil(scenario.durationMs / MINUTE)))
  const lengthMs = scenario.durationMs / stretches
  let requests = 0
  for (let i = 0; i < stretches; i++) requests += rateAt(scenario, (i + 0.5) * lengthMs) * (lengthMs / MINUTE)
  return requests
}
