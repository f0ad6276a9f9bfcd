/** @file The ready-made scenarios, for any service, in display order. */
import { scenariosText as text } from '../messages/en/gallery/services'
import { DAY, HOUR, MINUTE, type Scenario, type ScenarioEvent } from '../ops/scenario/scenario'

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

/**
 * Usual traffic: the scenario that a new service starts with, one ordinary day in which labels arrive after an hour.
 */
const usualTraffic: ScenarioPreset = {
  id: 'usual',
  ...text.usual,
  scenario: makeScenario(DAY, [
    ['rate', 0, DAY, { perMinute: 30 }],
    ['daily', 0, DAY],
    ['delay', 0, DAY],
  ]),
}

/** A quiet day: little traffic and few labels. */
const quietDay: ScenarioPreset = {
  id: 'quiet-day',
  ...text.quietDay,
  scenario: makeScenario(DAY, [
    ['rate', 0, DAY, { perMinute: 6 }],
    ['daily', 0, DAY, { depth: 0.8 }],
    ['burst', 2 * HOUR, 3 * HOUR, { times: 0.2, shape: 'peak' }],
    ['delay', 0, DAY, { minutes: 120 }],
    ['coverage', 0, DAY, { share: 0.35 }],
  ]),
}

/** A bad deploy: at 3 a.m., a model that mixes up its classes is deployed. */
const badDeploy: ScenarioPreset = {
  id: 'bad-deploy',
  ...text.badDeploy,
  scenario: makeScenario(DAY / 2, [
    ['rate', 0, DAY / 2, { perMinute: 60 }],
    ['daily', 0, DAY / 2, { depth: 0.4 }],
    ['deploy', 3 * HOUR, 5 * HOUR, { model: 'permuted classes' }],
    ['slow', 3 * HOUR + 20 * MINUTE, 90 * MINUTE, { times: 6 }],
    ['delay', 0, DAY / 2, { minutes: 30 }],
  ]),
}

/** A dimming camera: images slowly lose brightness and contrast, then get blurry. */
const dimmingCamera: ScenarioPreset = {
  id: 'dimming-camera',
  ...text.dimmingCamera,
  scenario: makeScenario(14 * DAY, [
    ['rate', 0, 14 * DAY, { perMinute: 4 }],
    ['daily', 0, 14 * DAY, { depth: 0.7, peak: 12 }],
    ['drift', 3 * DAY, 11 * DAY, { operator: 'brightness', amount: 5, curve: 'ramp', rise: 0.8 }],
    ['drift', 9 * DAY, 5 * DAY, { operator: 'blur', strength: 0.75, curve: 'ramp' }],
    ['delay', 0, 14 * DAY, { minutes: 1440 }],
    ['coverage', 0, 14 * DAY, { share: 0.1 }],
  ]),
}

const YEAR = 364 * DAY

/** A drifting year: inputs get noisier with the season, and later permanently. */
const driftingYear: ScenarioPreset = {
  id: 'drifting-year',
  ...text.driftingYear,
  scenario: makeScenario(YEAR, [
    ['rate', 0, YEAR, { perMinute: 2 }],
    ['daily', 0, YEAR, { depth: 0.5 }],
    ['weekly', 0, YEAR],
    ['burst', 322 * DAY, 5 * DAY, { times: 3, shape: 'peak' }],
    ['drift', 60 * DAY, 180 * DAY, { strength: 0.5, amount: 6, curve: 'sine', period: 90 * 24 }],
    ['drift', 252 * DAY, 112 * DAY, { amount: 10, curve: 'ramp', rise: 0.5 }],
    ['delay', 0, YEAR, { minutes: 3 * 1440 }],
    ['coverage', 0, YEAR, { share: 0.2 }],
    ['label-noise', 0, YEAR, { share: 0.02 }],
  ]),
}

export const scenarioPresets: readonly ScenarioPreset[] = [
  usualTraffic,
  quietDay,
  badDeploy,
  dimmingCamera,
  driftingYear,
]

/** The scenario with this id, or undefined. */
export function findScenario(id: string): ScenarioPreset | undefined {
  return scenarioPresets.find((one) => one.id === id)
}
