/**
 * Tests canaries in seeded simulations with known models: equally good challengers stay and worse challengers are
 * rolled back, based only on the log.
 */
import { describe, expect, test } from 'vitest'
import { log } from '../../base/exact-math'
import { NO_ALIAS } from '../../catalog/lowered-stage'
import { differenceOf, logEvidence, startTest } from '../../metrics/sequential-test'
import { ALL_TRAFFIC, type GateReading, MIN_PREDICTIONS, nextDecision, skippedGates } from '../canary-plan'
import { makeColumns } from '../log/columns'
import { fold } from '../log/fold-log'
import { type Entry, NO_VERSION_INDEX, STATUSES } from '../log-entry'
import { scoreInterval } from '../../metrics/paired-comparison'
import { canary, decideCanary, disagreementsOf, harmSoFar, readCanary } from './canary-track'
import { type CanaryComparison, checksOf, countOutcome, makeComparison, updateEvidence } from './comparisons'
import { BOOK, live, type Nature, PLAN, USUAL } from './world.test-help'

const WORSE: readonly (readonly [string, Nature, string])[] = [
  ['with the wrong scaling', { ...USUAL, right: 0.6 }, 'right'],
  ['with permuted classes', { ...USUAL, right: 0.05 }, 'right'],
  ['that is slow', { ...USUAL, late: 0.95 }, 'in time'],
  ['that gives NaN in a corner', { ...USUAL, failed: 0.11 }, 'answered'],
  ['that is worse for one slice', { ...USUAL, rightThere: 0.15 }, 'slice'],
]

describe.each(WORSE)('a challenger %s', (_name, nature, what) => {
  test('is rolled back in each of ten simulations for the right reason, with its harm on record', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { track, ended } = live(seed, nature)
      expect(ended).toBe('rolled back')
      const [worst] = readCanary(track).checks
      // A model that returns NaN for some inputs may first be detected by its wrong predictions, and a model that is
      // worse on one slice by its lower overall accuracy; both are valid reasons.
      if (what === 'in time') expect(worst?.what).toBe(what)
      if (what === 'slice' && worst?.what === 'slice') expect(worst.slice).toBe(5)
      const harm = harmSoFar(track)
      expect(harm.harmed).toBeGreaterThan(0)
      expect(harm.ids.length).toBeGreaterThan(0)
      expect(harm.bySlice.reduce((sum, { harmed }) => sum + harmed, 0)).toBe(harm.harmed)
      // The check at the end of a minute triggers a rollback in the same minute.
      expect(track.breachAt).toBe(track.since)
    }
  })
})

test('an equally good one is rolled back in no more simulations than configured, and becomes the champion in the others', () => {
  const ends = Array.from({ length: 30 }, (_, seed) => live(100 + seed, USUAL, { inputs: 20_000 }).ended)
  const back = ends.filter((end) => end === 'rolled back').length
  expect(back / ends.length).toBeLessThanOrEqual(PLAN.limits.alpha)
  expect(ends.filter((end) => end === 'promoted').length).toBe(ends.length - back)
})

test('one that is wrong on one more of 51 repeated rows is not promoted: each row counts once, as in a promotion gate', () => {
  const nature = { ...USUAL, failed: 0 }
  const { track, ended } = live(33, nature, { champion: nature, pool: 51, minutes: 600 })
  expect(ended).toBe('under way')
  expect(track.right.pairs).toEqual({ rows: 51, champion: 3, challenger: 2 })
  // The table names what the test counts, next to the requests.
  const right = readCanary(track).checks.find(({ what }) => what === 'right')
  expect([right?.champion.distinct, right?.challenger.distinct]).toEqual([51, 51])
  expect(right?.champion.all).toBeGreaterThan(51)
  expect(readCanary(track).checks.find(({ what }) => what === 'answered')?.champion).not.toHaveProperty('distinct')
  const gate = scoreInterval(3, 2, 51)
  const { enough = 0, ofInputs, ofRequests, ...difference } = readCanary(track).difference
  expect(difference).toEqual({ estimate: -1 / 51, low: -gate.high, high: -gate.low, inputs: 51 })
  // Of the two intervals, that of the inputs is the wider one here. That of the requests is what the bets say.
  expect(ofInputs).toEqual({ low: -gate.high, high: -gate.low })
  const { low, high } = differenceOf({ ...startTest(PLAN.limits.alpha), tallies: track.right.tallies })
  expect(ofRequests).toEqual({ low, high })
  expect(decideCanary(track)).toEqual({
    do: 'hold',
    missing: [{ what: 'margin', has: -gate.high, needed: -0.05, inputs: 51, enough }],
  })
  // The limit is met by that many inputs of the same kind, but not by one fewer.
  const [fits, misses] = [enough, enough - 1].map((n) => scoreInterval((3 * n) / 51, (2 * n) / 51, n).high <= 0.05)
  expect([fits, misses]).toEqual([true, false])
})

test('a better one becomes the champion with the verdict better', () => {
  const { track, ended } = live(3, { ...USUAL, right: 0.99 }, { champion: { ...USUAL, right: 0.8 } })
  expect(ended).toBe('promoted')
  const { verdict, difference, more } = readCanary(track)
  expect([verdict, more]).toEqual(['better', 0])
  expect(difference.low).toBeGreaterThan(0)
  expect(difference.high).toBeGreaterThan(0.15)
})

test('the same log gives the same canary and decisions when read at once', () => {
  const { track, entries, minutes } = live(2, WORSE[4]?.[1] as Nature)
  const again = fold({ canary }, entries, minutes * 60_000, BOOK).canary.track
  if (!again) throw new Error('no canary')
  expect(again.history).toEqual(track.history)
  expect(again.breachAt).toBe(track.breachAt)
  expect(JSON.stringify(readCanary(again))).toBe(JSON.stringify(readCanary(track)))
  expect(harmSoFar(again)).toEqual(harmSoFar(track))
  expect(decideCanary(again).do).toBe('roll back')
})

test('requests that fail are compared with what the champion answered before the canary', () => {
  const rows = [...Array.from({ length: 20 }, (_, i) => i), ...Array.from({ length: 10 }, (_, i) => i), 21, 22, 23]
  const columns = makeColumns(rows.length, { width: 2, stages: 3 })
  columns.times.fill(Number.NaN)
  for (const [i, row] of rows.entries()) {
    const to = i >= 20
    // The champion was wrong on row 0.
    const answer = row === 0 ? 1 : 0
    columns.at[i] = to ? 60_000 + i : i
    columns.row[i] = row
    columns.status[i] = STATUSES.indexOf(to ? 'fallback' : 'ok')
    columns.version[i] = to ? NO_VERSION_INDEX : 0
    columns.alias[i] = to ? 1 : 0
    columns.predicted[i] = to ? 1 : answer
    columns.outputs.set([1 - answer, answer], 2 * i)
    columns.times.set(to ? [0, Number.NaN, 1] : [0, 1, Number.NaN], 3 * i)
    columns.truth[i] = 0
  }
  const what = { type: 'canary', did: 'began', plan: PLAN, step: 0, percent: 5, by: 'test', why: '' } as const
  const requests = { kind: 'requests', first: 0, count: rows.length, width: 2, ...columns } as const
  const { track } = fold({ canary }, [requests, { kind: 'change', at: 60_000, what }], 120_000, BOOK).canary
  expect(track && harmSoFar(track)).toMatchObject({ given: 13, harmed: 9, either: 1, unknown: 3 })
})

test('inputs on which both disagree are found with their requests', () => {
  const { track } = live(4, { ...USUAL, right: 0.3 })
  const { both, apart } = disagreementsOf(track)
  expect(both).toBeGreaterThanOrEqual(apart.length)
  expect(apart.length).toBeGreaterThan(5)
  for (const { champion, challenger } of apart) expect(champion.answer).not.toBe(challenger.answer)
})

test('before enough labels arrive, the gate reports what is missing', () => {
  const { track } = live(5, USUAL, { minutes: 30 })
  const decision = decideCanary(track)
  expect(decision).toMatchObject({ do: 'hold' })
  if (decision.do !== 'hold') return
  expect(decision.missing.map(({ what }) => what)).toEqual(['labels', 'minutes'])
  expect(decision.missing[1]).toEqual({ what: 'minutes', has: 30, needed: 60 })
})

describe('the gates that a larger share skips', () => {
  const HOUR_MS = 3_600_000
  const known = { estimate: 0, low: -0.02, high: 0.02 }
  const at5: GateReading = { at: HOUR_MS, since: 0, step: 0, percent: 5, labels: 3, difference: known }
  const skipped = (stand: GateReading, percent: number) =>
    skippedGates(PLAN, stand, percent).map((gate) => [
      gate.percent,
      ...gate.missing.map(({ what, has }) => `${what} ${has}`),
    ])

  test('are the current one with its progress, and those in between with none', () => {
    expect(skipped(at5, 25)).toEqual([[5, 'labels 3']])
    expect(skipped(at5, 6)).toEqual([[5, 'labels 3']])
    expect(skipped(at5, 50)).toEqual([
      [5, 'labels 3'],
      [25, 'labels 0', 'minutes 0'],
    ])
    expect(skipped(at5, ALL_TRAFFIC).map(([gate]) => gate)).toEqual([5, 25, 50])
  })
  test('are none for a smaller share, for a passed gate, or for one that was skipped before', () => {
    expect(skipped({ ...at5, step: 1, percent: 25 }, 5)).toEqual([])
    expect(skipped({ ...at5, labels: 100 }, 25)).toEqual([])
    expect(skipped({ ...at5, step: -1, percent: 10 }, 20)).toEqual([])
    expect(skipped({ ...at5, step: -1, percent: 10 }, 50).map(([gate]) => gate)).toEqual([25])
  })
  test('include the margin of the last gate', () => {
    const last = { ...at5, step: 2, percent: 50, labels: 100 }
    expect(skipped(last, ALL_TRAFFIC)).toEqual([])
    expect(skipped({ ...last, difference: { ...known, low: -0.2 } }, ALL_TRAFFIC)).toEqual([[50, 'margin -0.2']])
  })
})

describe('a challenger with little data', () => {
  const ALPHA = PLAN.limits.alpha
  const SHARE = 0.05
  /**
   * Starts with this many correct predictions from the champion, then adds the challenger's predictions, each preceded
   * by ten more correct predictions from the champion and followed by an update.
   */
  function comparisonAfter(champion: number, ...good: readonly boolean[]): CanaryComparison {
    const arm = makeComparison('right')
    for (let i = 0; i < champion; i++) countOutcome(arm, false, true, SHARE)
    updateEvidence(arm, ALPHA)
    for (const one of good) {
      for (let i = 0; i < 10; i++) countOutcome(arm, false, true, SHARE)
      countOutcome(arm, true, one, SHARE)
      updateEvidence(arm, ALPHA)
    }
    return arm
  }
  const evidence = (counts: readonly number[]) =>
    logEvidence({ ...startTest(ALPHA), tallies: [{ share: SHARE, counts }], labels: 1 }, 'below')
  const check = (arm: CanaryComparison) => checksOf([arm], ALPHA)[0]
  const times = (n: number, good: boolean) => Array.from({ length: n }, () => good)

  test('is not rolled back after one wrong prediction, which the test alone would do', () => {
    expect(evidence([0, 1, 100, 0])).toBeGreaterThan(log(1 / ALPHA))
    expect(check(comparisonAfter(90, false))).toMatchObject({
      ...{ p: 1, breach: false },
      short: { of: 'challenger', has: 1, needed: MIN_PREDICTIONS.right },
    })
  })

  test('is rolled back once there are enough predictions and nearly all are wrong', () => {
    expect(check(comparisonAfter(90, ...times(MIN_PREDICTIONS.right - 1, false)))?.breach).toBe(false)
    const all = check(comparisonAfter(90, ...times(MIN_PREDICTIONS.right, false)))
    expect(all).toMatchObject({ breach: true })
    expect(all).not.toHaveProperty('short')
  })

  test('does not suffer later from early chance results: a hundred champion predictions before its first', () => {
    expect(evidence([0, 0, 100, 0])).toBeGreaterThan(log(1 / ALPHA))
    expect(check(comparisonAfter(100))?.breach).toBe(false)
    expect(check(comparisonAfter(100, ...times(MIN_PREDICTIONS.right, true)))).toMatchObject({ p: 1, breach: false })
  })

  test('a repeated input counts as one piece of evidence, however many requests bring it', () => {
    const arm = makeComparison('slice', 1)
    for (let i = 0; i < 200; i++) countOutcome(arm, false, true, SHARE, i < 27 ? 'new' : 'again')
    for (let i = 0; i < 7; i++) countOutcome(arm, true, true, SHARE)
    countOutcome(arm, true, false, SHARE)
    for (let i = 0; i < 9; i++) countOutcome(arm, true, false, SHARE, 'again')
    updateEvidence(arm, ALPHA)
    expect(arm.worse).toBeGreaterThan(log(1 / ALPHA))
    expect(check(arm)).toMatchObject({ breach: false, challenger: { good: 7, all: 17 } })
    expect(check(arm)?.p).toBeCloseTo(8 / 35, 12)
    // Nine distinct inputs count as nine observations.
    const nine = makeComparison('slice', 1)
    for (let i = 0; i < 200; i++) countOutcome(nine, false, true, SHARE, i < 27 ? 'new' : 'again')
    for (let i = 0; i < 17; i++) countOutcome(nine, true, i < 7, SHARE)
    updateEvidence(nine, ALPHA)
    expect(check(nine)?.breach).toBe(true)
  })

  test('no champion to compare with is also too little data', () => {
    const arm = makeComparison('answered')
    for (let i = 0; i < 50; i++) countOutcome(arm, true, false, 0.99)
    updateEvidence(arm, ALPHA)
    expect(check(arm)).toMatchObject({
      breach: false,
      short: { of: 'champion', has: 0, needed: MIN_PREDICTIONS.answered },
    })
  })

  test('is never rolled back for less, and one that fails everything is rolled back soon', () => {
    const natures = [{ ...USUAL, failed: 1 }, ...WORSE.map(([, nature]) => nature)]
    for (const [i, nature] of natures.entries())
      for (let seed = 20; seed < 23; seed++) {
        const { track, ended } = live(seed, nature)
        expect(ended).toBe('rolled back')
        for (const one of readCanary(track).checks)
          if (one.breach) expect(one.challenger.all).toBeGreaterThanOrEqual(MIN_PREDICTIONS[one.what])
        // The challenger receives about one request per minute, so it receives only a few more requests than necessary
        // before the rollback.
        if (i === 0) expect(track.harm.given).toBeLessThanOrEqual(MIN_PREDICTIONS.answered + 3)
      }
  })
})

test('an equally good challenger that errs on other rows of a small pool is rarely rolled back, however long it is checked', () => {
  const worlds = Array.from({ length: 20 }, (_, i) => live(700 + i, USUAL, { pool: 270, minutes: 600 }).ended)
  expect(worlds.filter((ended) => ended === 'rolled back').length).toBeLessThanOrEqual(2)
  const bad = Array.from({ length: 3 }, (_, i) => live(800 + i, { ...USUAL, right: 0.6 }, { pool: 270 }).ended)
  expect(bad).toEqual(bad.map(() => 'rolled back'))
})

test('one slow measurement, which simulated requests draw again and again, is no evidence of a slow challenger', () => {
  const worlds = Array.from({ length: 6 }, (_, i) =>
    live(900 + i, USUAL, { measured: 200, perMinute: 60, inputs: 20_000 }),
  )
  for (const { track } of worlds) {
    const check = readCanary(track).checks.find(({ what }) => what === 'in time')
    expect(check).toMatchObject({ breach: false, champion: { good: check?.champion.all } })
  }
})

describe('a slice on which every prediction is wrong', () => {
  const ALPHA = PLAN.limits.alpha
  /** Labels of one slice at a share of 5%: all of the champion's are right, all of the challenger's wrong. */
  const checkOf = (champion: number, challenger: number) => {
    const arm = makeComparison('slice', 2)
    for (let i = 0; i < champion; i++) countOutcome(arm, false, true, 0.05)
    for (let i = 0; i < challenger; i++) countOutcome(arm, true, false, 0.05)
    updateEvidence(arm, ALPHA)
    return checksOf([arm, makeComparison('right')], ALPHA)[0]
  }
  const { track } = live(5, USUAL, { minutes: 600 })
  const decide = (champion: number, challenger: number) => {
    const check = checkOf(champion, challenger)
    const passed = { at: 90 * 60_000, since: 0, step: 0, percent: 5, labels: 120 }
    return nextDecision(PLAN, { ...readCanary(track), ...passed, checks: check ? [check] : [] })
  }

  test('holds the gate before there are enough labels for a rollback', () => {
    expect(decide(100, MIN_PREDICTIONS.slice - 1)).toEqual({
      do: 'hold',
      missing: [{ what: 'suspect', has: 0, needed: MIN_PREDICTIONS.slice - 1, slice: 2 }],
    })
    expect(decide(100, MIN_PREDICTIONS.slice)).toMatchObject({ do: 'roll back' })
  })
  test('does not hold it for one wrong prediction', () => {
    expect(decide(30, 1)).toMatchObject({ do: 'advance', percent: 25 })
  })
})

describe('a share that the user set to 100%', () => {
  const { track } = live(5, USUAL, { minutes: 600 })
  const reading = (low: number) => ({
    ...readCanary(track),
    ...{ percent: 100, step: -1, checks: [], difference: { estimate: 0, low, high: 0.01 } },
  })

  test('offers promotion where the loss is known to be small, whatever labels arrived since', () => {
    expect(nextDecision(PLAN, reading(-0.04))).toEqual({ do: 'promote' })
    expect(nextDecision(PLAN, reading(-0.2))).toEqual({
      do: 'hold',
      missing: [{ what: 'margin', has: -0.2, needed: -0.05 }],
    })
  })

  test('gains no evidence there, because nothing is compared', () => {
    const arm = makeComparison('answered')
    countOutcome(arm, true, false, 1)
    expect(arm).toMatchObject({ tallies: [], fresh: false })
  })
})

test('a request that named a version was not assigned at random and does not count', () => {
  const { entries, minutes } = live(2, WORSE[0]?.[1] as Nature)
  const named = entries.map((entry) =>
    entry.kind === 'requests' ? { ...entry, alias: entry.alias.slice().fill(NO_ALIAS) } : entry,
  )
  const { track } = fold({ canary }, named, minutes * 60_000, BOOK).canary
  if (!track) throw new Error('no canary')
  expect([track.breachAt, harmSoFar(track).harmed, track.labels]).toEqual([undefined, 0, 0])
})

describe('a share that is changed in the service diagram, for example by undo', () => {
  const share = (to: number, at: number): Entry => ({
    ...{ kind: 'change', at },
    what: { type: 'share', stage: 'split', from: 5, to, by: 'a person', why: 'the drawing was changed' },
  })
  /** A canary with equally good models at 5% for half an hour, followed by these changes to its share. */
  const trackAfter = (moves: readonly Entry[], minutes: number) => {
    const { entries } = live(5, USUAL, { minutes: 30, perMinute: 1 })
    const { track } = fold({ canary }, [...entries, ...moves], minutes * 60_000, BOOK).canary
    if (!track) throw new Error('no canary')
    return track
  }

  test('to 0% gives it no requests: it waits for a share, and time there does not count', () => {
    const track = trackAfter([share(0, 30 * 60_000)], 600)
    expect(readCanary(track)).toMatchObject({ step: -1, percent: 0, labels: 0 })
    expect(decideCanary(track)).toEqual({ do: 'hold', missing: [{ what: 'share', has: 0, needed: 5 }] })
  })

  test('to a share of the plan starts that step', () => {
    const track = trackAfter([share(0, 30 * 60_000), share(25, 60 * 60_000)], 70)
    expect(readCanary(track)).toMatchObject({ step: 1, percent: 25, since: 60 * 60_000 })
  })

  test('while nothing is served counts when the canary resumes', () => {
    const what = { type: 'canary', did: 'resumed', plan: PLAN, step: -1, percent: 0, by: 'a person', why: '' } as const
    const track = trackAfter([{ kind: 'change', at: 30 * 60_000, what }], 40)
    expect(readCanary(track)).toMatchObject({ step: -1, percent: 0, since: 30 * 60_000 })
  })

  test('within the current minute counts no minute yet, and never a negative number', () => {
    const what = { type: 'canary', did: 'advanced', plan: PLAN, step: 0, percent: 5, by: 'a person', why: '' } as const
    const track = trackAfter([share(0, 30 * 60_000), { kind: 'change', at: 30.5 * 60_000, what }], 30.5)
    expect(decideCanary(track)).toMatchObject({
      missing: [{ what: 'labels' }, { what: 'minutes', has: 0, needed: 60 }],
    })
  })
})
