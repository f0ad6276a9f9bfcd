/**
 * @file A dimming camera: its images get darker over the course of a day. The registry has a version trained on varied
 * brightness. On dark images, that version is wrong just as often, but its wrong predictions have lower confidence, so
 * it helps where uncertain requests go to a person.
 */
import { drillsText } from '../../messages/en/gallery/drills'
import { HOUR } from '../../ops/scenario/scenario'
import { DEFAULT_PRICE, defineDrill, drillObjectives, guardedService, REPORT_PROBLEM } from './define-drill'

const text = drillsText.dimmingCamera
const LENGTH = 20 * HOUR
const MODEL = 'gate reader'

export const dimmingCameraDrill = defineDrill({
  id: 'dimming-camera',
  version: 2,
  title: text.title,
  about: text.about,
  brief: text.brief,
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
    slos: drillObjectives(85),
  },
  durationMs: LENGTH,
  faultMinutes: [150, 360],
  events: [
    ['rate', 0, LENGTH, { perMinute: 8 }],
    ['delay', 0, LENGTH, { minutes: 60 }],
    ['coverage', 0, LENGTH, { share: 0.25 }],
  ],
  // The images get darker for eight hours, whenever that begins.
  fault: (at) => [
    ...(['drift', at, LENGTH - at] as const),
    { operator: 'brightness', amount: 3.8, curve: 'ramp', rise: (8 * HOUR) / (LENGTH - at) },
  ],
  rules: {
    lateMs: 150,
    price: DEFAULT_PRICE,
    slowMinutes: 480,
  },
  actions: [
    REPORT_PROBLEM,
    {
      id: 'v2',
      ...text.actions.v2,
      do: { point: MODEL, alias: 'champion', version: 2 },
    },
    {
      id: 'v1',
      ...text.actions.v1,
      do: { point: MODEL, alias: 'champion', version: 1 },
    },
    {
      id: 'ask',
      ...text.actions.ask,
      do: { set: 'abstain', params: { below: 0.8 } },
    },
    {
      id: 'answer',
      ...text.actions.answer,
      do: { set: 'abstain', params: { below: 0 } },
    },
  ],
  hints: [text.hints.first, text.hints.second, text.hints.third],
  solution: () => [
    { after: 150, action: 'see' },
    { after: 151, action: 'v2' },
    { after: 151, action: 'ask' },
  ],
  previous: {
    ...{ version: 1, title: text.title, faultAt: 4 * HOUR, faultIndex: 3 },
    best: [
      { at: 7 * HOUR, action: 'see' },
      { at: 7 * HOUR + 60_000, action: 'v2' },
      { at: 8 * HOUR, action: 'ask' },
    ],
  },
  speed: 900,
})
