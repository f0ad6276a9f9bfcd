/** @file sanityVerdict: what one batch, trained on over and over, says of a network, and what to do next. Pure. */
import { exp } from '../base/exact'
import '../messages/en/sanity'
import { type Message, message } from '../messages/message'
import type { ToldSanity } from './insight'

/** The loss at the end as a share of the first: a network that can learn a batch by heart comes below the one, one that learns at all below the other. */
const LEARNT = 0.5
const LEARNING = 0.95
/** And where it is this many times the first, it was thrown away. */
const RISEN = 1.5
/** How far an untrained network may be from guessing. */
const ABOVE = 1.5
const BELOW = 0.6
/** Losses averaged at the end: dropout makes single ones jump. */
const LAST = 5

/** The verdict, with what stands in the way before it. */
export function sanityVerdict(report: ToldSanity): readonly Message[] {
  const { losses, unreached, rows, steps, learningRate: rate } = report
  const first = losses[0] ?? Number.NaN
  const bad = losses.findIndex((loss) => !Number.isFinite(loss))
  if (bad >= 0) return [message('sanity-not-finite', { step: bad + 1, rate })]
  const end = losses.slice(-LAST)
  const last = end.reduce((sum, loss) => sum + loss, 0) / end.length
  const told = { steps, first: figure(first), last: figure(last) }
  const dead = unreached.length > 0 ? [message('sanity-unreached', { layers: unreached })] : []
  if (last <= LEARNT * first) return [message('sanity-learns', { ...told, rows }), ...dead]
  if (last <= LEARNING * first) return [...dead, message('sanity-slow', { ...told, rate })]
  if (last > RISEN * first) return [message('sanity-rises', { ...told, rate }), ...dead]
  return [...dead, message('sanity-stuck', { ...told, rate })]
}

/** The loss before the first step beside that of guessing; undefined where a loss has no such number. */
export function startWords({ losses, expected }: ToldSanity): Message | undefined {
  const first = losses[0]
  if (first === undefined || expected === undefined || !Number.isFinite(first)) return undefined
  const classes = Math.round(exp(expected))
  const isLog = Math.abs(exp(expected) - classes) < 1e-6 * classes
  const args = { first: figure(first), guess: isLog ? `ln ${classes} = ${figure(expected)}` : figure(expected) }
  if (first > ABOVE * expected) return message('start-large', args)
  return message(first < BELOW * expected ? 'start-small' : 'start-right', args)
}

function figure(loss: number): string {
  return loss >= 0.001 ? loss.toPrecision(3) : loss.toExponential(1)
}
