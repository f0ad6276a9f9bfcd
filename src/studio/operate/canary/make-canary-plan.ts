/** @file makeCanaryPlan: the steps and limits of a new canary, based on the current service. */
import { refuse } from '../../../messages/message'
import { rowMetric } from '../../../metrics/catalog'
import { nearestRank } from '../../../metrics/latency-quantiles'
import {
  CANARY_ALPHA,
  CANARY_MARGIN,
  CANARY_STEPS,
  type CanaryPlan,
  type CanaryStep,
  LATENCY_FACTOR,
} from '../../../ops/canary/canary-plan'
import { type LogDictionary, versionName } from '../../../ops/log-entry'
import type { ModelRow } from '../../../storage/records'
import type { CanarySplit } from './canary-split'

const MAX_STEPS = 20

export interface CanaryRequest {
  readonly version?: number | undefined
  /** Traffic shares in percent, in increasing order. */
  readonly steps?: readonly number[] | undefined
  /** Whether the canary advances automatically when its gate passes. */
  readonly automatic?: boolean | undefined
}

/** Creates the plan; `versions.from` is the champion and `versions.to` the challenger. */
export function makeCanaryPlan(
  { steps, automatic = false }: CanaryRequest,
  { stage, champion, challenger, model, waitMs }: CanarySplit,
  versions: { readonly from: number; readonly to: number },
  book: LogDictionary,
  champions: ModelRow | undefined,
): CanaryPlan {
  const limits = { alpha: CANARY_ALPHA, margin: CANARY_MARGIN }
  return {
    ...{ stage, champion, challenger, model, ...versions },
    steps: steps === undefined ? CANARY_STEPS : checkedSteps(steps),
    automatic,
    limits: {
      ...limits,
      lateMs: latencyLimitMs(book, model, versions.from) + waitMs,
      within: numberTolerance(book, champions),
    },
  }
}

function checkedSteps(percents: readonly number[]): readonly CanaryStep[] {
  const [usual] = CANARY_STEPS as readonly [CanaryStep]
  const isValid =
    percents.length > 0 &&
    percents.length <= MAX_STEPS &&
    percents.every((percent, i) => percent > (percents[i - 1] ?? 0) && percent < 100)
  if (!isValid) return refuse('canary-steps', { steps: JSON.stringify(percents) })
  return percents.map((percent) => ({ ...usual, percent }))
}

/**
 * The latency limit in ms: a multiple of the champion's 95th percentile, plus the time of the other stages. The caller
 * adds the time that a request may wait for its batch.
 */
function latencyLimitMs({ timing, stages: ids, redrawn }: LogDictionary, model: string, version: number): number {
  const one = timing.models[versionName({ model, version })]?.one ?? []
  const isGone = (place: number) => redrawn?.gone[ids[place] ?? ''] !== undefined
  const stages = timing.stages.reduce((sum, ms, place) => (isGone(place) ? sum : sum + ms), 0)
  return LATENCY_FACTOR * (nearestRank(one, 0.95) || 1) + stages
}

/**
 * The tolerance for regression: a prediction counts as correct if its error is at most twice the champion's mean
 * absolute error. It is 0 for classification.
 */
function numberTolerance({ classes }: LogDictionary, champion: ModelRow | undefined): number {
  if (classes.length > 0) return 0
  const [head] = champion?.metrics?.heads ?? []
  const meanError = head?.kind === 'number' ? head[rowMetric('number').id] : undefined
  return meanError !== undefined && Number.isFinite(meanError) ? 2 * meanError : 1
}
