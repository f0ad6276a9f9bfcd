/**
 * @file Edits to a scenario, as pure functions. An event that is moved or resized stays within the scenario; an unknown
 * ID leaves the scenario unchanged.
 */
import type { ParamValue } from '../../catalog/params'
import { endOf, type Scenario, type ScenarioEvent } from './scenario'

type Params = Readonly<Record<string, ParamValue>>

/** Adds an event of this kind to the end of the list, with the next free ID. */
export function addEvent(
  scenario: Scenario,
  kind: string,
  startMs: number,
  lengthMs: number,
  params: Params = {},
): Scenario {
  const event: ScenarioEvent = { ...params, id: nextId(scenario), kind, startMs, lengthMs }
  return { ...scenario, events: [...scenario.events, event] }
}

/** Moves an event without changing its length. */
export function moveEvent(scenario: Scenario, id: string, startMs: number): Scenario {
  return change(scenario, id, (event) => {
    const latest = Math.max(0, scenario.durationMs - event.lengthMs)
    return { ...event, startMs: Math.min(Math.max(0, startMs), latest) }
  })
}

/** Moves the start or the end of an event; the event remains at least `leastMs` long. */
export function resizeEvent(
  scenario: Scenario,
  id: string,
  to: { readonly startMs: number } | { readonly endMs: number },
  leastMs = 1,
): Scenario {
  return change(scenario, id, (event) => {
    const end = endOf(event)
    if ('startMs' in to) {
      const startMs = Math.min(Math.max(0, to.startMs), Math.max(0, end - leastMs))
      return { ...event, startMs, lengthMs: end - startMs }
    }
    return { ...event, lengthMs: Math.max(leastMs, Math.min(to.endMs, scenario.durationMs) - event.startMs) }
  })
}

/** Sets some parameters of an event and leaves the others unchanged; ID, kind and time cannot be set this way. */
export function setEventParams(scenario: Scenario, id: string, params: Params): Scenario {
  return change(scenario, id, (event) => {
    const { kind, startMs, lengthMs } = event
    return { ...event, ...params, id, kind, startMs, lengthMs }
  })
}

/** Removes an event. */
export function removeEvent(scenario: Scenario, id: string): Scenario {
  const events = scenario.events.filter((event) => event.id !== id)
  return events.length === scenario.events.length ? scenario : { ...scenario, events }
}

/**
 * Duplicates an event and places the copy immediately after the original, or at a given time, within the bounds of the
 * scenario.
 */
export function duplicateEvent(scenario: Scenario, id: string, startMs?: number): Scenario {
  const event = scenario.events.find((one) => one.id === id)
  if (!event) return scenario
  const copy = { ...event, id: nextId(scenario) }
  return moveEvent({ ...scenario, events: [...scenario.events, copy] }, copy.id, startMs ?? endOf(event))
}

function change(scenario: Scenario, id: string, to: (event: ScenarioEvent) => ScenarioEvent): Scenario {
  if (!scenario.events.some((event) => event.id === id)) return scenario
  return { ...scenario, events: scenario.events.map((event) => (event.id === id ? to(event) : event)) }
}

/** The next unused ID: n1, n2, ... */
function nextId({ events }: Scenario): string {
  const highest = events.reduce((most, { id }) => Math.max(most, Number(/^n(\d{1,9})$/.exec(id)?.[1] ?? 0)), 0)
  return `n${highest + 1}`
}
