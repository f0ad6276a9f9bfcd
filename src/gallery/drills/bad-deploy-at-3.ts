/** @file A bad deploy at 3 a.m.: half of the requests go to a challenger that should never have been there. */
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { scoreOf } from '../scenarios/scenario-preset'
import { defineDrill, promisedOf, SEE, USUAL_PRICE } from './define-drill'
import { guardedService } from './guarded-service'

const LENGTH = 6 * HOUR
const MODEL = 'night reader'

export const badDeployAt3 = defineDrill({
  id: 'bad-deploy-at-3',
  version: 1,
  title: 'A bad deploy at 3 a.m.',
  about: 'A reader of digits runs as an A/B test, half and half. At night somebody deploys, and goes to bed.',
  brief: `You are on call from midnight to six for a service that reads handwritten digits. *Half of the requests* go to a challenger: an A/B test that was fine all week.

At some point of the night somebody deploys a new build of the challenger.

- Labels come for half of the requests, about *20 minutes* late.
- Promised: 92 % of the labelled answers are right, and 99 % of the answers are valid and within 150 ms.
- A wrong answer costs 1, a failed one 2, one that says "not sure" a fifth.

Play the score. When you see what is wrong, say so, and take it back.`,
  models: [
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 15 } },
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 15, seed: 2 } },
  ],
  aliases: { [MODEL]: { champion: 1, challenger: 2 } },
  service: {
    ...guardedService(MODEL, 'night reader', { champion: 50, challenger: 50 }),
    slos: promisedOf(92),
    score: scoreOf(LENGTH, [
      ['rate', 0, LENGTH, { perMinute: 24 }],
      ['delay', 0, LENGTH, { minutes: 20 }],
      ['coverage', 0, LENGTH, { share: 0.5 }],
      ['deploy', 3 * HOUR, 3 * HOUR, { model: 'permuted classes' }],
    ]),
  },
  rules: {
    fault: 'n4',
    lateMs: 150,
    price: USUAL_PRICE,
    slowMinutes: 90,
  },
  actions: [
    SEE,
    {
      id: 'rollback',
      title: 'Take the challenger out',
      about: 'Its share goes to 0: from the next request on the champion answers all.',
      do: { set: 'split', params: { champion: 100, challenger: 0 } },
    },
    {
      id: 'half',
      title: 'Half and half',
      about: 'Back to the A/B test as it was.',
      do: { set: 'split', params: { champion: 50, challenger: 50 } },
    },
    {
      id: 'promote',
      title: 'All to the challenger',
      about: 'It answers everything: only where you are sure that it is the better one.',
      do: { set: 'split', params: { champion: 0, challenger: 100 } },
    },
  ],
  hints: [
    'Compare the two versions, not the whole: half of the requests are as good as ever.',
    'Labels come 20 minutes late: what shows at 3:25 began at 3:05 or earlier.',
    'Set the challenger’s share to 0 first, ask why afterwards.',
  ],
  best: [
    { at: 3 * HOUR + 24 * MINUTE, action: 'see' },
    { at: 3 * HOUR + 25 * MINUTE, action: 'rollback' },
  ],
  speed: 240,
})
