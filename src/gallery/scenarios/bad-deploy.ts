/** @file A bad deploy: at 3 a.m., a model that mixes up its classes is deployed. */
import { scenariosText as text } from '../../messages/en/gallery/services'
import { DAY, HOUR, MINUTE } from '../../ops/scenario/scenario'
import { type ScenarioPreset, makeScenario } from './scenario-preset'

export const badDeploy: ScenarioPreset = {
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
