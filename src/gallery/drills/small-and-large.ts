/** @file A small and a large model behind a router: the small one stays sure when what comes is not what it knows. */
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { scoreOf } from '../scenarios/scenario-preset'
import { chain, draw } from '../template'
import { defineDrill, promisedOf, SEE, USUAL_PRICE } from './define-drill'

const LENGTH = 6 * HOUR
const SMALL = 'small reader'
const LARGE = 'large reader'

export const smallAndLarge = defineDrill({
  id: 'small-and-large',
  version: 1,
  title: 'A small and a large model',
  about: 'A small network answers what it is sure of, a large one the rest. Then the pictures get noisy.',
  brief: `A *small* network reads digits on the spot; what it is not sure of goes on to a *large* one behind a router. That saves nine in ten calls.

The router's threshold says how sure is sure enough: *below 0.4 goes on*.

- Labels come for half of the requests, 20 minutes late.
- Promised: 85 % of the labelled answers are right.
- A wrong answer costs 1, a failed one 2, a late one a half.

Somebody has put up cheap cameras; they arrive today.`,
  models: [
    {
      name: SMALL,
      template: 'small-digits-mlp',
      plan: { epochs: 40 },
      drawing: chain({
        digit: ['input', 'Digit'],
        flatten: ['flatten', 'Flatten'],
        hidden: ['dense', 'Dense', { units: 12, activation: 'relu' }],
        dense: ['dense', 'Dense', { units: 10, activation: 'softmax' }],
        which: ['output', 'Which'],
      }),
    },
    { name: LARGE, template: 'small-digits-mlp', plan: { epochs: 30, augment: [{ kind: 'noise', deviation: 0.25 }] } },
  ],
  aliases: { [SMALL]: { champion: 1 }, [LARGE]: { champion: 1 } },
  service: {
    name: 'cascade',
    drawing: draw(
      {
        source: [0, 0, 'source', 'Source'],
        validate: [1, 0, 'validate', 'Validate'],
        features: [2, 0, 'features', 'Features'],
        small: [0, 1, 'model', 'Small', { model: SMALL }],
        router: [1, 1, 'router', 'Router', { below: 0.4 }],
        large: [2, 1, 'model', 'Large', { model: LARGE }],
        log: [3, 1, 'log', 'Log'],
      },
      [
        ...['source > validate', 'validate > features', 'features > small', 'small > router'],
        ...['router > large', 'large > log'],
      ],
    ),
    slos: promisedOf(85),
    score: scoreOf(LENGTH, [
      ['rate', 0, LENGTH, { perMinute: 20 }],
      ['delay', 0, LENGTH, { minutes: 20 }],
      ['coverage', 0, LENGTH, { share: 0.5 }],
      ['drift', 2 * HOUR, 4 * HOUR, { operator: 'noise', amount: 7, curve: 'ramp', rise: 0.25 }],
    ]),
  },
  rules: {
    fault: 'n4',
    lateMs: 150,
    price: USUAL_PRICE,
    slowMinutes: 120,
  },
  actions: [
    SEE,
    {
      id: 'surer',
      title: 'Sure from 0.8',
      about: 'More goes on to the large one.',
      do: { set: 'router', params: { below: 0.8 } },
    },
    {
      id: 'all',
      title: 'All to the large one',
      about: 'Sure from 1: the small one decides nothing any more.',
      do: { set: 'router', params: { below: 1 } },
    },
    {
      id: 'as-it-was',
      title: 'Sure from 0.4',
      about: 'As it was: cheap.',
      do: { set: 'router', params: { below: 0.4 } },
    },
  ],
  hints: [
    'How sure a model is says little about inputs that it has never seen.',
    'Compare what the small one answers with what the large one does, not the whole.',
    'Until the small one is retrained, let the large one answer.',
  ],
  best: [
    { at: 2 * HOUR + 24 * MINUTE, action: 'see' },
    { at: 2 * HOUR + 25 * MINUTE, action: 'all' },
  ],
  speed: 240,
})
