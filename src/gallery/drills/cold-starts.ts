/** @file Cold starts: a topic classifier runs on one replica that stops when idle, and one day it starts slowly. */
import { drillsText } from '../../messages/en/gallery/drills'
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { makeScenario, type PresetEvent } from '../scenarios'
import { defineDrill, guardedService, REPORT_PROBLEM } from './define-drill'

const text = drillsText.coldStarts
const LENGTH = 6 * HOUR
const MODEL = 'ticket reader'
/** Messages arrive during 20 minutes of every half hour. */
const MESSAGES = Array.from(
  { length: LENGTH / (30 * MINUTE) },
  (_, i): PresetEvent => ['rate', i * 30 * MINUTE, 20 * MINUTE, { perMinute: 20 }],
)

export const coldStarts = defineDrill({
  id: 'cold-starts',
  version: 2,
  title: text.title,
  about: text.about,
  brief: text.brief,
  models: [{ name: MODEL, template: 'tickets-bag', plan: { epochs: 6 } }],
  aliases: { [MODEL]: { champion: 1, challenger: 1 } },
  service: {
    ...guardedService(MODEL, 'ticket desk', { champion: 100, challenger: 0 }, { replica: { queue: 20, idle: 5 } }),
    slos: [
      { id: 'valid-and-fast', kind: 'valid-and-fast', targetPercent: 98, withinMs: 200, overDays: 1 },
      { id: 'accuracy', kind: 'accuracy', targetPercent: 75, overDays: 1 },
    ],
    scenario: makeScenario(LENGTH, [
      ['start', HOUR, 5 * HOUR, { seconds: 300 }],
      ['delay', 0, LENGTH, { minutes: 30 }],
      ...MESSAGES,
    ]),
  },
  rules: {
    fault: 'n1',
    lateMs: 200,
    price: { wrong: 1, failed: 2, late: 0.5, unsure: 0.2, label: 0.5 },
    slowMinutes: 120,
  },
  actions: [
    REPORT_PROBLEM,
    {
      id: 'keep',
      ...text.actions.keep,
      do: { set: 'champion', params: { idle: 0 } },
    },
    {
      id: 'longer',
      ...text.actions.longer,
      do: { set: 'champion', params: { idle: 20 } },
    },
    {
      id: 'two',
      ...text.actions.two,
      do: { set: 'champion', params: { replicas: 2 } },
    },
    {
      id: 'queue',
      ...text.actions.queue,
      do: { set: 'champion', params: { queue: 1000 } },
    },
  ],
  hints: [text.hints.first, text.hints.second, text.hints.third, text.hints.fourth],
  best: [
    { at: HOUR + 3 * MINUTE, action: 'see' },
    { at: HOUR + 4 * MINUTE, action: 'keep' },
  ],
  speed: 240,
})
