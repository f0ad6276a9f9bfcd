/** @file A sentiment endpoint with cold starts: one replica, which is let go when nobody asks for a while, and starts slowly one day. */
import { HOUR, MINUTE } from '../../ops/scenario/scenario'
import { scoreOf, type ShippedNote } from '../scenarios/scenario-preset'
import { defineDrill, SEE } from './define-drill'
import { guardedService } from './guarded-service'

const LENGTH = 6 * HOUR
const MODEL = 'ticket reader'
/** Letters come for 20 minutes of each half hour. */
const LETTERS = Array.from(
  { length: LENGTH / (30 * MINUTE) },
  (_, i): ShippedNote => ['rate', i * 30 * MINUTE, 20 * MINUTE, { perMinute: 20 }],
)

export const coldStarts = defineDrill({
  id: 'cold-starts',
  version: 2,
  title: 'An endpoint that starts cold',
  about:
    'It tells what a customer’s letter is about, on one replica, which is let go when nothing comes: it scales to zero.',
  brief: `An endpoint reads what customers write and says what it is about, so that the right desk gets it. It runs on *one replica*, to save money, and that is let go after *five minutes without a letter*: it *scales to zero*. Letters pause for ten minutes every half hour.

- Who comes first after a pause starts the replica, and waits for it with those behind: so far for a moment.
- When the queue is full they fail and get the usual answer, which is mostly wrong.
- Promised: 98 % of the answers are valid and within 200 ms.
- A wrong answer costs 1, a failed one 2, a late one a half.

How long should a replica be kept?`,
  models: [{ name: MODEL, template: 'tickets-bag', plan: { epochs: 6 } }],
  aliases: { [MODEL]: { champion: 1, challenger: 1 } },
  service: {
    ...guardedService(MODEL, 'ticket desk', { champion: 100, challenger: 0 }, { replica: { queue: 20, idle: 5 } }),
    slos: [
      { id: 'valid-and-fast', kind: 'valid-and-fast', targetPercent: 98, withinMs: 200, overDays: 1 },
      { id: 'accuracy', kind: 'accuracy', targetPercent: 75, overDays: 1 },
    ],
    score: scoreOf(LENGTH, [
      ['start', HOUR, 5 * HOUR, { seconds: 300 }],
      ['delay', 0, LENGTH, { minutes: 30 }],
      ...LETTERS,
    ]),
  },
  rules: {
    fault: 'n1',
    lateMs: 200,
    price: { wrong: 1, failed: 2, late: 0.5, unsure: 0.2, label: 0.5 },
    slowMinutes: 120,
  },
  actions: [
    SEE,
    {
      id: 'keep',
      title: 'Keep it warm',
      about: 'Never let a replica go: it costs its price in pauses too.',
      do: { set: 'champion', params: { idle: 0 } },
    },
    {
      id: 'longer',
      title: 'Let go after 20 minutes',
      about: 'Longer than the usual pause.',
      do: { set: 'champion', params: { idle: 20 } },
    },
    {
      id: 'two',
      title: 'Two replicas',
      about: 'All of them are let go when nothing comes; and those there are now begin anew.',
      do: { set: 'champion', params: { replicas: 2 } },
    },
    {
      id: 'queue',
      title: 'A longer queue',
      about: 'Fewer fail; they wait instead, and are late.',
      do: { set: 'champion', params: { queue: 1000 } },
    },
  ],
  hints: [
    'Look at cold starts, on call: when are they, and how long does who comes then wait?',
    'Look at what comes back once the queue is full: it is not an error, it is the usual answer.',
    'A longer queue turns failures into late answers; it does not answer anybody sooner.',
    'A replica that is never let go is started once.',
  ],
  best: [
    { at: HOUR + 3 * MINUTE, action: 'see' },
    { at: HOUR + 4 * MINUTE, action: 'keep' },
  ],
  speed: 240,
})
