/** Tests the retraining loop: what starts it, what it waits for, and the state after each event. */
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
const afterEvents = (state: RetrainingState, ...events: readonly RetrainingEvent[]) =>
  events.reduce(reduceRetraining, state)
const check = (more: Partial<RetrainingMetrics>): RetrainingEvent => ({ type: 'look', reading: reading(more) })

describe('what starts it', () => {
  it.each([
    [rule({ start: 'drift' }), { drift: false }, { drift: true }],
    [rule({ start: 'accuracy', below: 0.8 }), { accuracy: 0.8 }, { accuracy: 0.79 }],
    [rule({ start: 'days', days: 2 }), { at: 2 * 86_400_000 - 1 }, { at: 2 * 86_400_000 }],
    [rule({ start: 'labels', labels: 30 }), { labels: 29 }, { labels: 30 }],
  ] as const)('%o', (of, before, after) => {
    const state = afterEvents(newRetrainingState(of), check(before))
    expect(state.turn).toBeUndefined()
    expect(afterEvents(state, check(after)).turn?.signal.kind).toBe(of.start)
  })
  it('starts only by hand if the rule says so, and ignores an unknown accuracy', () => {
    expect(
      afterEvents(newRetrainingState(rule({})), check({ drift: true, labels: 999, accuracy: 0 })).turn,
    ).toBeUndefined()
    expect(afterEvents(newRetrainingState(rule({ start: 'accuracy' })), check({})).turn).toBeUndefined()
    expect(afterEvents(newRetrainingState(rule({})), { type: 'start', reading: reading() }).turn?.signal.kind).toBe(
      'hand',
    )
  })
})

describe('a round', () => {
  const start: RetrainingEvent = { type: 'start', reading: reading() }
  it('waits for labels, and runs the other steps automatically without approvals', () => {
    const waiting = afterEvents(newRetrainingState(rule({ needed: 50 })), start, check({ labels: 49 }))
    expect(waiting.turn).toMatchObject({ step: 'labels', waits: 'world' })
    expect(pendingStep(waiting)).toBeUndefined()
    const training = afterEvents(waiting, check({ labels: 50 }))
    expect(pendingStep(training)).toBe('train')
    const gating = afterEvents(training, { type: 'trained', version: 4, parent: 3, learnt: 50 })
    expect(pendingStep(gating)).toBe('gate')
    const trying = afterEvents(gating, { type: 'gated', verdict: 'passed' })
    expect(pendingStep(trying)).toBe('canary')
    const done = afterEvents(trying, { type: 'ended', how: 'champion', reading: reading({ at: 9, labels: 60 }) })
    expect(done.turn).toBeUndefined()
    expect(done.history).toMatchObject([{ number: 1, version: 4, parent: 3, ended: { how: 'champion', at: 9 } }])
    // The labels that are still usable are those that the new champion was not trained on.
    expect(done.since).toEqual({ at: 9, labels: 0 })
  })
  it('asks for approval before each step that the rule names, and does nothing until then', () => {
    let state = afterEvents(newRetrainingState(rule({ needed: 1, ask: ['labels', 'train', 'gate', 'canary'] })), start)
    expect(state.turn).toMatchObject({ step: 'labels', waits: 'person' })
    state = afterEvents(state, check({ labels: 5 }), { type: 'approve' }, check({ labels: 5 }))
    expect(state.turn).toMatchObject({ step: 'train', waits: 'person' })
    expect(pendingStep(state)).toBeUndefined()
    state = afterEvents(state, { type: 'approve' }, { type: 'trained', version: 2, learnt: 5 })
    expect(state.turn).toMatchObject({ step: 'gate', waits: 'person' })
    state = afterEvents(state, { type: 'approve' }, { type: 'gated', verdict: 'passed' })
    expect(state.turn).toMatchObject({ step: 'canary', waits: 'person' })
    expect(pendingStep(afterEvents(state, { type: 'approve' }))).toBe('canary')
  })
  it('asks for approval of an inconclusive gate, whatever the rule says', () => {
    const state = afterEvents(
      newRetrainingState(rule({ needed: 0 })),
      start,
      check({ labels: 1 }),
      { type: 'trained', version: 2, learnt: 5 },
      { type: 'gated', verdict: 'unsure' },
    )
    expect(state.turn).toMatchObject({ step: 'gate', waits: 'person', gate: 'unsure' })
    expect(pendingStep(afterEvents(state, { type: 'approve' }))).toBe('canary')
  })
  it('ends when it is stopped; labels it did not use stay for the next round', () => {
    const state = afterEvents(newRetrainingState(rule({ needed: 50 })), start, {
      type: 'stop',
      reading: reading({ at: 7, labels: 40 }),
    })
    expect(state).toMatchObject({ since: { at: 7, labels: 0 }, history: [{ ended: { how: 'stopped' } }] })
    expect(afterEvents(state, start).turn?.number).toBe(2)
  })
  it('waits without any label, even if the rule needs no new ones', () => {
    const waiting = afterEvents(newRetrainingState(rule({ needed: 0 })), start, check({ labels: 0 }))
    expect(waiting.turn).toMatchObject({ step: 'labels', waits: 'world' })
    expect(pendingStep(afterEvents(waiting, check({ labels: 1 })))).toBe('train')
  })
  it('ignores events of other steps', () => {
    const state = afterEvents(newRetrainingState(rule({ needed: 50 })), start)
    expect(
      afterEvents(state, { type: 'gated', verdict: 'passed' }, { type: 'trained', version: 1, learnt: 1 }),
    ).toEqual(state)
    expect(afterEvents(state, start)).toEqual(state)
    expect(afterEvents(newRetrainingState(), { type: 'approve' }, { type: 'stop', reading: reading() })).toEqual(
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
    const restarted = afterEvents(ended, check({ at: 0, labels: 0 }))
    expect(restarted.since).toEqual({ at: 0, labels: 0 })
    expect(afterEvents(restarted, check({ at: 10, labels: 29 })).turn).toBeUndefined()
    expect(afterEvents(restarted, check({ at: 10, labels: 30 })).turn?.signal).toEqual({ kind: 'labels', labels: 30 })
  })
  it('keeps the current round, which can go on', () => {
    const waiting = afterEvents(
      { ...newRetrainingState(rule({ needed: 10 })), since: { at: 9000, labels: 80 } },
      {
        ...{ type: 'start', reading: reading({ at: 9500, labels: 85 }) },
      },
    )
    expect(waiting.turn?.step).toBe('labels')
    expect(afterEvents(waiting, check({ at: 5, labels: 10 })).turn?.step).toBe('train')
  })
})
