/** @file sanityVerdict: what the test of overfitting one batch shows about a network, and what to do next. */
import { exp } from '../../base/exact-math'
import '../../messages/en/sanity'
import { type Message, message } from '../../messages/message'
import type { SanityResult } from './training-analysis-results'

/**
 * Limits for the final loss relative to the first: below MEMORIZED, the network has memorized the batch; below
 * IMPROVED, it learns slowly.
 */
const MEMORIZED = 0.5
const IMPROVED = 0.95
/** A final loss above this multiple of the first loss means that training diverged. */
const DIVERGED = 1.5
/**
 * The normal range of the initial loss, relative to the loss of random guessing. The random weights of a small network
 * may double the loss; inputs that are not scaled multiply it.
 */
const ABOVE = 3
const BELOW = 0.6
/** Number of final losses to average, because dropout makes individual losses noisy. */
const LAST = 5

/** The verdict; causes that prevent learning are listed first. */
export function sanityVerdict(report: SanityResult): readonly Message[] {
  const { losses, unreached, rows, steps, learningRate: rate, milder } = report
  const first = losses[0] ?? Number.NaN
  const bad = losses.findIndex((loss) => !Number.isFinite(loss))
  if (bad >= 0) return [message('sanity-not-finite', { step: bad + 1, rate })]
  const end = losses.slice(-LAST)
  const last = end.reduce((sum, loss) => sum + loss, 0) / end.length
  const found = { steps, first, last }
  const dead = unreached.length > 0 ? [message('sanity-unreached', { layers: unreached })] : []
  if (last <= MEMORIZED * first) return [message('sanity-learns', { ...found, rows }), ...dead]
  if (last <= IMPROVED * first) return [...dead, message('sanity-slow', { ...found, rate })]
  if (last > DIVERGED * first) return [message('sanity-rises', { ...found, rate, milder }), ...dead]
  return [...dead, message('sanity-stuck', { ...found, rate })]
}

/** Compares the initial loss with the loss of random guessing; undefined if the latter is unknown. */
export function startMessage({ losses, expected }: SanityResult): Message | undefined {
  const first = losses[0]
  if (first === undefined || expected === undefined || !Number.isFinite(first)) return undefined
  const classes = Math.round(exp(expected))
  const isLog = Math.abs(exp(expected) - classes) < 1e-6 * classes
  const args = { first, guess: expected, classes: isLog ? classes : undefined }
  if (first > ABOVE * expected) return message('start-large', args)
  return message(first < BELOW * expected ? 'start-small' : 'start-right', args)
}
