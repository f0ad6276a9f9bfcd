/** The retraining loop: what starts it, what it waits for, and where each event leads. */
import { describe, expect, it } from 'vitest'
import {
  newRetrainingState,
  type RetrainingEvent,
  type RetrainingMetrics,
  type RetrainingRule,
  type RetrainingState,
  reduceRetraining,
  DEFAULT_RULE,
  pendingStep,
} from './retraining-loop'

const reading = (more: Partial<RetrainingMetrics> = {}): RetrainingMetrics => ({
  at: 0,
  labels: 0,
  drift: false,
  ...more,
})
const rule = (more: Partial<RetrainingRule>): RetrainingRule => ({ ...DEFAULT_RULE, ask: [], ...more })
const told = (ring: RetrainingState, ...events: readonly RetrainingEvent[]) => events.reduce(reduceRetraining, ring)
const look = (more: Partial<RetrainingMetrics>): RetrainingEvent => ({ type: 'look', reading: reading(more) })

describe('what starts it', () => {
  it.each([
    [rule({ start: 'drift' }), { drift: false }, { drift: true }],
    [rule({ start: 'accuracy', below: 0.8 }), { accuracy: 0.8 }, { accuracy: 0.79 }],
    [rule({ start: 'days', days: 2 }), { at: 2 * 86_400_000 - 1 }, { at: 2 * 86_400_000 }],
    [rule({ start: 'labels', labels: 30 }), { labels: 29 }, { labels: 30 }],
  ] as const)('%o', (of, before, after) => {
    const ring = told(newRetrainingState(of), look(before))
    expect(ring.turn).toBeUndefined()
    expect(told(ring, look(after)).turn?.signal.kind).toBe(of.start)
  })
  it('starts only by hand if the rule says so, and ignores an unknown accuracy', () => {
    expect(told(newRetrainingState(rule({})), look({ drift: true, labels: 999, accuracy: 0 })).turn).toBeUndefined()
    expect(told(newRetrainingState(rule({ start: 'accuracy' })), look({})).turn).toBeUndefined()
    expect(told(newRetrainingState(rule({})), { type: 'start', reading: reading() }).turn?.signal.kind).toBe('hand')
  })
})

describe('a round', () => {
  const start: RetrainingEvent = { type: 'start', reading: reading() }
  it('waits for labels, and runs the other steps automatically without approvals', () => {
    const waiting = told(newRetrainingState(rule({ needed: 50 })), start, look({ labels: 49 }))
    expect(waiting.turn).toMatchObject({ step: 'labels', waits: 'world' })
    expect(pendingStep(waiting)).toBeUndefined()
    const training = told(waiting, look({ labels: 50 }))
    expect(pendingStep(training)).toBe('train')
    const gating = told(training, { type: 'trained', version: 4, parent: 3, learnt: 50 })
    expect(pendingStep(gating)).toBe('gate')
    const trying = told(gating, { type: 'gated', verdict: 'passed' })
    expect(pendingStep(trying)).toBe('canary')
    const done = told(trying, { type: 'ended', how: 'champion', reading: reading({ at: 9, labels: 60 }) })
    expect(done.turn).toBeUndefined()
    expect(done.history).toMatchObject([{ number: 1, version: 4, parent: 3, ended: { how: 'champion', at: 9 } }])
    expect(done.since).toEqual({ at: 9, labels: 60 })
  })
  it('asks for approval before each step that the rule names, and does nothing until then', () => {
    let ring = told(newRetrainingState(rule({ needed: 1, ask: ['labels', 'train', 'gate', 'canary'] })), start)
    expect(ring.turn).toMatchObject({ step: 'labels', waits: 'person' })
    ring = told(ring, look({ labels: 5 }), { type: 'approve' }, look({ labels: 5 }))
    expect(ring.turn).toMatchObject({ step: 'train', waits: 'person' })
    expect(pendingStep(ring)).toBeUndefined()
    ring = told(ring, { type: 'approve' }, { type: 'trained', version: 2, learnt: 5 })
    expect(ring.turn).toMatchObject({ step: 'gate', waits: 'person' })
    ring = told(ring, { type: 'approve' }, { type: 'gated', verdict: 'passed' })
    expect(ring.turn).toMatchObject({ step: 'canary', waits: 'person' })
    expect(pendingStep(told(ring, { type: 'approve' }))).toBe('canary')
  })
  it('asks for approval of an inconclusive gate, whatever the rule says', () => {
    const ring = told(
      newRetrainingState(rule({ needed: 0 })),
      start,
      { type: 'trained', version: 2, learnt: 5 },
      { type: 'gated', verdict: 'unsure' },
    )
    expect(ring.turn).toMatchObject({ step: 'gate', waits: 'person', gate: 'unsure' })
    expect(pendingStep(told(ring, { type: 'approve' }))).toBe('canary')
  })
  it('ends when it is stopped; labels it did not use stay for the next round', () => {
    const ring = told(newRetrainingState(rule({ needed: 50 })), start, {
      type: 'stop',
      reading: reading({ at: 7, labels: 40 }),
    })
    expect(ring).toMatchObject({ since: { at: 7, labels: 0 }, history: [{ ended: { how: 'stopped' } }] })
    expect(told(ring, start).turn?.number).toBe(2)
  })
  it('ignores events of other steps', () => {
    const ring = told(newRetrainingState(rule({ needed: 50 })), start)
    expect(told(ring, { type: 'gated', verdict: 'passed' }, { type: 'trained', version: 1, learnt: 1 })).toEqual(ring)
    expect(told(ring, start)).toEqual(ring)
    expect(told(newRetrainingState(), { type: 'approve' }, { type: 'stop', reading: reading() })).toEqual(
      newRetrainingState(),
    )
  })
})

describe('a log that restarts', () => {
  it('counts days and labels from zero again', () => {
    const ended: RetrainingState = {
      ...newRetrainingState(rule({ start: 'labels', labels: 30 })),
      since: { at: 9000, labels: 80 },
    }
    const anew = told(ended, look({ at: 0, labels: 0 }))
    expect(anew.since).toEqual({ at: 0, labels: 0 })
    expect(told(anew, look({ at: 10, labels: 29 })).turn).toBeUndefined()
    expect(told(anew, look({ at: 10, labels: 30 })).turn?.signal).toEqual({ kind: 'labels', labels: 30 })
  })
  it('keeps the current round, which can go on', () => {
    const waiting = told(
      { ...newRetrainingState(rule({ needed: 10 })), since: { at: 9000, labels: 80 } },
      {
        ...{ type: 'start', reading: reading({ at: 9500, labels: 85 }) },
      },
    )
    expect(waiting.turn?.step).toBe('labels')
    expect(told(waiting, look({ at: 5, labels: 10 })).turn?.step).toBe('train')
  })
})
