/** @file A bad deploy: at three in the morning what answers is a model that should never have got there. */
import { DAY, HOUR, MINUTE } from '../../ops/scenario/scenario'
import { type ScorePreset, scoreOf } from './scenario-preset'

export const badDeploy: ScorePreset = {
  id: 'bad-deploy',
  title: 'A bad deploy',
  about:
    'At 3 in the morning a model whose classes are in another order is deployed, and a replica is slow for a while. Take it back.',
  score: scoreOf(DAY / 2, [
    ['rate', 0, DAY / 2, { perMinute: 60 }],
    ['daily', 0, DAY / 2, { depth: 0.4 }],
    ['deploy', 3 * HOUR, 5 * HOUR, { model: 'permuted classes' }],
    ['slow', 3 * HOUR + 20 * MINUTE, 90 * MINUTE, { times: 6 }],
    ['delay', 0, DAY / 2, { minutes: 30 }],
  ]),
}
