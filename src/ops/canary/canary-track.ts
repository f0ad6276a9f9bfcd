/**
 * @file canary: the reducer that compares champion and challenger since the start of a canary: labels and time required
 * by its gates, checks, inputs on which the models disagree, and harm. The same log always leads to the same decisions.
 */
import { NO_ALIAS } from '../../catalog/lowered-stage'
import { sketchQuantile } from '../../metrics/latency-quantiles'
import {
  type CanaryDecision,
  type CanaryPlan,
  type CanaryReading,
  MIN_PREDICTIONS,
  nextDecision,
  WARMUP_REQUESTS,
} from '../canary-plan'
import { bucketOf, FIELD, latencySketch } from '../log/counters'
import { inputKey } from '../log/distinct-inputs'
import { defineReducer, type LogView, MINUTE_MS } from '../log/fold-log'
import {
  type CanaryDid,
  type Change,
  LABEL_SOURCES,
  type LogDictionary,
  type Requests,
  STATUSES,
  versionName,
} from '../log-entry'
import {
  type CanaryComparison,
  checksOf,
  comparisonStatus,
  countOutcome,
  countPair,
  isBreached,
  makeComparison,
  missingPredictions,
  updateEvidence,
} from './comparisons'
import {
  allocateSlot,
  type CanaryHarm,
  type CanaryHarmState,
  canaryHarm,
  type Disagreement,
  disagreements,
  type HarmKind,
  MAX_BAD,
  makePendingRequests,
  markEvaluated,
  type PendingRequests,
  pendingSlot,
  recordPrediction,
  storedPredictions,
} from './outcomes'

/** The running canary, or the most recent one if none is running. */
export interface CanaryTrack {
  readonly plan: CanaryPlan
  readonly beganAt: number
  readonly classes: boolean
  readonly answered: CanaryComparison
  readonly inTime: CanaryComparison
  readonly right: CanaryComparison
  readonly slices: ReadonlyMap<number, CanaryComparison>
  readonly memory: PendingRequests
  /** Whether the champion (first map) and the challenger (second map) were correct on the first label of an input. */
  readonly judged: readonly [Map<number, boolean>, Map<number, boolean>]
  /** The measured times of the champion and the challenger that no simulated request has taken yet. */
  readonly unused: readonly [TimePool, TimePool]
  readonly harm: CanaryHarmState
  /** Latency counts keyed by bucket: the first map is for the champion, the second for the challenger. */
  readonly times: readonly [Map<number, number>, Map<number, number>]
  readonly history: {
    readonly at: number
    readonly did: CanaryDid
    readonly percent: number
    readonly by: string
    readonly why: string
  }[]
  at: number
  since: number
  step: number
  /** The challenger's traffic share in percent. */
  percent: number
  labels: number
  /** The time at which a check first failed. */
  breachAt?: number
  over?: CanaryDid
}

export interface CanaryState {
  track?: CanaryTrack
}

const INVALID = STATUSES.indexOf('invalid')
/** Rejected before a model was called: by a rate limit or a full queue. */
const REJECTED = new Set([STATUSES.indexOf('limited'), STATUSES.indexOf('full')])
const OK = STATUSES.indexOf('ok')
const ABSTAINED = STATUSES.indexOf('abstained')

export const canary = defineReducer<CanaryState>({
  initial: () => ({}),
  change(state, change, log) {
    const { what, at } = change
    if (what.type === 'canary') onCanaryChange(state, what, at, log)
    else if (what.type === 'share' && state.track && what.stage === state.track.plan.stage)
      onShareChange(state.track, what.to, at)
  },
  requests({ track }, requests, from, to, { book }) {
    if (!track || track.over) return
    const [champion, challenger] = [track.plan.champion, track.plan.challenger].map((id) => book.stages.indexOf(id))
    const stages = requests.times.length / requests.count
    const passed = (i: number, stage: number | undefined) =>
      stage !== undefined && stage >= 0 && stage < stages && !Number.isNaN(requests.times[i * stages + stage])
    for (let i = from; i < to; i++) {
      const status = requests.status[i] as number
      // Skips requests that provide no information about either model (invalid, rejected or cached), and those
      // whose caller specified a version, because these were not assigned at random.
      if (requests.alias[i] === NO_ALIAS) continue
      if (status === INVALID || REJECTED.has(status) || requests.cached[i] === 1) continue
      if (passed(i, challenger)) countRequest(track, requests, i, true, i * stages + (challenger as number))
      else if (passed(i, champion)) countRequest(track, requests, i, false, i * stages + (champion as number))
    }
  },
  label({ track }, labels, row) {
    // The label queue selects requests that a model is not sure of, so labels by hand would compare these alone.
    if (!track || track.over || LABEL_SOURCES[labels.by[row] as number] === 'person') return
    const { memory, plan, right, slices } = track
    const slot = pendingSlot(memory, labels.id[row] as number)
    if (slot < 0) return
    memory.labeled[slot] = 1
    const challenger = memory.challenger[slot] === 1
    const good = isRight(plan, memory.answer[slot] as number, labels.label[row] as number)
    const share = memory.share[slot] as number
    const key = memory.input[slot] as number
    const input = markEvaluated(track.judged[challenger ? 1 : 0], key, good)
    const [goodA, goodB] = track.judged.map((one) => one.get(key))
    if (input === 'new' && goodA !== undefined && goodB !== undefined) countPair(right, goodA, goodB)
    countOutcome(right, challenger, good, share, input)
    const slice = slices.get(memory.slice[slot] as number)
    if (slice) countOutcome(slice, challenger, good, share, input)
    if (challenger && (memory.at[slot] as number) >= track.since) track.labels++
  },
  minute({ track }, minute) {
    if (!track || track.over) return
    track.at = (minute + 1) * MINUTE_MS
    const { alpha } = track.plan.limits
    for (const arm of comparisonsOf(track)) updateEvidence(arm, alpha)
    if (track.breachAt === undefined && isBreached(comparisonsOf(track), alpha)) track.breachAt = track.at
  },
})

function onCanaryChange(
  state: CanaryState,
  what: Extract<Change['what'], { type: 'canary' }>,
  at: number,
  { book, buffer }: LogView,
): void {
  const { did, plan, step, percent, by, why } = what
  const entry = { at, did, percent, by, why }
  if (did === 'began') {
    const track = startTrack(plan, step, percent, at, book)
    const version = book.versions.findIndex((one) => one.model === plan.model && one.version === plan.from)
    const stored = { ...buffer.columns, width: buffer.widths.width }
    const answerAt = (slot: number) => givenAnswer(stored, slot, track.classes)
    state.track = { ...track, harm: { ...track.harm, earlier: storedPredictions(buffer, version, answerAt) } }
    state.track.history.push(entry)
    return
  }
  const { track } = state
  if (!track || track.over) return
  track.history.push(entry)
  if (did === 'resumed') {
    // The share may have changed while nothing was served, without an entry in the log.
    onShareChange(track, percent, at)
    return
  }
  startStep(track, step, percent, at)
  if (did !== 'advanced') track.over = did
}

/**
 * If the traffic share is changed elsewhere, for example in the service diagram, the canary moves to the step with that
 * share, if there is one.
 */
function onShareChange(track: CanaryTrack, percent: number, at: number): void {
  if (track.over || percent === track.percent) return
  const step = track.plan.steps.findIndex((one) => one.percent === percent)
  startStep(track, step, percent, at)
}

/** Starts a step; labels and time for its gate are counted from this moment on. */
function startStep(track: CanaryTrack, step: number, percent: number, at: number): void {
  track.step = step
  track.percent = percent
  track.since = at
  // The share may change in the middle of a minute, even in the last minute of a scenario.
  track.at = Math.max(track.at, at)
  track.labels = 0
}

function startTrack(plan: CanaryPlan, step: number, percent: number, at: number, book: LogDictionary): CanaryTrack {
  // The slices are fixed when the canary starts, because p-values are corrected for the number of comparisons. The
  // first slice represents all requests and is skipped.
  const slices = book.slices.flatMap((_, slice) =>
    slice === 0 ? [] : [[slice, makeComparison('slice', slice)] as const],
  )
  return {
    plan,
    beganAt: at,
    classes: book.classes.length > 0,
    answered: makeComparison('answered'),
    inTime: makeComparison('in time'),
    right: makeComparison('right'),
    slices: new Map(slices),
    memory: makePendingRequests(),
    judged: [new Map(), new Map()],
    unused: [timePool(book, plan, plan.from), timePool(book, plan, plan.to)],
    harm: { given: 0, givenBySlice: new Map(), bad: [], beyond: 0, seen: new Map(), earlier: new Map() },
    times: [new Map(), new Map()],
    history: [],
    ...{ at, since: at, step, percent, labels: 0 },
  }
}

/** Counts a request of one version; `time` is the index of the time that its model stage took. */
function countRequest(track: CanaryTrack, requests: Requests, i: number, challenger: boolean, time: number): void {
  const { plan, memory, harm } = track
  // A prediction that the model abstained from is not returned but still counts, because excluding it would favor a
  // model that abstains where it is wrong.
  const answer = givenAnswer(requests, i, track.classes)
  const given = isGiven(requests, i)
  const total = requests.total[i] as number
  const [id, at, slice] = [requests.first + i, requests.at[i] as number, requests.slice[i] as number]
  const share = track.percent / 100
  const late = total > plan.limits.lateMs
  countOutcome(track.answered, challenger, given, share)
  if (harm.given >= WARMUP_REQUESTS) {
    const [waited, ms] = [requests.waited[i] as number, requests.times[time] as number]
    // A request that also waited depends on the load and is an observation of its own.
    const measured = waited > 0 ? 'new' : takeTime(track.unused[challenger ? 1 : 0], ms)
    countOutcome(track.inTime, challenger, !late, share, measured)
  }
  const times = track.times[challenger ? 1 : 0]
  const bucket = FIELD.latency + bucketOf(total)
  times.set(bucket, (times.get(bucket) ?? 0) + 1)

  const slot = allocateSlot(memory, id)
  memory.challenger[slot] = challenger ? 1 : 0
  memory.slice[slot] = slice
  memory.share[slot] = share
  memory.answer[slot] = answer
  memory.at[slot] = at

  const input = inputKey(requests, i)
  memory.input[slot] = input ?? Number.NaN
  if (input !== undefined)
    recordPrediction(harm.seen, input, slice, challenger ? 'challenger' : 'champion', { id, answer })
  if (!challenger) return
  harm.given++
  harm.givenBySlice.set(slice, (harm.givenBySlice.get(slice) ?? 0) + 1)
  const truth = requests.truth[i] as number
  const kind: HarmKind | undefined = given
    ? !Number.isNaN(truth) && !isRight(plan, answer, truth)
      ? 'wrong'
      : late
        ? 'late'
        : undefined
    : 'failed'
  if (!kind) return
  if (harm.bad.length < MAX_BAD)
    harm.bad.push({ id, at, slice, kind, truth, ...(input === undefined ? {} : { key: input }) })
  else harm.beyond++
}

/**
 * How often each time of a version was measured, by microsecond. Simulated requests take these times again and again,
 * so a slow one among them is a single observation, however many requests take it.
 */
type TimePool = Map<number, number>

const MICROSECONDS = 1000

function timePool({ timing }: LogDictionary, { model }: CanaryPlan, version: number): TimePool {
  const pool: TimePool = new Map()
  const measured = timing.models[versionName({ model, version })]?.one ?? []
  // Fewer times cannot be compared, so nothing is known about repetitions.
  if (measured.length < MIN_PREDICTIONS['in time']) return pool
  for (const ms of measured) {
    const key = Math.round(ms * MICROSECONDS)
    pool.set(key, (pool.get(key) ?? 0) + 1)
  }
  return pool
}

/** Takes a time from the pool, and returns whether it is an observation of its own. */
function takeTime(pool: TimePool, ms: number): 'new' | 'again' {
  const key = Math.round(ms * MICROSECONDS)
  const left = pool.get(key)
  // Not one of the measured times, for example because a fault slows down a replica.
  if (left === undefined) return 'new'
  if (left === 0) return 'again'
  pool.set(key, left - 1)
  return 'new'
}

function isGiven({ status }: Pick<Requests, 'status'>, i: number): boolean {
  return status[i] === OK || status[i] === ABSTAINED
}

type Answers = Pick<Requests, 'status' | 'outputs' | 'width' | 'predicted'>

/** The prediction that a request got; NaN if it got none. */
function givenAnswer(requests: Answers, i: number, classes: boolean): number {
  return isGiven(requests, i) ? answerOf(requests, i, classes) : Number.NaN
}

/** The most likely class, or the predicted number. */
function answerOf({ outputs, width, predicted }: Answers, i: number, classes: boolean): number {
  if (!classes) return outputs[i * width] ?? Number.NaN
  const predictedClass = predicted[i] as number
  if (predictedClass >= 0) return predictedClass
  let best = 0
  for (let k = 1; k < width; k++)
    if ((outputs[i * width + k] as number) > (outputs[i * width + best] as number)) best = k
  return best
}

function isRight({ limits: { within } }: CanaryPlan, answer: number, truth: number): boolean {
  return answer === truth || Math.abs(answer - truth) <= within
}

function comparisonsOf({ answered, inTime, right, slices }: CanaryTrack): readonly CanaryComparison[] {
  return [answered, inTime, right, ...slices.values()]
}

/** Reads the current state of a canary; fields that are expensive to compute are computed on access. */
export function readCanary(track: CanaryTrack): CanaryReading {
  const { alpha, margin } = track.plan.limits
  const { at, since, step, percent, labels } = track
  let cached: ReturnType<typeof comparisonStatus> | undefined
  const cachedStatus = () => {
    cached ??= comparisonStatus(track.right, alpha, margin)
    return cached
  }
  const short = missingPredictions(track.right)
  return {
    ...{ at, since, step, percent, labels },
    verdict: track.right.verdict,
    ...(short && { short }),
    checks: checksOf(comparisonsOf(track), alpha),
    get difference() {
      return cachedStatus().difference
    },
    get more() {
      return cachedStatus().more as number
    },
  }
}

/** The next decision for a running canary. */
export function decideCanary(track: CanaryTrack): CanaryDecision {
  return nextDecision(track.plan, readCanary(track))
}

/** The 95th percentile latency of each version. */
export function latencyOf({ times }: CanaryTrack): { readonly champion: number; readonly challenger: number } {
  const [champion, challenger] = times.map((counts) => sketchQuantile(latencySketch(counts), 0.95)) as [number, number]
  return { champion, challenger }
}

/** The harm so far; `after` is the number of requests that arrived after a check had failed. */
export function harmSoFar(track: CanaryTrack): CanaryHarm & { readonly after: number } {
  const { harm, breachAt = Number.POSITIVE_INFINITY, plan } = track
  const { alpha, within } = plan.limits
  const slower = checksOf(comparisonsOf(track), alpha).some(({ what, breach }) => what === 'in time' && breach)
  const late = slower ? 'harm' : 'luck'
  const after = canaryHarm({ ...harm, bad: harm.bad.filter(({ at }) => at >= breachAt) }, within, late)
  return { ...canaryHarm(harm, within, late), after: after.harmed }
}

/** Inputs on which champion and challenger disagree, worst slice first. */
export function disagreementsOf(track: CanaryTrack): {
  readonly both: number
  readonly apart: readonly Disagreement[]
} {
  const result = disagreements(track.harm.seen, track.plan.limits.within)
  const order = new Map(readCanary(track).checks.flatMap(({ slice }, i) => (slice === undefined ? [] : [[slice, i]])))
  const slot = (slice: number) => order.get(slice) ?? order.size + CANARY_SLICES
  return { ...result, apart: result.apart.toSorted((a, b) => slot(a.slice) - slot(b.slice)) }
}

const CANARY_SLICES = 1e6
