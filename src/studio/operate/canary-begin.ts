/** @file planOf: what a canary of a version is to be: its steps, and the limits that it is held to, out of what serves now. */
import { refuse } from '../../messages/message'
import { nearestRank } from '../../metrics/quantile'
import {
  CANARY_ALPHA,
  CANARY_MARGIN,
  CANARY_STEPS,
  type CanaryPlan,
  type CanaryStep,
  LATE_TIMES,
} from '../../ops/canary-plan'
import { type Book, versionName } from '../../ops/record'
import type { ModelRow } from '../../storage/records'
import type { CanarySplit } from './canary-split'

const MOST_STEPS = 20

export interface CanaryAsked {
  readonly model?: string
  readonly version?: number
  /** Shares in percent, rising. */
  readonly steps?: readonly number[]
  /** Whether it goes up by itself. */
  readonly automatic?: boolean
}

/** The plan; `from` is the champion. */
export function planOf(
  { steps, automatic = false }: CanaryAsked,
  { stage, champion, challenger, model, waitMs }: CanarySplit,
  versions: { readonly from: number; readonly to: number },
  book: Book,
  champions: ModelRow | undefined,
): CanaryPlan {
  const limits = { alpha: CANARY_ALPHA, margin: CANARY_MARGIN }
  return {
    ...{ stage, champion, challenger, model, ...versions },
    steps: steps === undefined ? CANARY_STEPS : stepsOf(steps),
    automatic: automatic === true,
    limits: { ...limits, lateMs: lateAfter(book, model, versions.from) + waitMs, within: withinOf(book, champions) },
  }
}

function stepsOf(percents: readonly number[]): readonly CanaryStep[] {
  const [usual] = CANARY_STEPS as readonly [CanaryStep]
  const sound =
    Array.isArray(percents) &&
    percents.length > 0 &&
    percents.length <= MOST_STEPS &&
    percents.every((percent, i) => percent > (percents[i - 1] ?? 0) && percent < 100)
  if (!sound) return refuse('canary-steps', { steps: JSON.stringify(percents) })
  return percents.map((percent) => ({ ...usual, percent }))
}

/** So many times what 95 of 100 of the champion's answers take, with the stages around it; a batch that waits to be filled comes on top. */
function lateAfter({ timing, stages: ids, redrawn }: Book, model: string, version: number): number {
  const one = timing.models[versionName({ model, version })]?.one ?? []
  const isGone = (place: number) => redrawn?.gone[ids[place] ?? ''] !== undefined
  const stages = timing.stages.reduce((sum, ms, place) => (isGone(place) ? sum : sum + ms), 0)
  return LATE_TIMES * (nearestRank(one, 0.95) || 1) + stages
}

/** Of numbers: an answer is right that is no further off than twice what the champion is in the mean. */
function withinOf({ classes }: Book, champion: ModelRow | undefined): number {
  if (classes.length > 0) return 0
  const [head] = champion?.metrics?.heads ?? []
  const off = head && 'mae' in head && typeof head.mae === 'number' ? head.mae : Number.NaN
  return Number.isFinite(off) ? 2 * off : 1
}
