/** @file A quiet day: little traffic and few labels. */
import { scenariosText as text } from '../../messages/en/gallery/services'
import { DAY, HOUR } from '../../ops/scenario/scenario'
import { type ScenarioPreset, makeScenario } from './scenario-preset'

export const quietDay: ScenarioPreset = {
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
