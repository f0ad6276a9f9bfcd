/**
 * @file Arms: what came of the requests of a champion and of a challenger, counted by the share at which they came. Each count is one
 * comparison; its evidence is the most there ever was since there was enough to tell, which may be looked at whenever one likes. Of answers
 * it must hold among different inputs as well: where requests are drawn from a pool, one that comes again is no further witness.
 */
import { log } from '../../base/exact'
import { corrected } from '../../metrics/corrected'
import { fisherBelow } from '../../metrics/fisher'
import { differenceOf, logEvidence, moreNeeded, type SafeTest, startTest, type Verdict } from '../../metrics/safe-test'
import { exp } from '../../base/exact'
import { type CanaryCheck, type CanaryShort, type CanaryWhat, LEAST } from '../canary-plan'

/** A comparison; plain JSON, changed in place. */
export interface Arm {
  readonly what: CanaryWhat
  readonly slice?: number
  /** Challenger good and bad, champion good and bad, by share. */
  readonly tallies: { readonly share: number; readonly counts: number[] }[]
  /** The same of inputs, each as it was judged first: challenger good and bad, champion good and bad. */
  readonly inputs: number[]
  /** ln of the evidence that the challenger is worse, and better: the most there ever was since there was enough to tell. */
  worse: number
  better: number
  verdict: Verdict
  /** Something was counted since one looked. */
  fresh: boolean
}

/** Nothing was counted yet. */
export function openArm(what: CanaryWhat, slice?: number): Arm {
  return {
    what,
    ...(slice === undefined ? {} : { slice }),
    tallies: [],
    inputs: [0, 0, 0, 0],
    ...{ worse: 0, better: 0, verdict: 'cannot tell yet' as const, fresh: false }, // not text: an id
  }
}

/** Counts a request; at a share of 0 or 1 there is nothing to compare. `input`: whether this model was judged by it before. */
export function count(
  arm: Arm,
  challenger: boolean,
  good: boolean,
  share: number,
  input: 'new' | 'again' = 'new',
): void {
  if (!(share > 0 && share < 1)) return
  let tally = arm.tallies.find((one) => one.share === share)
  if (!tally) {
    tally = { share, counts: [0, 0, 0, 0] }
    arm.tallies.push(tally)
  }
  const place = (challenger ? 0 : 2) + (good ? 0 : 1)
  tally.counts[place] = (tally.counts[place] as number) + 1
  if (input === 'new') arm.inputs[place] = (arm.inputs[place] as number) + 1
  arm.fresh = true
}

/** Takes up what was counted since the last look; what chance made of the first few is not kept. */
export function look(arm: Arm, alpha: number): void {
  if (!arm.fresh || shortOf(arm)) return
  arm.fresh = false
  const test = testOf(arm, alpha)
  arm.worse = Math.max(arm.worse, logEvidence(test, 'below'))
  if (arm.what !== 'right' || arm.verdict !== 'cannot tell yet') return
  arm.better = Math.max(arm.better, logEvidence(test, 'above'))
  const bar = log(2 / alpha)
  if (arm.worse >= bar && worseByInputs(arm) <= alpha / 2) arm.verdict = 'worse'
  else if (arm.better >= bar && betterByInputs(arm) <= alpha / 2) arm.verdict = 'better'
}

/** How likely it is that the challenger does so badly on the inputs that were judged, if both were as good. */
function worseByInputs({ inputs: [goodB = 0, badB = 0, goodA = 0, badA = 0] }: Arm): number {
  return fisherBelow(goodB, goodB + badB, goodA, goodA + badA)
}

function betterByInputs({ inputs: [goodB = 0, badB = 0, goodA = 0, badA = 0] }: Arm): number {
  return fisherBelow(goodA, goodA + badA, goodB, goodB + badB)
}

function isOfAnswers({ what }: Arm): boolean {
  return what === 'right' || what === 'slice'
}

/** All comparisons, corrected for how many they are; the worst first. */
export function checksOf(arms: readonly Arm[], alpha: number): readonly CanaryCheck[] {
  const ps = arms.map((arm) => (shortOf(arm) ? 1 : Math.min(1, exp(-arm.worse))))
  const { adjusted } = corrected(ps, alpha, 'Holm') // not text: an id
  const ofAnswers = arms.filter(isOfAnswers).length
  return arms
    .map((arm, i): CanaryCheck => {
      const told = adjusted[i] as number
      const p = told <= alpha && isOfAnswers(arm) ? Math.max(told, Math.min(1, ofAnswers * worseByInputs(arm))) : told
      const [goodB = 0, badB = 0, goodA = 0, badA = 0] = sums(arm)
      const short = shortOf(arm)
      return {
        what: arm.what,
        ...(arm.slice === undefined ? {} : { slice: arm.slice }),
        ...(short && { short }),
        champion: { good: goodA, all: goodA + badA },
        challenger: { good: goodB, all: goodB + badB },
        p,
        breach: p <= alpha,
      }
    })
    .sort((a, b) => a.p - b.p || gap(b) - gap(a))
}

/** What it lacks before it may tell; undefined where there is enough. */
export function shortOf(arm: Arm): CanaryShort | undefined {
  const [goodB = 0, badB = 0, goodA = 0, badA = 0] = sums(arm)
  const needed = LEAST[arm.what]
  if (goodB + badB < needed) return { of: 'challenger', has: goodB + badB, needed }
  return goodA + badA < needed ? { of: 'champion', has: goodA + badA, needed } : undefined
}

/** How much better the champion does. */
export function gap({ champion, challenger }: Pick<CanaryCheck, 'champion' | 'challenger'>): number {
  if (champion.all === 0 || challenger.all === 0) return Number.NEGATIVE_INFINITY
  return champion.good / champion.all - challenger.good / challenger.all
}

/** Challenger less champion, where it may lie, and how many labels more would tell. */
export function standingOf(arm: Arm, alpha: number) {
  const test = testOf(arm, alpha)
  const more = moreNeeded(test)
  return { difference: differenceOf(test), verdict: arm.verdict, ...(more === undefined ? {} : { more }) }
}

function testOf({ tallies, verdict }: Arm, alpha: number): SafeTest {
  const labels = tallies.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0)
  return { ...startTest(alpha), tallies, labels, verdict }
}

function sums({ tallies }: Arm): readonly number[] {
  return [0, 1, 2, 3].map((i) => tallies.reduce((sum, { counts }) => sum + (counts[i] as number), 0))
}
