/**
 * @file A bad deploy at night: half of the requests go to a challenger that gets a broken build. Stored results name
 * the drill by its id, which is from the version in which the build always came at 3 a.m.
 */
import { drillsText } from '../../messages/en/gallery/drills'
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { DEFAULT_PRICE, defineDrill, drillObjectives, guardedService, REPORT_PROBLEM } from './define-drill'

const text = drillsText.badDeployAt3
const LENGTH = 6 * HOUR
const MODEL = 'night reader'

export const badDeployAt3 = defineDrill({
  id: 'bad-deploy-at-3',
  version: 2,
  title: text.title,
  about: text.about,
  brief: text.brief,
  models: [
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 15 } },
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 15, seed: 2 } },
  ],
  aliases: { [MODEL]: { champion: 1, challenger: 2 } },
  service: {
    ...guardedService(MODEL, 'night reader', { champion: 50, challenger: 50 }),
    slos: drillObjectives(92),
  },
  durationMs: LENGTH,
  faultMinutes: [90, 210],
  events: [
    ['rate', 0, LENGTH, { perMinute: 24 }],
    ['delay', 0, LENGTH, { minutes: 20 }],
    ['coverage', 0, LENGTH, { share: 0.5 }],
  ],
  fault: (at) => ['deploy', at, LENGTH - at, { model: 'permuted classes', target: 'challenger' }],
  rules: {
    lateMs: 150,
    price: DEFAULT_PRICE,
    slowMinutes: 90,
  },
  actions: [
    REPORT_PROBLEM,
    {
      id: 'rollback',
      ...text.actions.rollback,
      do: { set: 'split', params: { champion: 100, challenger: 0 } },
    },
    {
      id: 'half',
      ...text.actions.half,
      do: { set: 'split', params: { champion: 50, challenger: 50 } },
    },
    {
      id: 'promote',
      ...text.actions.promote,
      do: { set: 'split', params: { champion: 0, challenger: 100 } },
    },
  ],
  hints: [text.hints.first, text.hints.second, text.hints.third],
  solution: () => [
    { after: 32, action: 'see' },
    { after: 33, action: 'rollback' },
  ],
  previous: {
    ...{ version: 1, title: text.previousTitle, faultAt: 3 * HOUR, faultIndex: 3 },
    params: { model: 'permuted classes' },
    best: [
      { at: 3 * HOUR + 24 * MINUTE, action: 'see' },
      { at: 3 * HOUR + 25 * MINUTE, action: 'rollback' },
    ],
  },
  speed: 240,
})
