/** @file A dimming camera: images slowly lose brightness and contrast, then get blurry. */
import { scenariosText as text } from '../../messages/en/gallery/services'
import { DAY } from '../../ops/scenario/scenario'
import { type ScenarioPreset, makeScenario } from './scenario-preset'

export const dimmingCamera: ScenarioPreset = {
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
