/**
 * @file A small and a large model, connected by a router: the small model remains confident on inputs unlike its
 * training data.
 */
import { drillsText } from '../../messages/en/gallery/drills'
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { chain, draw } from '../template'
import { DEFAULT_PRICE, defineDrill, drillObjectives, FIRST_VALIDATION, REPORT_PROBLEM } from './define-drill'

const text = drillsText.smallAndLarge
const LENGTH = 6 * HOUR
const SMALL = 'small reader'
const LARGE = 'large reader'

export const smallAndLarge = defineDrill({
  id: 'small-and-large',
  version: 2,
  title: text.title,
  about: text.about,
  brief: text.brief,
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
        validate: [1, 0, 'validate', 'Validate', FIRST_VALIDATION],
        features: [2, 0, 'features', 'Features'],
        small: [0, 1, 'model', 'Small', { model: SMALL }],
        router: [1, 1, 'router', 'Router', { below: 0.4 }],
        large: [2, 1, 'model', 'Large', { model: LARGE }],
        log: [3, 1, 'log', 'Log'],
      },
      ['source > validate > features > small > router > large > log'],
    ),
    slos: drillObjectives(85),
  },
  durationMs: LENGTH,
  faultMinutes: [75, 165],
  events: [
    ['rate', 0, LENGTH, { perMinute: 20 }],
    ['delay', 0, LENGTH, { minutes: 20 }],
    ['coverage', 0, LENGTH, { share: 0.5 }],
  ],
  // The images get noisier for one hour, whenever that begins.
  fault: (at) => [
    ...(['drift', at, LENGTH - at] as const),
    { operator: 'noise', amount: 7, curve: 'ramp', rise: HOUR / (LENGTH - at) },
  ],
  rules: {
    lateMs: 150,
    price: { ...DEFAULT_PRICE, calls: { large: 0.02 } },
    slowMinutes: 120,
  },
  actions: [
    REPORT_PROBLEM,
    {
      id: 'surer',
      ...text.actions.surer,
      do: { set: 'router', params: { below: 0.8 } },
    },
    {
      id: 'all',
      ...text.actions.all,
      do: { set: 'router', params: { below: 1 } },
    },
    {
      id: 'as-it-was',
      ...text.actions.asItWas,
      do: { set: 'router', params: { below: 0.4 } },
    },
  ],
  hints: [text.hints.first, text.hints.second, text.hints.third],
  solution: () => [
    { after: 24, action: 'see' },
    { after: 25, action: 'all' },
  ],
  previous: {
    ...{ version: 1, title: text.title, faultAt: 2 * HOUR, faultIndex: 3 },
    best: [
      { at: 2 * HOUR + 24 * MINUTE, action: 'see' },
      { at: 2 * HOUR + 25 * MINUTE, action: 'all' },
    ],
  },
  speed: 240,
})
