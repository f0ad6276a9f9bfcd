/** @file A recommender canary: 30% of the visits go to a build that gets worse unnoticed, while labels arrive late. */
import { drillsText } from '../../messages/en/gallery/drills'
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { DEFAULT_PRICE, defineDrill, drillObjectives, guardedService, REPORT_PROBLEM } from './define-drill'

const text = drillsText.recommenderCanary
const LENGTH = 10 * HOUR
const MODEL = 'shop recommender'

export const recommenderCanary = defineDrill({
  id: 'recommender-canary',
  version: 2,
  title: text.title,
  about: text.about,
  brief: text.brief,
  models: [
    { name: MODEL, template: 'shop-visits-mlp', plan: { epochs: 8 } },
    { name: MODEL, template: 'shop-visits-mlp', plan: { epochs: 8, learningRate: 0.004 } },
  ],
  aliases: { [MODEL]: { champion: 1, challenger: 2 } },
  service: {
    ...guardedService(MODEL, 'recommender', { champion: 70, challenger: 30 }, { source: { from: 'world' } }),
    slos: drillObjectives(70),
  },
  durationMs: LENGTH,
  faultMinutes: [105, 270],
  events: [
    ['rate', 0, LENGTH, { perMinute: 16 }],
    ['delay', 0, LENGTH, { minutes: 60 }],
    ['coverage', 0, LENGTH, { share: 0.33 }],
  ],
  fault: (at) => ['deploy', at, LENGTH - at, { model: 'permuted classes', target: 'challenger' }],
  rules: {
    lateMs: 150,
    price: DEFAULT_PRICE,
    slowMinutes: 180,
  },
  actions: [
    REPORT_PROBLEM,
    {
      id: 'stop',
      ...text.actions.stop,
      do: { set: 'split', params: { champion: 100, challenger: 0 } },
    },
    {
      id: 'small',
      ...text.actions.small,
      do: { set: 'split', params: { champion: 95, challenger: 5 } },
    },
    {
      id: 'promote',
      ...text.actions.promote,
      do: { set: 'split', params: { champion: 0, challenger: 100 } },
    },
  ],
  hints: [text.hints.first, text.hints.second, text.hints.third],
  solution: () => [
    { after: 70, action: 'see' },
    { after: 71, action: 'stop' },
  ],
  previous: {
    ...{ version: 1, title: text.title, faultAt: 3 * HOUR, faultIndex: 3 },
    params: { model: 'permuted classes' },
    best: [
      { at: 3 * HOUR + 70 * MINUTE, action: 'see' },
      { at: 3 * HOUR + 71 * MINUTE, action: 'stop' },
    ],
  },
  speed: 360,
})
