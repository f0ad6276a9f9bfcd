/** @file sanityVerdict: what training on one batch again and again shows about a network, and what to do next. */
import { exp } from '../base/exact'
import '../messages/en/sanity'
import { type Message, message } from '../messages/message'
import type { SanityResult } from './insight'

/** The final loss as a share of the first: below the one if the network can memorize the batch, below the other if it learns at all. */
const LEARNT = 0.5
const LEARNING = 0.95
/** A final loss this many times the first means that training diverged. */
const RISEN = 1.5
/** How far the loss of an untrained network may be from that of random guessing. */
const ABOVE = 1.5
const BELOW = 0.6
/** Losses averaged at the end: dropout makes single ones jump. */
const LAST = 5

/** The verdict, and before it what prevents learning. */
export function sanityVerdict(report: SanityResult): readonly Message[] {
  const { losses, unreached, rows, steps, learningRate: rate } = report
  const first = losses[0] ?? Number.NaN
  const bad = losses.findIndex((loss) => !Number.isFinite(loss))
  if (bad >= 0) return [message('sanity-not-finite', { step: bad + 1, rate })]
  const end = losses.slice(-LAST)
  const last = end.reduce((sum, loss) => sum + loss, 0) / end.length
  const found = { steps, first, last }
  const dead = unreached.length > 0 ? [message('sanity-unreached', { layers: unreached })] : []
  if (last <= LEARNT * first) return [message('sanity-learns', { ...found, rows }), ...dead]
  if (last <= LEARNING * first) return [...dead, message('sanity-slow', { ...found, rate })]
  if (last > RISEN * first) return [message('sanity-rises', { ...found, rate }), ...dead]
  return [...dead, message('sanity-stuck', { ...found, rate })]
}

/** The loss before the first step, compared with that of random guessing; undefined where a loss has no such value. */
export function startMessage({ losses, expected }: SanityResult): Message | undefined {
  const first = losses[0]
  if (first === undefined || expected === undefined || !Number.isFinite(first)) return undefined
  const classes = Math.round(exp(expected))
  const isLog = Math.abs(exp(expected) - classes) < 1e-6 * classes
  const args = { first, guess: expected, classes: isLog ? classes : undefined }
  if (first > ABOVE * expected) return message('start-large', args)
  return message(first < BELOW * expected ? 'start-small' : 'start-right', args)
}
