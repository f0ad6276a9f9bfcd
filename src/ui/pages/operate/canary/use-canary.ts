/** @file useCanary: the canary of the open service, updated as the log grows, and the ways of rolling it out. */

import { errorMessage } from '../../../../base/result'
import { canaryText as text } from '../../../../messages/en/operate/canary'
import { ALL_TRAFFIC, type CanaryPlan } from '../../../../ops/canary-plan'
import {
  type CanaryRequest,
  type CanarySplit,
  type CanaryState,
  canarySplit,
  canaryState,
} from '../../../../studio/operate/canary'
import type { Option } from '../../../kit/field'
import { useComputedOnChange } from '../../../kit/use-on-change'
import { useCanarySplitState, useLogView, useOpenService, useOperate } from '../use-operate'

export interface CanaryView extends CanaryState {
  /** The split that can run a canary; if no split can, `why` contains the reason. */
  readonly split: CanarySplit | undefined
  readonly why: string
  readonly classes: readonly string[]
}

/** Everything that the UI shows about the canary. */
export function useCanary(): CanaryView {
  const view = useLogView()
  const state = useCanarySplitState()
  const open = useOpenService()
  const aliases = useOperate((operate) => operate.aliases)
  // An edit of the diagram or of the aliases can change whether the split is valid.
  return useComputedOnChange([view, state, open, aliases], () => {
    const log = view?.log
    const shown = canaryState(open?.canary, log)
    const classes = log?.book?.classes ?? []
    try {
      return { ...shown, classes, split: canarySplit(state), why: '' }
    } catch (error) {
      return { ...shown, classes, split: undefined, why: errorMessage(error) }
    }
  })
}

// Rollout modes: an automatic or a manual canary, or an A/B test, which stays at one share until the user decides.

export type RolloutMode = 'itself' | 'hand' | 'test'

export const ROLLOUT_MODES: readonly Option<RolloutMode>[] = (['itself', 'hand', 'test'] as const).map((value) => ({
  value,
  ...text.modes[value],
}))

export const GATES: readonly number[] = [5, 25, 50]
/** The traffic share of an A/B test in percent: both versions receive the same number of requests. */
const HALF = 50

/** The rollout mode of a canary plan. */
export function rolloutModeOf(plan: CanaryPlan | undefined): RolloutMode {
  if (!plan || plan.automatic) return 'itself'
  return plan.steps.length === 1 ? 'test' : 'hand'
}

/**
 * The traffic shares that the rollout steps through, in percent, beginning with the starting share; an A/B test has
 * only one.
 */
export function stepsFrom(mode: RolloutMode, from: number | undefined): readonly number[] {
  if (mode === 'test') return [from ?? HALF]
  return from === undefined ? GATES : [from, ...GATES.filter((gate) => gate > from)]
}

/** The arguments of `canary.start`. */
export function startArguments(
  mode: RolloutMode,
  from: number | undefined,
): Pick<CanaryRequest, 'steps' | 'automatic'> {
  return { steps: stepsFrom(mode, from), automatic: mode === 'itself' }
}

/** A description of the rollout. */
export function planText(mode: RolloutMode, steps: readonly number[]): string {
  return mode === 'test' ? text.plan.test({ share: steps[0] ?? HALF }) : text.plan[mode]({ shares: steps })
}

/** Whether a canary can start at this share. */
export function canStart(percent: number): boolean {
  return percent > 0 && percent < ALL_TRAFFIC
}
