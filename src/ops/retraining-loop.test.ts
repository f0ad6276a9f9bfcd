/** The ring: what starts it, what it waits for, and where each event leads. */
import { describe, expect, it } from 'vitest'
import {
  openRing,
  type RingEvent,
  type RingReading,
  type RingRule,
  type RingState,
  ringAfter,
  USUAL_RULE,
  workOf,
} from './retraining-loop'

const reading = (more: Partial<RingReading> = {}): RingReading => ({ at: 0, labels: 0, drift: false, ...more })
const rule = (more: Partial<RingRule>): RingRule => ({ ...USUAL_RULE, ask: [], ...more })
const told = (ring: RingState, ...events: readonly RingEvent[]) => events.reduce(ringAfter, ring)
const look = (more: Partial<RingReading>): RingEvent => ({ type: 'look', reading: reading(more) })

describe('what starts it', () => {
  it.each([
    [rule({ start: 'drift' }), { drift: false }, { drift: true }],
    [rule({ start: 'accuracy', below: 0.8 }), { accuracy: 0.8 }, { accuracy: 0.79 }],
    [rule({ start: 'days', days: 2 }), { at: 2 * 86_400_000 - 1 }, { at: 2 * 86_400_000 }],
    [rule({ start: 'labels', labels: 30 }), { labels: 29 }, { labels: 30 }],
  ] as const)('%o', (of, before, after) => {
    const ring = told(openRing(of), look(before))
    expect(ring.turn).toBeUndefined()
    expect(told(ring, look(after)).turn?.signal.kind).toBe(of.start)
  })
  it('starts by hand alone where the rule says so, and knows no accuracy as none', () => {
    expect(told(openRing(rule({})), look({ drift: true, labels: 999, accuracy: 0 })).turn).toBeUndefined()
    expect(told(openRing(rule({ start: 'accuracy' })), look({})).turn).toBeUndefined()
    expect(told(openRing(rule({})), { type: 'start', reading: reading() }).turn?.signal.kind).toBe('hand')
  })
})

describe('a turn', () => {
  const start: RingEvent = { type: 'start', reading: reading() }
  it('waits for labels, and does the rest by itself where nobody is to be asked', () => {
    const waiting = told(openRing(rule({ needed: 50 })), start, look({ labels: 49 }))
    expect(waiting.turn).toMatchObject({ step: 'labels', waits: 'world' })
    expect(workOf(waiting)).toBeUndefined()
    const training = told(waiting, look({ labels: 50 }))
    expect(workOf(training)).toBe('train')
    const gating = told(training, { type: 'trained', version: 4, parent: 3, learnt: 50 })
    expect(workOf(gating)).toBe('gate')
    const trying = told(gating, { type: 'gated', verdict: 'passed' })
    expect(workOf(trying)).toBe('canary')
    const done = told(trying, { type: 'ended', how: 'champion', reading: reading({ at: 9, labels: 60 }) })
    expect(done.turn).toBeUndefined()
    expect(done.history).toMatchObject([{ number: 1, version: 4, parent: 3, ended: { how: 'champion', at: 9 } }])
    expect(done.since).toEqual({ at: 9, labels: 60 })
  })
  it('asks a person before each step that the rule names, and does nothing meanwhile', () => {
    let ring = told(openRing(rule({ needed: 1, ask: ['labels', 'train', 'gate', 'canary'] })), start)
    expect(ring.turn).toMatchObject({ step: 'labels', waits: 'person' })
    ring = told(ring, look({ labels: 5 }), { type: 'approve' }, look({ labels: 5 }))
    expect(ring.turn).toMatchObject({ step: 'train', waits: 'person' })
    expect(workOf(ring)).toBeUndefined()
    ring = told(ring, { type: 'approve' }, { type: 'trained', version: 2, learnt: 5 })
    expect(ring.turn).toMatchObject({ step: 'gate', waits: 'person' })
    ring = told(ring, { type: 'approve' }, { type: 'gated', verdict: 'passed' })
    expect(ring.turn).toMatchObject({ step: 'canary', waits: 'person' })
    expect(workOf(told(ring, { type: 'approve' }))).toBe('canary')
  })
  it('asks a person where a gate cannot tell, whatever the rule says', () => {
    const ring = told(
      openRing(rule({ needed: 0 })),
      start,
      { type: 'trained', version: 2, learnt: 5 },
      { type: 'gated', verdict: 'unsure' },
    )
    expect(ring.turn).toMatchObject({ step: 'gate', waits: 'person', gate: 'unsure' })
    expect(workOf(told(ring, { type: 'approve' }))).toBe('canary')
  })
  it('ends when it is stopped; labels it did not learn from are there for the next', () => {
    const ring = told(openRing(rule({ needed: 50 })), start, { type: 'stop', reading: reading({ at: 7, labels: 40 }) })
    expect(ring).toMatchObject({ since: { at: 7, labels: 0 }, history: [{ ended: { how: 'stopped' } }] })
    expect(told(ring, start).turn?.number).toBe(2)
  })
  it('hears nothing that is not of its step', () => {
    const ring = told(openRing(rule({ needed: 50 })), start)
    expect(told(ring, { type: 'gated', verdict: 'passed' }, { type: 'trained', version: 1, learnt: 1 })).toEqual(ring)
    expect(told(ring, start)).toEqual(ring)
    expect(told(openRing(), { type: 'approve' }, { type: 'stop', reading: reading() })).toEqual(openRing())
  })
})

describe('a log that begins anew', () => {
  it('counts days and labels from nothing again', () => {
    const ended: RingState = { ...openRing(rule({ start: 'labels', labels: 30 })), since: { at: 9000, labels: 80 } }
    const anew = told(ended, look({ at: 0, labels: 0 }))
    expect(anew.since).toEqual({ at: 0, labels: 0 })
    expect(told(anew, look({ at: 10, labels: 29 })).turn).toBeUndefined()
    expect(told(anew, look({ at: 10, labels: 30 })).turn?.signal).toEqual({ kind: 'labels', labels: 30 })
  })
  it('leaves a turn where it stands, and what it waits for can come', () => {
    const waiting = told(
      { ...openRing(rule({ needed: 10 })), since: { at: 9000, labels: 80 } },
      {
        ...{ type: 'start', reading: reading({ at: 9500, labels: 85 }) },
      },
    )
    expect(waiting.turn?.step).toBe('labels')
    expect(told(waiting, look({ at: 5, labels: 10 })).turn?.step).toBe('train')
  })
})
