/** @file A drifting year: inputs get noisier with the season, and later permanently. */
import { scenariosText as text } from '../../messages/en/gallery/services'
import { DAY } from '../../ops/scenario/scenario'
import { type ScenarioPreset, makeScenario } from './scenario-preset'

const YEAR = 364 * DAY

export const driftingYear: ScenarioPreset = {
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
