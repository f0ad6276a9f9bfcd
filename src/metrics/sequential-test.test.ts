/** @file Tests the sequential test in seeded simulations with known differences, checking it after every label. */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import {
  differenceOf,
  logEvidence,
  moreNeeded,
  nextTest,
  type Outcome,
  type SafeTest,
  startTest,
} from './sequential-test'

interface World {
  readonly seed: number
  readonly champion: (at: number) => number
  readonly challenger: (at: number) => number
  readonly share: (at: number) => number
}

const always = (value: number) => () => value

/** Yields the state of a simulated test after each label, until a verdict. */
function* simulate({ seed, champion, challenger, share }: World, labels: number): Generator<SafeTest> {
  const random = rng(seed, { kind: 'generate' })
  let state = startTest()
  for (let at = 0; at < labels && state.verdict === 'cannot tell yet'; at++) {
    const arm = random.uniform() < share(at) ? 'challenger' : 'champion'
    const right = random.uniform() < (arm === 'challenger' ? challenger : champion)(at)
    state = nextTest(state, { arm, right, share: share(at) })
    yield state
  }
}

function last(world: World, labels: number): SafeTest {
  let state = startTest()
  for (const seen of simulate(world, labels)) state = seen
  return state
}

const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

describe('equals', () => {
  test('1,000 simulations checked after each of 600 labels: at most 5% false verdicts', () => {
    const verdicts = seeds(1000).map(
      (seed) => last({ seed, champion: always(0.85), challenger: always(0.85), share: always(0.25) }, 600).verdict,
    )
    const wrong = verdicts.filter((verdict) => verdict !== 'cannot tell yet')
    expect(wrong.length).toBeLessThanOrEqual(50)
    // The number of wrong verdicts must not be near zero either, because the test would then be overly conservative.
    expect(wrong.length).toBeGreaterThan(3)
  })

  test('also if both rates change and the traffic share changes', () => {
    const rate = (at: number) => (at % 400 < 200 ? 0.95 : 0.5)
    const share = (at: number) => (at < 300 ? 0.05 : at < 600 ? 0.25 : 0.5)
    const wrong = seeds(200).filter(
      (seed) => last({ seed, champion: rate, challenger: rate, share }, 1000).verdict !== 'cannot tell yet',
    )
    expect(wrong.length).toBeLessThanOrEqual(10)
  })
})

describe('better and worse', () => {
  /** Returns the median number of labels needed to reach the verdict. */
  function median(champion: number, challenger: number, share: number, wanted: string): number {
    const states = seeds(60).map((seed) =>
      last({ seed, champion: always(champion), challenger: always(challenger), share: always(share) }, 6000),
    )
    expect(states.filter(({ verdict }) => verdict === wanted).length).toBeGreaterThanOrEqual(57)
    return states.map(({ labels }) => labels).sort((a, b) => a - b)[30] as number
  }

  test.each([
    // The last number is the sample size of a fixed-size test with 80% power at level 5%: 7.85 (variance of the
    // difference) / difference².
    ['a better challenger at half of the traffic', 0.9, 0.95, 0.5, 'better', 864],
    ['a worse challenger at half of the traffic', 0.8, 0.7, 0.5, 'worse', 581],
    ['a broken challenger at 5% of the traffic', 0.9, 0.3, 0.05, 'worse', 94],
  ])(
    '%s: detected within 1.8 times the labels of a test of fixed size',
    (_what, champion, challenger, share, wanted, fixed) => {
      expect(median(champion, challenger, share, wanted)).toBeLessThan(1.8 * fixed)
    },
  )

  test('the first verdict is final, with the number of labels', () => {
    const found = last({ seed: 1, champion: always(0.9), challenger: always(0.3), share: always(0.5) }, 1000)
    expect(found).toMatchObject({ verdict: 'worse', after: found.labels })
    let state = found
    for (let i = 0; i < 500; i++) state = nextTest(state, { arm: 'challenger', right: true, share: 0.5 })
    expect(state).toMatchObject({ verdict: 'worse', after: found.labels, labels: found.labels + 500 })
  })
})

describe('evidence', () => {
  test('has mean 1 for equal models: every bet is fair', () => {
    // The mean score covers all four outcomes of a request, weighted by their probabilities.
    for (const share of [0.05, 0.5]) {
      for (const rate of [0.2, 0.97]) {
        for (const side of ['above', 'below'] as const) {
          const mean = [true, false].reduce((sum, right) => {
            const p = right ? rate : 1 - rate
            const withMore = (arm: Outcome['arm']) =>
              Math.exp(logEvidence(nextTest(startTest(), { arm, right, share }), side))
            return sum + p * (share * withMore('challenger') + (1 - share) * withMore('champion'))
          }, 0)
          expect(mean).toBeCloseTo(1, 12)
        }
      }
    }
  })

  test('does not depend on the order of labels, and skipped checks do not change a verdict', () => {
    const outcomes = seeds(300).map(
      (i): Outcome => ({ arm: i % 2 ? 'champion' : 'challenger', right: i % 7 > 1, share: 0.5 }),
    )
    const there = outcomes.reduce(nextTest, startTest())
    const back = [...outcomes].reverse().reduce(nextTest, startTest())
    expect(there.tallies).toEqual(back.tallies)
    for (const seed of seeds(20)) {
      const world = { seed, champion: always(0.7), challenger: always(0.85), share: always(0.3) }
      const states = [...simulate(world, 3000)]
      const first = states.findIndex((state) => logEvidence(state, 'above') >= Math.log(2 / 0.05))
      expect(states.findIndex(({ verdict }) => verdict === 'better')).toBe(first)
    }
  })

  test('is 0 if there is nothing to compare', () => {
    expect(nextTest(startTest(), { arm: 'challenger', right: false, share: 1 })).toEqual(startTest())
    expect(differenceOf(startTest())).toEqual({ low: -1, high: 1, estimate: 0 })
    expect(logEvidence(startTest(), 'above')).toBe(0)
  })

  test('is plain JSON', () => {
    const state = last({ seed: 5, champion: always(0.9), challenger: always(0.9), share: always(0.5) }, 50)
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })
})

describe('the interval', () => {
  test('contains the true difference at every check, in at least 95% of simulations, and narrows', () => {
    const looks = [50, 100, 200, 400, 800, 1500]
    let missed = 0
    const widths: number[] = []
    for (const seed of seeds(40)) {
      const random = rng(seed, { kind: 'generate' })
      let state = startTest()
      let out = false
      for (let at = 1; at <= 1500; at++) {
        const arm = random.uniform() < 0.5 ? 'challenger' : 'champion'
        state = nextTest(state, { arm, right: random.uniform() < (arm === 'challenger' ? 0.88 : 0.8), share: 0.5 })
        if (!looks.includes(at)) continue
        const { low, high } = differenceOf(state)
        out ||= low > 0.08 || high < 0.08
        if (at === 1500) widths.push(high - low)
      }
      if (out) missed++
    }
    expect(missed).toBeLessThanOrEqual(2)
    // For comparison, the 95% interval of a fixed-size test would be 0.074 wide.
    expect(widths.sort((a, b) => a - b)[20]).toBeLessThan(0.16)
  })
})

describe('the number of further labels', () => {
  test('is close to the number that is then needed, if the current rates are the true ones', () => {
    // 500 labels at success rates of 0.9 and 0.86.
    const state: SafeTest = { ...startTest(), tallies: [{ share: 0.5, counts: [225, 25, 215, 35] }], labels: 500 }
    const predictedLabels = moreNeeded(state) as number
    const needed = seeds(24).map((seed) => {
      const random = rng(seed, { kind: 'generate' })
      let on = state
      while (on.verdict === 'cannot tell yet') {
        const arm = random.uniform() < 0.5 ? 'challenger' : 'champion'
        on = nextTest(on, { arm, right: random.uniform() < (arm === 'challenger' ? 0.9 : 0.86), share: 0.5 })
      }
      return on.labels - state.labels
    })
    const median = needed.sort((a, b) => a - b)[12] as number
    expect(predictedLabels / median).toBeGreaterThan(0.6)
    expect(predictedLabels / median).toBeLessThan(1.67)
  })

  test('is 0 after a verdict, and undefined without data or without a difference', () => {
    expect(moreNeeded(last({ seed: 1, champion: always(0.9), challenger: always(0.3), share: always(0.5) }, 999))).toBe(
      0,
    )
    expect(moreNeeded(startTest())).toBeUndefined()
    const even = seeds(80).reduce(
      (state, i) => nextTest(state, { arm: i % 2 ? 'champion' : 'challenger', right: true, share: 0.5 }),
      startTest(),
    )
    expect(moreNeeded(even)).toBeUndefined()
  })
})
