/**
 * @file Usual traffic: the scenario that a new service starts with, one ordinary day in which labels arrive after an
 * hour.
 */
import { scenariosText as text } from '../../messages/en/gallery/services'
import { DAY } from '../../ops/scenario/scenario'
import { type ScenarioPreset, makeScenario } from './scenario-preset'

export const usualTraffic: ScenarioPreset = {
  id: 'usual',
  ...text.usual,
  scenario: makeScenario(DAY, [
    ['rate', 0, DAY, { perMinute: 30 }],
    ['daily', 0, DAY],
    ['delay', 0, DAY],
  ]),
}
