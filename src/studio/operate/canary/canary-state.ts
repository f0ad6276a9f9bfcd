/**
 * @file The state of a canary: the traffic split that the diagram sets, the plan of a rollout, possible challengers,
 * and the results so far.
 */
import type { SavedCanary } from '../../../compile/project'
import { refuse } from '../../../messages/message'
import {
  type CanaryTrack,
  decideCanary,
  disagreementsOf,
  harmSoFar,
  latencyOf,
  readCanary,
} from '../../../ops/canary/canary-track'
import { readShadow } from '../../../ops/canary/shadow'
import { type LogDictionary, NO_VERSION_INDEX, versionName } from '../../../ops/log-entry'
import type { ServiceLogReader } from '../log/service-log'
import '../../../messages/en/canary'
import { rowMetric } from '../../../metrics/catalog'
import { ALIASES } from '../../../catalog/lowered-stage'
import { nearestRank } from '../../../metrics/latency-quantiles'
import {
  CANARY_ALPHA,
  CANARY_MARGIN,
  CANARY_STEPS,
  type CanaryPlan,
  type CanaryStep,
  type GateRequirement,
  LATENCY_FACTOR,
} from '../../../ops/canary-plan'
import { oldestId, slotOf } from '../../../ops/log/request-buffer'
import type { ServiceSpec, VersionRef } from '../../../ops/service-spec'
import type { ModelRow } from '../../../storage/records'
import { canServe, serviceSpec } from '../service-start'
import type { OperateState } from '../state'

/** The maximum number of disagreements that are listed. */
const MAX_DISAGREEMENTS = 50

/** The state of the canary and of the shadow deployment in a log; null for the one that does not exist. */
export function canaryState(saved: SavedCanary | undefined, log: ServiceLogReader | undefined) {
  const track = log?.readings.canary.track
  const shadow = log?.readings.shadow
  return {
    kept: saved ?? null,
    canary: track ? trackState(track) : null,
    shadow: shadow && shadow.version !== NO_VERSION_INDEX ? readShadow(shadow) : null,
    slices: log?.book?.slices ?? [],
  }
}

export type CanaryState = ReturnType<typeof canaryState>

/** A requirement of a gate with the name of the slice that it is about (`on`), for messages. */
export function withSliceName({ slice, ...requirement }: GateRequirement, slices: readonly string[]) {
  const on = slice === undefined ? undefined : slices[slice]
  return { ...requirement, ...(on === undefined ? {} : { on }) }
}

/** The state of one canary. */
function trackState(track: CanaryTrack) {
  const { plan, beganAt, history, over, breachAt } = track
  const { both, apart } = disagreementsOf(track)
  return {
    ...{ plan, beganAt, history: [...history] },
    ...(over === undefined ? {} : { over }),
    ...(breachAt === undefined ? {} : { breachAt }),
    // Copied with a spread, because the properties of the reading are computed lazily.
    reading: { ...readCanary(track) },
    decision: over === undefined ? decideCanary(track) : null,
    latency: latencyOf(track),
    harm: harmSoFar(track),
    both,
    disagreements: apart.length,
    apart: apart.slice(0, MAX_DISAGREEMENTS),
  }
}

// Canary split: the split stage of a service at which a canary can run, with the model stages after it.

export interface CanarySplit {
  /** The node id of the split stage. */
  readonly stage: string
  readonly champion: string
  readonly challenger: string
  readonly model: string
  /** The challenger's current share, in percent. */
  readonly percent: number
  /** The maximum time in ms that a request to the champion waits for its batch to fill. */
  readonly waitMs: number
}

/** What the split of the open service depends on. */
export type CanarySplitState = Pick<OperateState, 'board' | 'service' | 'serving' | 'served'>

/**
 * The split of the open service. While its diagram has errors, the service and its canary keep running on the last
 * valid diagram. Refuses if no service is open or it has no split for a canary.
 */
export function canarySplit({ board, service, serving, served }: CanarySplitState): CanarySplit {
  if (!board || service === null) return refuse('service-none', {})
  return findCanarySplit(serving.tag === 'on' && served && !canServe(board) ? served : serviceSpec(board, service))
}

/** Finds the first split stage that leads to the champion and the challenger of one model. Refuses if there is none. */
export function findCanarySplit({ name, stages }: ServiceSpec): CanarySplit {
  for (const [place, stage] of stages.entries()) {
    if (stage.class_name !== 'Split') continue
    const behind = (alias: string) =>
      stages.find((one) => one.class_name === 'Model' && one.config.alias === alias && one.from.includes(place))
    const [champion, challenger] = [behind('champion'), behind('challenger')]
    if (champion?.class_name !== 'Model' || challenger?.class_name !== 'Model') continue
    const { model } = challenger.config
    const { batch, waitMs } = champion.config
    if (champion.config.model !== model)
      return refuse('canary-two-models', { champion: champion.config.model, challenger: model })
    return {
      ...{ stage: stage.id, champion: champion.id, challenger: challenger.id, model },
      percent: stage.config.challenger,
      waitMs: batch > 1 ? waitMs : 0,
    }
  }
  return refuse('canary-no-split', { service: name })
}

// makeCanaryPlan: the steps and limits of a new canary, based on the current service.

const MAX_STEPS = 20

export interface CanaryRequest {
  readonly version?: number | undefined
  /** Traffic shares in percent, in increasing order. */
  readonly steps?: readonly number[] | undefined
  /** Whether the canary advances automatically when its gate passes. */
  readonly automatic?: boolean | undefined
  /** Whether the gate of the challenger is saved with the move of its alias. */
  readonly gate?: boolean | undefined
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

// Challengers: the versions that can be compared with the champion, and the default choice among them.

/** All versions except the champion, newest first. */
export function challengersOf(
  models: readonly ModelRow[],
  model: string,
  champion: number | undefined,
): readonly ModelRow[] {
  return models
    .filter(({ name, version }) => name === model && version !== champion)
    .toSorted((a, b) => b.version - a.version)
}

/**
 * The default challenger: the version with the challenger alias; else the newest version that is neither for practice
 * nor just rolled back; else the newest of all.
 */
export function defaultChallenger(
  others: readonly ModelRow[],
  flagged: number | undefined,
  last?: Pick<CanaryTrack, 'plan' | 'over'>,
): number | undefined {
  if (others.some(({ version }) => version === flagged)) return flagged
  const takenBack = last?.over === 'rolled back' ? last.plan.to : undefined
  const remaining = others.filter(({ version }) => version !== takenBack)
  return (remaining.find(({ practice }) => !practice) ?? remaining[0] ?? others[0])?.version
}

/**
 * The suggested version for the next canary: after a rollback, neither the version that was rolled back nor a practice
 * version, unless it has the challenger alias. Undefined if none is left, so that the user has to choose.
 */
export function suggestedChallenger(
  others: readonly ModelRow[],
  flagged: number | undefined,
  last?: Pick<CanaryTrack, 'plan' | 'over'>,
): number | undefined {
  const usual = defaultChallenger(others, flagged, last)
  if (last?.over !== 'rolled back' || usual === flagged) return usual
  const found = others.find(({ version }) => version === usual)
  return found?.practice || usual === last.plan.to ? undefined : usual
}

// Active deploy: finds out from the latest requests in the log whether a model deployed by a scenario event answers
// in place of the champion. The registry does not know about such a deploy: the champion alias keeps pointing to its
// version.

export interface ActiveDeploy {
  /** The version that the champion alias points to. */
  readonly champion: VersionRef
  /** The model that answers requests, by its name in the log. */
  readonly deployed: VersionRef
  /** The simulated time of the latest request that the deployed model answered, in ms. */
  readonly at: number
}

/**
 * The maximum number of requests to inspect, newest first. This is enough unless the champion's stage answers almost no
 * requests.
 */
const LOOKED = 500
const CHAMPION = ALIASES.indexOf('champion')

/** The deploy that answers in place of the champion; undefined if the champion answers, or nothing is served. */
export function activeDeploy({
  serving,
  aliases,
  log,
}: Pick<OperateState, 'serving' | 'aliases'> & { readonly log: ServiceLogReader }): ActiveDeploy | undefined {
  if (serving.tag !== 'on') return undefined
  const { fold, book, changes, deploy } = log
  const { buffer } = fold
  const champions = Object.entries(aliases).flatMap(([model, { champion }]): VersionRef[] =>
    champion === undefined ? [] : [{ model, version: champion }],
  )
  const last = Math.max(oldestId(buffer), buffer.next - LOOKED)
  for (let request = buffer.next - 1; request >= last; request--) {
    const place = slotOf(buffer, request)
    if (place < 0 || buffer.columns.version[place] === NO_VERSION_INDEX || buffer.columns.alias[place] !== CHAMPION)
      continue
    const name = book?.versions[buffer.columns.version[place] as number]
    const over = name && champions.find(({ model }) => name.model.startsWith(`${model} (`))
    // A model in the registry may have the same name; in that case, this is not a deploy.
    if (!over || Object.hasOwn(aliases, name.model)) return undefined
    const at = buffer.columns.at[place] as number
    // Editing the diagram does not end a deploy that is in progress.
    const replacesChampion = deploy()?.places.some(({ alias }) => alias === 'champion') === true
    const isOver = changes.some(
      (change) =>
        change.at >= at &&
        ((change.what.type === 'service' && !replacesChampion) ||
          (change.what.type === 'alias' && change.what.alias === 'champion')),
    )
    return isOver ? undefined : { champion: over, deployed: name, at }
  }
  return undefined
}
