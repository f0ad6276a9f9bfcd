/** @file Grades of a planted bias: what counts as bias, what does not, and how often intervals cover the expectation. */
import { expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { type Rng, rng } from '../base/rng'
import { gradeBias, type GradedRows } from './label-bias'

/** Rows with a real difference of 20 points, of which half of the deserving in the group are recorded wrong. */
function world(random: Rng, n: number, decide: (one: { truth: number; recorded: number; inGroup: number }) => number) {
  const rows = Array.from({ length: n }, () => {
    const inGroup = random.uniform() < 0.4 ? 1 : 0
    const truth = random.uniform() < (inGroup ? 0.4 : 0.6) ? 1 : 0
    const recorded = inGroup && truth && random.uniform() < 0.5 ? 0 : truth
    return { inGroup, truth, recorded, decided: decide({ inGroup, truth, recorded }) }
  })
  const column = (of: keyof (typeof rows)[number]) => rows.map((row) => row[of])
  return {
    ...{ decided: column('decided'), recorded: column('recorded'), truth: column('truth') },
    inGroup: column('inGroup'),
    correct: rows.map(({ decided, truth }) => Number(decided === truth)),
    asRecorded: rows.map(({ decided, recorded }) => Number(decided === recorded)),
  } satisfies GradedRows
}
const graded = (rows: GradedRows) => expectDefined(gradeBias(rows), 'a grade')

test('a real difference is not bias, the recorded labels have all of it, and equal shares go too far', () => {
  const fair = graded(world(rng(1, { kind: 'generate' }), 2000, ({ truth }) => truth))
  expect(fair.others.decided - fair.group.decided).toBeGreaterThan(0.15)
  expect([fair.verdict, fair.left.value, fair.gone.value, fair.accuracy.value]).toEqual(['gone', 0, 1, 1])
  const biased = graded(world(rng(1, { kind: 'generate' }), 2000, ({ recorded }) => recorded))
  expect([biased.verdict, biased.gone.value, biased.recordedAccuracy.value]).toEqual(['left', 0, 1])
  expect(biased.left).toEqual(biased.planted)
  expect(biased.planted.value).toBeCloseTo(0.2, 1)
  const random = rng(2, { kind: 'generate' })
  expect(graded(world(random, 2000, () => 1)).verdict).toBe('reversed')
  expect(graded(world(random, 30, ({ truth }) => (random.uniform() < 0.3 ? 1 - truth : truth))).verdict).toBe('unknown')
})

test('rows of one group, and rows without a wrong label, cannot be graded', () => {
  const all = world(rng(3, { kind: 'generate' }), 200, ({ truth }) => truth)
  expect(gradeBias({ ...all, inGroup: all.inGroup.map(() => 1) })).toBeUndefined()
  expect(gradeBias({ ...all, recorded: all.truth })).toBeUndefined()
})

test('intervals of the gap that is left and of the share that is gone cover their expectation 95 times in 100', () => {
  const random = rng(4, { kind: 'generate' })
  // Half of the wrong labels are repaired, and 10% of all decisions are wrong.
  const decide = ({ truth, recorded }: { truth: number; recorded: number }) => {
    const label = random.uniform() < 0.5 ? truth : recorded
    return random.uniform() < 0.1 ? 1 - label : label
  }
  // P(decided) − P(true): in the group 0.1 · 0.6 + 0.4 · (0.75 · 0.9 + 0.25 · 0.1) − 0.4, and 0.1 · 0.4 + 0.9 · 0.6 − 0.6.
  const expected = -0.02 - (0.06 + 0.4 * 0.7 - 0.4)
  const WORLDS = 1000
  let [ofGap, ofShare] = [0, 0]
  for (let i = 0; i < WORLDS; i++) {
    const { left, gone } = graded(world(random, 300, decide))
    if (left.low <= expected && expected <= left.high) ofGap++
    if (gone.low <= 1 - expected / 0.2 && 1 - expected / 0.2 <= gone.high) ofShare++
  }
  expect(ofGap / WORLDS).toBeGreaterThan(0.93)
  expect(ofShare / WORLDS).toBeGreaterThan(0.93)
  expect(ofGap / WORLDS).toBeLessThan(0.98)
})
