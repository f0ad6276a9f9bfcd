/** @file Rollout modes: an automatic or a manual canary, or an A/B test, which stays at one share until the user decides. */
import { canaryText as text } from '../../../../messages/en/operate/canary'
import { ALL, type CanaryPlan } from '../../../../ops/canary-plan'
import type { CanaryAsked } from '../../../../studio/operate/canary-begin'
import type { Option } from '../../../kit/option'

export type Way = 'itself' | 'hand' | 'test'

export const WAYS: readonly Option<Way>[] = (['itself', 'hand', 'test'] as const).map((value) => ({
  value,
  ...text.modes[value],
}))

export const GATES: readonly number[] = [5, 25, 50]
/** The share of an A/B test, in percent: both versions get as many requests. */
const HALF = 50

/** The mode of a canary. */
export function wayOf(plan: CanaryPlan | undefined): Way {
  if (!plan || plan.automatic) return 'itself'
  return plan.steps.length === 1 ? 'test' : 'hand'
}

/** The shares it goes through, in percent, from the one it starts at; an A/B test has one. */
export function stepsFrom(way: Way, from: number | undefined): readonly number[] {
  if (way === 'test') return [from ?? HALF]
  return from === undefined ? GATES : [from, ...GATES.filter((gate) => gate > from)]
}

/** Arguments of the command that starts it. */
export function askedOf(way: Way, from: number | undefined): Pick<CanaryAsked, 'steps' | 'automatic'> {
  return { steps: stepsFrom(way, from), automatic: way === 'itself' }
}

/** What will happen. */
export function planText(way: Way, steps: readonly number[]): string {
  return way === 'test' ? text.plan.test({ share: steps[0] ?? HALF }) : text.plan[way]({ shares: steps })
}

/** Whether a canary can start at this share. */
export function canBegin(percent: number): boolean {
  return percent > 0 && percent < ALL
}
