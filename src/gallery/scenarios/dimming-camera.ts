/** @file A camera that dims: pictures lose their light bit by bit, and nobody says so. */
import { DAY } from '../../ops/scenario/scenario'
import { type ScorePreset, scoreOf } from './scenario-preset'

export const dimmingCamera: ScorePreset = {
  id: 'dimming-camera',
  title: 'A camera that dims',
  about:
    'For pictures: over two weeks they get darker and flatter, then blur; a tenth of the labels comes, a day late.',
  score: scoreOf(14 * DAY, [
    ['rate', 0, 14 * DAY, { perMinute: 4 }],
    ['daily', 0, 14 * DAY, { depth: 0.7, peak: 12 }],
    ['drift', 3 * DAY, 11 * DAY, { operator: 'brightness', amount: 5, curve: 'ramp', rise: 0.8 }],
    ['drift', 9 * DAY, 5 * DAY, { operator: 'blur', strength: 0.75, curve: 'ramp' }],
    ['delay', 0, 14 * DAY, { minutes: 1440 }],
    ['coverage', 0, 14 * DAY, { share: 0.1 }],
  ]),
}
