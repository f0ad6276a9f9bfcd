/** Results of console commands use the terms of the field, whatever names the log stores. */
import { expect, test } from 'vitest'
import type { Incident } from '../../ops/alerts/incidents'
import { STORED_ACTOR, STORED_REASON } from '../../ops/change'
import type { DrillResult } from '../../ops/drill-grade'
import { DEFAULT_RULE, type RetrainingRound } from '../../ops/retraining-loop'
import { drillActionsOf, drillResultOf, incidentResult, retrainingResult } from './console-results'

const deploy = { at: 7, what: { type: 'note', note: 'n1', lane: 'faults', title: 'deploy', on: true } } as const
const moved = {
  at: 9,
  what: {
    ...{ type: 'share', stage: 'split', from: 0, to: 5 },
    ...{ by: STORED_ACTOR.user, why: STORED_REASON.shareMoved },
  },
} as const

test('an incident: changes, traits, and times', () => {
  const incident = {
    ...{ id: 'a', state: 'resolved', resolvedBy: 'itself', severity: 'page', fromMinute: 1, calmMinute: 5 },
    ...{ takenMinute: 2, alerts: [], runbook: 'slow', notes: [], moves: [deploy, moved] },
    cause: { of: 'move', move: deploy },
    traits: [{ of: 'part', value: 1, bad: 2, total: 3 }],
    shifts: [{ kind: 'less sure', before: 0.9, now: 0.5 }],
    silenced: { untilMinute: 4, by: moved },
  } as unknown as Incident
  const event = { at: 7, what: { type: 'event', event: 'n1', track: 'faults', title: 'deploy', on: true } }
  const found = incidentResult(incident)
  expect(found).toMatchObject({
    ...{ resolvedBy: 'automatic', recoveredMinute: 5, acknowledgedMinute: 2 },
    changes: [event, { at: 9, what: { type: 'share', by: 'user' } }],
    cause: { of: 'change', change: event },
    commonTraits: [{ of: 'stage' }],
    metricChanges: [{ kind: 'confidence' }],
    silenced: { untilMinute: 4, by: { at: 9 } },
  })
  expect(JSON.stringify(found)).not.toMatch(/fader|itself|"(note|lane|moves|traits|shifts|calmMinute|takenMinute)"/)
})

test('a retraining round and a drill', () => {
  const turn: RetrainingRound = {
    number: 1,
    ...{ began: 3, step: 'train', waits: 'person', learnt: 9 },
    signal: { kind: 'hand' },
  }
  const loop = { rule: DEFAULT_RULE, turn, history: [], since: { at: 0, labels: 0 } }
  expect(retrainingResult({ loop, labels: 12 })).toEqual({
    usableLabels: 12,
    loop: {
      rule: DEFAULT_RULE,
      round: {
        ...{ number: 1, signal: { kind: 'hand' }, startedAt: 3, step: 'train' },
        ...{ waitsFor: 'approval', trainedOnLabels: 9 },
      },
      history: [],
      since: { at: 0, labels: 0 },
    },
  })
  const result = { score: 80, parts: [{ id: 'mend', points: 5, of: 15 }], mendMinutes: 6 } as unknown as DrillResult
  expect(drillResultOf(result)).toEqual({
    ...{ score: 80, parts: [{ id: 'resolve', points: 5, of: 15 }], resolveMinutes: 6 },
  })
  expect(drillActionsOf([{ at: 1, kind: 'take', what: 'an incident' }])).toEqual([
    { at: 1, kind: 'acknowledge', what: 'an incident' },
  ])
})
