/** @file The canary of the open service as the tab shows it: its state, the ways of rolling it out, and its texts. */
import { errorMessage } from '../../../../base/result'
import { canaryText as text } from '../../../../messages/en/operate/canary'
import { successGap } from '../../../../ops/canary/comparisons'
import type { CanaryHarm } from '../../../../ops/canary/outcomes'
import {
  ALL_TRAFFIC,
  type CanaryCheck,
  type CanaryPlan,
  type CanaryReading,
  type GateRequirement,
  LATENCY_FACTOR,
  type SkippedGate,
  type Tally,
  WARMUP_REQUESTS,
} from '../../../../ops/canary-plan'
import {
  type CanaryRequest,
  type CanarySplit,
  type CanaryState,
  canarySplit,
  canaryState,
  withSliceName,
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

// Text about the state of a canary: its verdict, the requirements of its gate, and the checks on which it is worse.

/** The tone of a verdict. */
export function verdictTone(verdict: CanaryReading['verdict']): 'good' | 'bad' | undefined {
  return verdict === 'better' ? 'good' : verdict === 'worse' ? 'bad' : undefined
}

/**
 * Says whether labels show that the challenger is better. For a final gate with a margin, says whether the difference
 * between the versions is within that margin, which can be established with fewer labels.
 */
export function verdictText(
  { verdict, short, more, difference }: Pick<CanaryReading, 'verdict' | 'short' | 'more' | 'difference'>,
  margin?: number,
): string {
  if (verdict === 'better') return text.verdict.better(difference)
  if (verdict === 'worse') return text.verdict.worse(difference)
  if (short) return text.verdict.short[short.of](short)
  if (margin !== undefined && difference.low >= -margin) {
    return more === undefined
      ? text.verdict.noWorse({ ...difference, margin })
      : text.verdict.noWorseMore({ ...difference, margin, more: roughly(more) })
  }
  return more === undefined ? text.verdict.unknown : text.verdict.more({ more: roughly(more) })
}

/** The failed check that triggered, or will trigger, a rollback of the canary; undefined while no check fails. */
export function breachText({ checks }: CanaryReading, slices: readonly string[], lateMs: number): string | undefined {
  const [worst] = checks
  if (!worst?.breach) return undefined
  const { what } = worst
  if (what === 'in time') return text.breach[what]({ ...sharesOf(worst), limitMs: lateMs })
  if (what !== 'slice') return text.breach[what](sharesOf(worst))
  const named = { ...sharesOf(worst), slice: sliceText(worst, slices) }
  const overall = checks.find((check) => check.what === 'right')
  return overall && successGap(overall) < 0
    ? text.breach.sliceButBetter({ ...named, overall: sharesOf(overall) })
    : text.breach.slice(named)
}

function sharesOf({ champion, challenger }: CanaryCheck) {
  const share = ({ good, all }: Tally) => (all === 0 ? undefined : good / all)
  return { champion: share(champion), challenger: share(challenger) }
}

function sliceText({ slice = 0 }: CanaryCheck, slices: readonly string[]): string {
  return slices[slice] ?? text.checks.unknownSlice
}

/** Rounds to two digits, because the estimate is no more precise than that. */
function roughly(n: number): number {
  return Number(n.toPrecision(2))
}

/** The name of a check. */
export function checkText(check: CanaryCheck, slices: readonly string[], lateMs: number): string {
  const { what } = check
  if (what === 'in time') return text.checks[what]({ limitMs: lateMs })
  return what === 'slice' ? text.checks.slice({ slice: sliceText(check, slices) }) : text.checks[what]
}

/** What a check counts: labels for accuracy, otherwise requests. */
export function countedBy({ what }: Pick<CanaryCheck, 'what'>): 'labels' | 'requests' {
  return what === 'right' || what === 'slice' ? 'labels' : 'requests'
}

/** The share of good requests, along with their number, and with what the test of this check counts. */
export function tallyText(tally: Tally, what: CanaryCheck['what']): string {
  return tally.all === 0 ? text.checks.none : text.checks.tally({ ...tally, isOfTimes: what === 'in time' })
}

/** Describes everything that the gate at a step requires. */
export function gateText({ steps, limits: { margin } }: CanaryPlan, step: number): string {
  const [gate, last] = [steps[step] ?? steps[0], steps.length - 1]
  if (!gate) return ''
  return last === 0 || step === last ? text.gate.last({ ...gate, margin }) : text.gate.first({ ...gate, margin })
}

/** Describes the unmet requirements of a skipped gate. */
export function skippedText({ percent, missing }: SkippedGate, slices: readonly string[]): string {
  return text.ask.gate({ percent, missing: missing.map((one) => missingText(one, slices)) })
}

/**
 * Explains how the latency limit is derived; `waitMs` is how long the champion's batches wait in the current service
 * diagram.
 */
export function limitText(lateMs: number, waitMs: number): string {
  const limit = text.evidence.limit({ lateMs, times: LATENCY_FACTOR, warmup: WARMUP_REQUESTS })
  return waitMs < lateMs ? limit : `${limit} ${text.evidence.waitsLonger({ waitMs })}`
}

/** Explains the risk of skipping gates to reach a given traffic share. */
export function jumpText(percent: number): string {
  return percent === ALL_TRAFFIC ? text.ask.riskOfAll : text.ask.risk({ percent })
}

/** Describes one requirement of a gate, with the current value; `heldOut` is the number of rows of all requests. */
export function missingText(missing: GateRequirement, slices: readonly string[], heldOut?: number): string {
  return text.gate.missing[missing.what]({ ...withSliceName(missing, slices), heldOut })
}

/** Describes in a few sentences which requests were harmed. */
export function harmText({ byKind, ...harm }: CanaryHarm & { readonly after: number }): string {
  return text.harmed.summary({ ...harm, ...byKind })
}
