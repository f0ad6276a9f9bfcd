/**
 * @file A camera that dims: its pictures lose their light over a day. A version that has seen varied light waits in the registry: in the dark
 * it is as often wrong, and only knows better when it does not know, so that it helps where a person is asked too.
 */
import { HOUR } from '../../ops/scenario/scenario'
import { scoreOf } from '../scenarios/scenario-preset'
import { defineDrill, promisedOf, SEE, USUAL_PRICE } from './define-drill'
import { guardedService } from './guarded-service'

const LENGTH = 20 * HOUR
const MODEL = 'gate reader'

export const dimmingCameraDrill = defineDrill({
  id: 'dimming-camera',
  version: 1,
  title: 'A camera that dims',
  about: 'A camera at a gate reads numbers. Its pictures get darker bit by bit, and nobody says so.',
  brief: `A camera at a gate reads digits all day. Its pictures get darker and flatter, a little more each hour; *no request fails*, and the answers stay quick.

- Labels come for a quarter of the pictures, an hour late.
- Promised: 85 % of the labelled answers are right.
- A wrong answer costs 1; "not sure" costs a fifth, since a person at the gate reads it.

In the registry waits *v2*, trained with pictures of varied light. On bright days it is no better than v1; nobody has tried it in the dark.`,
  models: [
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 14 } },
    {
      name: MODEL,
      template: 'small-digits-mlp',
      plan: { epochs: 30, augment: [{ kind: 'brightness', light: 0.6, contrast: 0.5 }] },
    },
  ],
  aliases: { [MODEL]: { champion: 1, challenger: 2 } },
  service: {
    ...guardedService(MODEL, 'gate reader', { champion: 100, challenger: 0 }),
    slos: promisedOf(85),
    score: scoreOf(LENGTH, [
      ['rate', 0, LENGTH, { perMinute: 8 }],
      ['delay', 0, LENGTH, { minutes: 60 }],
      ['coverage', 0, LENGTH, { share: 0.25 }],
      ['drift', 4 * HOUR, 16 * HOUR, { operator: 'brightness', amount: 3.8, curve: 'ramp', rise: 0.5 }],
    ]),
  },
  rules: {
    fault: 'n4',
    lateMs: 150,
    price: USUAL_PRICE,
    slowMinutes: 480,
  },
  actions: [
    SEE,
    {
      id: 'v2',
      title: 'v2 becomes champion',
      about: 'The version that has seen varied light.',
      do: { point: MODEL, alias: 'champion', version: 2 },
    },
    {
      id: 'v1',
      title: 'Back to v1',
      about: 'As it was.',
      do: { point: MODEL, alias: 'champion', version: 1 },
    },
    {
      id: 'ask',
      title: 'Ask a person below 0.8',
      about: 'Unsure answers are not given: dear, and better than wrong.',
      do: { set: 'abstain', params: { below: 0.8 } },
    },
    {
      id: 'answer',
      title: 'Answer whatever comes',
      about: 'As it was.',
      do: { set: 'abstain', params: { below: 0 } },
    },
  ],
  hints: [
    'Nothing fails and nothing is slow. Look at what comes in, not at what goes out.',
    'The mean brightness of the pictures leaves its reference long before the labels say so.',
    'A version that has seen varied light is still wrong where there is none: what matters is who answers when it does not know.',
  ],
  best: [
    { at: 7 * HOUR, action: 'see' },
    { at: 7 * HOUR + 60_000, action: 'v2' },
    { at: 8 * HOUR, action: 'ask' },
  ],
  speed: 900,
})
