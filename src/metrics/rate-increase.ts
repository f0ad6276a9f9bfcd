/**
 * @file RateIncrease: tests after every outcome whether outcomes have become more frequent at some unknown time, with one
 * false alarm rate for all tests together.
 */
import { exp, log } from '../base/exact-math'
import { wilson } from './intervals'
import type { Rate } from './two-sample-tests'

export interface RateIncrease {
  /** Adds an outcome of a stratum, such as whether a prediction of a class is wrong. */
  add(stratum: number, isHit: boolean): void
  /** What all outcomes so far show. */
  result(): Increase
}

export interface Increase {
  /** The number of outcomes. */
  readonly n: number
  /** The p-value, which is valid although it is read after every outcome. */
  readonly p: number
  /** The p-value up to which the frequency has increased at a false alarm rate of 5%. */
  readonly limit: number
  /**
   * The outcome with which the increase most likely began, the outcomes since then, and how many more of them are hits
   * than at the observed rates of the reference. If the increase is over, both counts are up to its end.
   */
  readonly since: Since
  /** The number of outcomes after the increase, if it is over. */
  readonly after?: number
}

interface Since {
  readonly index: number
  readonly n: number
  readonly excess: number
}

interface Size {
  readonly ratio: number
  evidence: number
  /** The largest evidence of a single beginning, as in CUSUM (Page 1954). */
  run: number
  since: Since
  /** The value of `run` at the end of the most likely span, and its lowest value after that. */
  peak: number
  low: number
}

const NONE: Since = { index: 0, n: 0, excess: 0 }

/** The probability that a test ever reports an increase if there is none. */
export const FALSE_ALARM_RATE = 0.05
/** The increases that are looked for, as ratios of odds. */
const RATIOS = [1.25, 1.5, 2, 3, 6]
/** An increase may begin with every block of this many outcomes. */
const BLOCK = 25

/**
 * Starts a test against reference rates by stratum, which are exact if the rows are the complete population.
 *
 * The evidence is the likelihood ratio of an increase to none, averaged over increases of several sizes that begin at
 * block b with the probability 1 / (b (b + 1)). Without an increase it is a nonnegative martingale, so that it ever exceeds
 * 1 / α with a probability of at most α (Ville 1939; Shin, Ramdas, Rinaldo 2024, e-detectors). If the rates are those of
 * a sample, half of α is spent on the upper end of the interval of their total, by which all odds are multiplied.
 */
export function openRateIncrease(reference: readonly Rate[], of: 'sample' | 'all'): RateIncrease {
  const [rates, usual] = [nullRates(reference, of), observedRates(reference)]
  const sizes: readonly Size[] = RATIOS.map((ratio) => ({
    ...{ ratio, evidence: Number.NEGATIVE_INFINITY, run: 0, since: NONE, peak: 0, low: 0 },
  }))
  let [n, block] = [0, 0]
  /** The most likely span of the increase, and its size. */
  let span = { run: 0, at: 0, since: NONE }
  return {
    add(stratum, isHit) {
      const rate = rates[stratum]
      if (rate === undefined) return
      const isBegin = n % BLOCK === 0
      if (isBegin) block++
      const more = (isHit ? 1 : 0) - (usual[stratum] ?? rate)
      const prior = -log(block * (block + 1) * RATIOS.length)
      for (const size of sizes) {
        const total = 1 - rate + size.ratio * rate
        const change = isHit ? log(size.ratio / total) : -log(total)
        size.evidence = change + (isBegin ? logSum(size.evidence, prior) : size.evidence)
        if (size.run <= 0) [size.run, size.since] = [0, { ...NONE, index: n }]
        size.run += change
        size.since = { ...size.since, n: size.since.n + 1, excess: size.since.excess + more }
      }
      n++
      const best = sizes.reduce((best, size) => (size.run > best.run ? size : best))
      // The span goes on if the increase does, or returns after it was over, or if nothing is left of it.
      const isReturned = sizes.some(({ run, low }) => run - low >= changeLimit(n))
      if (best.run > span.run || isReturned || sizes.every(({ run }) => run <= 0)) {
        span = { run: best.run, at: sizes.indexOf(best), since: best.since }
        for (const size of sizes) size.peak = size.low = size.run
      } else for (const size of sizes) size.low = Math.min(size.low, size.run)
    },
    result() {
      const evidence = sizes.reduce((sum, size) => logSum(sum, size.evidence), Number.NEGATIVE_INFINITY)
      const { since } = sizes.reduce((best, size) => (size.run > best.run ? size : best))
      const limit = of === 'all' ? FALSE_ALARM_RATE : FALSE_ALARM_RATE / 2
      const result = { n, p: Math.min(1, exp(-evidence)), limit }
      // The next smaller size as well, because the true one lies between them.
      const isOver = sizes
        .slice(Math.max(0, span.at - 1), span.at + 1)
        .every((one) => one.peak - one.low >= changeLimit(n))
      return isOver
        ? { ...result, since: span.since, after: n - span.since.index - span.since.n }
        : { ...result, since }
    },
  }
}

/** CUSUM with this limit reports a change within n outcomes that have none with a probability of about α. */
function changeLimit(n: number): number {
  return log(n / FALSE_ALARM_RATE)
}

/** The rates as they are. The test smooths them, but a smoothed rate of 0 is not what a person would count with. */
function observedRates(reference: readonly Rate[]): readonly number[] {
  const pooled = pooledRate(reference)
  return reference.map(({ hits, n }) => (n === 0 ? pooled : hits / n))
}

function pooledRate(reference: readonly Rate[]): number {
  const n = sumOf(reference.map((one) => one.n))
  return n === 0 ? 0.5 : sumOf(reference.map(({ hits }) => hits)) / n
}

/** The rates without an increase: those of the population, or the largest that fit a sample. */
function nullRates(reference: readonly Rate[], of: 'sample' | 'all'): readonly number[] {
  const [hits, n] = [sumOf(reference.map(({ hits }) => hits)), sumOf(reference.map(({ n }) => n))]
  const pooled = pooledRate(reference)
  // No stratum is so certain that a single outcome would be proof.
  const smoothed = reference.map((one) => {
    const least = 0.5 / ((one.n === 0 ? n : one.n) + 1)
    return Math.min(1 - least, Math.max(least, one.n === 0 ? pooled : one.hits / one.n))
  })
  if (of === 'all') return smoothed
  const [known, high] = [(hits + 0.5) / (n + 1), Math.min(wilson(pooled, n).high, 1 - 0.5 / (n + 1))]
  const ratio = Math.max(1, (high * (1 - known)) / (known * (1 - high)))
  return smoothed.map((rate) => (ratio * rate) / (1 - rate + ratio * rate))
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** log(exp(a) + exp(b)) without overflow. */
function logSum(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a]
  return low === Number.NEGATIVE_INFINITY ? high : high + log(1 + exp(low - high))
}
