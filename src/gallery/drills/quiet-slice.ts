/** @file A slice that quietly degrades: the mean hardly moves, one kind of input is answered wrongly. */
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { scoreOf } from '../scenarios/scenario-preset'
import { defineDrill, promisedOf, SEE, USUAL_PRICE } from './define-drill'
import { guardedService } from './guarded-service'

const LENGTH = 8 * HOUR
const MODEL = 'post reader'

export const quietSlice = defineDrill({
  id: 'quiet-slice',
  version: 1,
  title: 'A slice that quietly degrades',
  about: 'Postal digits. The mean looks fine; letters with one digit in them go astray.',
  brief: `A machine sorts letters by the digits on them. Two readers share the work, *half and half*: one was retrained last week.

- Labels come for 60 % of the digits, half an hour late.
- Promised: 92 % of the labelled answers are right.
- A wrong answer costs 1, one that says "not sure" a fifth: a person reads it.

The chart on the wall shows the mean. Somebody from the depot says that *some* letters do not arrive.`,
  models: [
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 14 } },
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 14, seed: 3 } },
  ],
  aliases: { [MODEL]: { champion: 1, challenger: 2 } },
  service: {
    ...guardedService(MODEL, 'post reader', { champion: 50, challenger: 50 }),
    slos: promisedOf(92),
    score: scoreOf(LENGTH, [
      ['rate', 0, LENGTH, { perMinute: 20 }],
      ['delay', 0, LENGTH, { minutes: 30 }],
      ['coverage', 0, LENGTH, { share: 0.6 }],
      ['deploy', 2 * HOUR, 6 * HOUR, { model: 'worse for one slice' }],
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
      id: 'champion',
      title: 'The champion reads all',
      about: 'The retrained one gets nothing any more.',
      do: { set: 'split', params: { champion: 100, challenger: 0 } },
    },
    {
      id: 'challenger',
      title: 'The retrained one reads all',
      about: 'Where the champion were the trouble.',
      do: { set: 'split', params: { champion: 0, challenger: 100 } },
    },
    {
      id: 'ask',
      title: 'Ask a person below 0.9',
      about: 'Unsure answers are not given.',
      do: { set: 'abstain', params: { below: 0.9 } },
    },
  ],
  hints: [
    'Read by slice and by version at once: one of twenty cells is red.',
    'A share of five in a hundred moves the mean by less than its noise of an hour.',
    'Of one digit, half of the answers are wrong: those of the retrained reader.',
  ],
  best: [
    { at: 2 * HOUR + 50 * MINUTE, action: 'see' },
    { at: 2 * HOUR + 51 * MINUTE, action: 'champion' },
  ],
  speed: 360,
})
