/** @file A recommender's canary: a fifth of a shop's visits goes to a build that gets worse while nobody looks, and labels come late. */
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { scoreOf } from '../scenarios/scenario-preset'
import { defineDrill, promisedOf, SEE, USUAL_PRICE } from './define-drill'
import { guardedService } from './guarded-service'

const LENGTH = 10 * HOUR
const MODEL = 'shop recommender'

export const recommenderCanary = defineDrill({
  id: 'recommender-canary',
  version: 1,
  title: 'The recommender’s canary',
  about: 'A shop on the net asks who will buy. A canary answers a third of the visits; at some hour it is built anew.',
  brief: `A shop shows another page to visitors who are likely to buy. A *canary* answers 30 % of the visits; so far it does as well as the champion.

- Whether somebody bought is known *an hour later*, of a third of the visits.
- Promised: 70 % of the labelled answers are right.
- A wrong answer costs 1, a failed one 2.

The release team wants the canary at 100 % by noon. It is built anew during the morning, and you are who says yes or no.`,
  models: [
    { name: MODEL, template: 'shop-visits-mlp', plan: { epochs: 8 } },
    { name: MODEL, template: 'shop-visits-mlp', plan: { epochs: 8, learningRate: 0.004 } },
  ],
  aliases: { [MODEL]: { champion: 1, challenger: 2 } },
  service: {
    ...guardedService(MODEL, 'recommender', { champion: 70, challenger: 30 }, { source: { from: 'world' } }),
    slos: promisedOf(70),
    score: scoreOf(LENGTH, [
      ['rate', 0, LENGTH, { perMinute: 16 }],
      ['delay', 0, LENGTH, { minutes: 60 }],
      ['coverage', 0, LENGTH, { share: 0.33 }],
      ['deploy', 3 * HOUR, 7 * HOUR, { model: 'permuted classes' }],
    ]),
  },
  rules: {
    fault: 'n4',
    lateMs: 150,
    price: USUAL_PRICE,
    slowMinutes: 180,
  },
  actions: [
    SEE,
    {
      id: 'stop',
      title: 'Stop the canary',
      about: 'The champion answers all.',
      do: { set: 'split', params: { champion: 100, challenger: 0 } },
    },
    {
      id: 'small',
      title: 'Canary at 5 %',
      about: 'Little harm, and labels of it come slowly.',
      do: { set: 'split', params: { champion: 95, challenger: 5 } },
    },
    {
      id: 'promote',
      title: 'Canary at 100 %',
      about: 'What the release team waits for.',
      do: { set: 'split', params: { champion: 0, challenger: 100 } },
    },
  ],
  hints: [
    'What was measured before a build says nothing about the build after it.',
    'Before labels come, compare how often the two versions say yes.',
    'After the first hour of labels a third of the answers is far below the others: stop it.',
  ],
  best: [
    { at: 3 * HOUR + 70 * MINUTE, action: 'see' },
    { at: 3 * HOUR + 71 * MINUTE, action: 'stop' },
  ],
  speed: 360,
})
