/** @file Usual traffic: what a service begins with: a day as others are, with its labels an hour late. */
import { DAY } from '../../ops/scenario/scenario'
import { type ScorePreset, scoreOf } from './scenario-preset'

export const usual: ScorePreset = {
  id: 'usual',
  title: 'Usual traffic for this service',
  about: 'A day of 30 requests a minute, more by day than by night; labels come after an hour.',
  score: scoreOf(DAY, [
    ['rate', 0, DAY, { perMinute: 30 }],
    ['daily', 0, DAY],
    ['delay', 0, DAY],
  ]),
}
