/** @file A slice that quietly degrades: overall accuracy hardly moves, but one kind of input is predicted wrongly. */
import { drillsText } from '../../messages/en/gallery/drills'
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { DEFAULT_PRICE, defineDrill, drillObjectives, guardedService, REPORT_PROBLEM } from './define-drill'

const text = drillsText.quietSlice
const LENGTH = 8 * HOUR
const MODEL = 'post reader'

export const quietSlice = defineDrill({
  id: 'quiet-slice',
  version: 2,
  title: text.title,
  about: text.about,
  brief: text.brief,
  models: [
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 14 } },
    { name: MODEL, template: 'small-digits-mlp', plan: { epochs: 14, seed: 3 } },
  ],
  aliases: { [MODEL]: { champion: 1, challenger: 2 } },
  service: {
    ...guardedService(MODEL, 'post reader', { champion: 50, challenger: 50 }),
    slos: drillObjectives(92),
  },
  durationMs: LENGTH,
  faultMinutes: [75, 195],
  events: [
    ['rate', 0, LENGTH, { perMinute: 20 }],
    ['delay', 0, LENGTH, { minutes: 30 }],
    ['coverage', 0, LENGTH, { share: 0.6 }],
  ],
  // not text: a kind of deploy
  fault: (at) => ['deploy', at, LENGTH - at, { model: 'worse for one slice', target: 'challenger' }],
  rules: {
    lateMs: 150,
    price: DEFAULT_PRICE,
    slowMinutes: 180,
  },
  actions: [
    REPORT_PROBLEM,
    {
      id: 'champion',
      ...text.actions.champion,
      do: { set: 'split', params: { champion: 100, challenger: 0 } },
    },
    {
      id: 'challenger',
      ...text.actions.challenger,
      do: { set: 'split', params: { champion: 0, challenger: 100 } },
    },
    {
      id: 'ask',
      ...text.actions.ask,
      do: { set: 'abstain', params: { below: 0.9 } },
    },
  ],
  hints: [text.hints.first, text.hints.second, text.hints.third],
  solution: () => [
    { after: 50, action: 'see' },
    { after: 51, action: 'champion' },
  ],
  previous: {
    ...{ version: 1, title: text.title, faultAt: 2 * HOUR, faultIndex: 3 },
    params: { model: 'worse for one slice' }, // not text: a kind of deploy
    best: [
      { at: 2 * HOUR + 50 * MINUTE, action: 'see' },
      { at: 2 * HOUR + 51 * MINUTE, action: 'champion' },
    ],
  },
  speed: 360,
})
