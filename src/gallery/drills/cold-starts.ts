/** @file Cold starts: a topic classifier runs on one replica that stops when idle, and one day it starts slowly. */
import { drillsText } from '../../messages/en/gallery/drills'
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import type { PresetEvent } from '../scenarios'
import { DEFAULT_PRICE, defineDrill, guardedService, REPORT_PROBLEM } from './define-drill'

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
  version: 3,
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
  },
  durationMs: LENGTH,
  faultMinutes: [45, 150],
  events: [['delay', 0, LENGTH, { minutes: 30 }], ...MESSAGES],
  fault: (at) => ['start', at, LENGTH - at, { seconds: 300 }],
  rules: {
    lateMs: 200,
    price: DEFAULT_PRICE,
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
  // The fault shows when a replica first starts after it, which is at the next half hour.
  solution(minute) {
    const first = (30 - (minute % 30)) % 30
    return [
      { after: first + 3, action: 'see' },
      { after: first + 4, action: 'keep' },
    ]
  },
  previous: {
    ...{ version: 2, title: text.title, faultAt: HOUR, faultIndex: 0 },
    best: [
      { at: HOUR + 3 * MINUTE, action: 'see' },
      { at: HOUR + 4 * MINUTE, action: 'keep' },
    ],
  },
  speed: 240,
})
