/** @file ScenarioPreset: a ready-made scenario for any service: its title, what happens in it, and its events. */
import type { ScenarioEvent, Scenario } from '../../ops/scenario/scenario'

export interface ScenarioPreset {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly scenario: Scenario
}

/**
 * An event of a ready-made scenario: kind, start, duration and the parameters that differ from their defaults. Its id
 * is its index.
 */
export type PresetEvent = readonly [
  kind: string,
  startMs: number,
  lengthMs: number,
  params?: Readonly<Record<string, ScenarioEvent[string]>>,
]

/** A scenario that consists of these events. */
export function makeScenario(durationMs: number, events: readonly PresetEvent[]): Scenario {
  return {
    seed: 1,
    durationMs,
    events: events.map(([kind, startMs, lengthMs, params], i) => ({
      ...params,
      id: `n${i + 1}`,
      ...{ kind, startMs, lengthMs },
    })),
  }
}
