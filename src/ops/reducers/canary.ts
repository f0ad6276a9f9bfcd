/**
 * @file canary: champion against challenger since a canary began, out of the log alone: what its gates ask, whether it breached them, on
 * what the two disagree and who was harmed. The same log gives the same decisions wherever it is read.
 */
import { NO_ALIAS } from '../../catalog/lowered-stage'
import { type Arm, checksOf, count, look, openArm, shortOf, standingOf } from '../canary/arms'
import { type Harm, type HarmKind, type HarmState, harmOf, MOST_BAD } from '../canary/harm'
import { type Disagreement, disagreements, inputKey, judge, see } from '../canary/inputs-seen'
import { type Memory, openMemory, placeFor, unlabelled } from '../canary/memory'
import { type CanaryDecision, type CanaryPlan, type CanaryReading, next, WARM } from '../canary-plan'
import { bucketOf, FIELD, sketchOf } from '../log/fields'
import { defineReducer } from '../log/fold'
import { MINUTE_MS } from '../log/in-order'
import { sketchQuantile } from '../../metrics/quantile'
import { type Book, type CanaryDid, type Change, type Requests, STATUSES } from '../record'

/** A canary as the log has it: under way, or the last there was. */
export interface CanaryTrack {
  readonly plan: CanaryPlan
  readonly beganAt: number
  readonly classes: boolean
  readonly answered: Arm
  readonly inTime: Arm
  readonly right: Arm
  readonly slices: ReadonlyMap<number, Arm>
  readonly memory: Memory
  /** Inputs that champion and challenger were judged by. */
  readonly judged: readonly [Set<number>, Set<number>]
  readonly harm: HarmState
  /** Counts by bucket of time, of champion and challenger. */
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
  /** Of 100, and the share of 1 that it is. */
  percent: number
  labels: number
  /** When a breach was seen first. */
  breachAt?: number
  over?: CanaryDid
}

export interface CanaryState {
  track?: CanaryTrack
}

const INVALID = STATUSES.indexOf('invalid')
const LIMITED = STATUSES.indexOf('limited')
const OK = STATUSES.indexOf('ok')
const ABSTAINED = STATUSES.indexOf('abstained')

export const canary = defineReducer<CanaryState>({
  initial: () => ({}),
  change(state, change, { book }) {
    const { what, at } = change
    if (what.type === 'canary') turn(state, what, at, book)
    else if (what.type === 'share' && state.track && what.stage === state.track.plan.stage)
      drawn(state.track, what.to, at)
  },
  requests({ track }, requests, from, to, { book }) {
    if (!track || track.over) return
    const [champion, challenger] = [track.plan.champion, track.plan.challenger].map((id) => book.stages.indexOf(id))
    const stages = requests.times.length / requests.count
    const passed = (i: number, stage: number | undefined) =>
      stage !== undefined && stage >= 0 && stage < stages && !Number.isNaN(requests.times[i * stages + stage])
    for (let i = from; i < to; i++) {
      const status = requests.status[i] as number
      // A mistake of the caller, a limit and what the cache knows are nobody's answers; who named a version was not sent by chance.
      if (requests.alias[i] === NO_ALIAS) continue
      if (status === INVALID || status === LIMITED || requests.cached[i] === 1) continue
      if (passed(i, challenger)) take(track, requests, i, true)
      else if (passed(i, champion)) take(track, requests, i, false)
    }
  },
  label({ track }, labels, row) {
    if (!track || track.over) return
    const { memory, plan, right, slices } = track
    const place = unlabelled(memory, labels.id[row] as number)
    if (place < 0) return
    memory.labelled[place] = 1
    const challenger = memory.challenger[place] === 1
    const good = isRight(plan, memory.answer[place] as number, labels.label[row] as number)
    const share = memory.share[place] as number
    const input = judge(track.judged[challenger ? 1 : 0], memory.input[place] as number)
    count(right, challenger, good, share, input)
    const slice = slices.get(memory.slice[place] as number)
    if (slice) count(slice, challenger, good, share, input)
    if (challenger && (memory.at[place] as number) >= track.since) track.labels++
  },
  minute({ track }, minute) {
    if (!track || track.over) return
    track.at = (minute + 1) * MINUTE_MS
    const { alpha } = track.plan.limits
    for (const arm of armsOf(track)) look(arm, alpha)
    if (track.breachAt === undefined && checksOf(armsOf(track), alpha).some(({ breach }) => breach))
      track.breachAt = track.at
  },
})

function turn(state: CanaryState, what: Extract<Change['what'], { type: 'canary' }>, at: number, book: Book): void {
  const { did, plan, step, percent, by, why } = what
  const line = { at, did, percent, by, why }
  if (did === 'began') {
    state.track = begin(plan, step, percent, at, book)
    state.track.history.push(line)
    return
  }
  const { track } = state
  if (!track || track.over) return
  track.history.push(line)
  if (did === 'resumed') return
  stand(track, step, percent, at)
  if (did !== 'advanced') track.over = did
}

/** Its share was moved, by whomever, as on the drawing or by an undo there: it stands at the step of that share, if there is one. */
function drawn(track: CanaryTrack, percent: number, at: number): void {
  if (track.over || percent === track.percent) return
  const step = track.plan.steps.findIndex((one) => one.percent === percent)
  stand(track, step, percent, at)
}

/** What the gate asks is counted from here. */
function stand(track: CanaryTrack, step: number, percent: number, at: number): void {
  track.step = step
  track.percent = percent
  track.since = at
  // It may be moved in a minute that is not over, where the score has ended too.
  track.at = Math.max(track.at, at)
  track.labels = 0
}

function begin(plan: CanaryPlan, step: number, percent: number, at: number, book: Book): CanaryTrack {
  // Which slices there are is fixed as it begins: how many comparisons there are is what they are corrected for. The first is all.
  const slices = book.slices.flatMap((_, slice) => (slice === 0 ? [] : [[slice, openArm('slice', slice)] as const]))
  return {
    plan,
    beganAt: at,
    classes: book.classes.length > 0,
    answered: openArm('answered'),
    inTime: openArm('in time'),
    right: openArm('right'),
    slices: new Map(slices),
    memory: openMemory(),
    judged: [new Set(), new Set()],
    harm: { given: 0, givenBySlice: new Map(), bad: [], beyond: 0, seen: new Map() },
    times: [new Map(), new Map()],
    history: [],
    ...{ at, since: at, step, percent, labels: 0 },
  }
}

function take(track: CanaryTrack, requests: Requests, i: number, challenger: boolean): void {
  const { plan, memory, harm } = track
  // An abstained answer is told to nobody, and was given: leaving it out would favour whoever abstains where it is wrong.
  const status = requests.status[i] as number
  const given = status === OK || status === ABSTAINED
  const answer = given ? answerOf(requests, i, track.classes) : Number.NaN
  const total = requests.total[i] as number
  const [id, at, slice] = [requests.first + i, requests.at[i] as number, requests.slice[i] as number]
  const share = track.percent / 100
  const late = total > plan.limits.lateMs
  count(track.answered, challenger, given, share)
  if (harm.given >= WARM) count(track.inTime, challenger, !late, share)
  const times = track.times[challenger ? 1 : 0]
  const bucket = FIELD.latency + bucketOf(total)
  times.set(bucket, (times.get(bucket) ?? 0) + 1)

  const place = placeFor(memory, id)
  memory.challenger[place] = challenger ? 1 : 0
  memory.slice[place] = slice
  memory.share[place] = share
  memory.answer[place] = answer
  memory.at[place] = at

  const key = inputKey(requests, i)
  memory.input[place] = key ?? Number.NaN
  if (key !== undefined) see(harm.seen, key, slice, challenger ? 'challenger' : 'champion', { id, answer })
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
  if (harm.bad.length < MOST_BAD) harm.bad.push({ id, at, slice, kind, truth, ...(key === undefined ? {} : { key }) })
  else harm.beyond++
}

/** The class whose probability is the largest, or the number. */
function answerOf({ outputs, width, predicted }: Requests, i: number, classes: boolean): number {
  if (!classes) return outputs[i * width] ?? Number.NaN
  const told = predicted[i] as number
  if (told >= 0) return told
  let best = 0
  for (let k = 1; k < width; k++)
    if ((outputs[i * width + k] as number) > (outputs[i * width + best] as number)) best = k
  return best
}

function isRight({ limits: { within } }: CanaryPlan, answer: number, truth: number): boolean {
  return answer === truth || Math.abs(answer - truth) <= within
}

function armsOf({ answered, inTime, right, slices }: CanaryTrack): readonly Arm[] {
  return [answered, inTime, right, ...slices.values()]
}

/** What the log shows of a canary. What takes long to reckon is reckoned when it is asked for. */
export function readCanary(track: CanaryTrack): CanaryReading {
  const { alpha } = track.plan.limits
  const { at, since, step, percent, labels } = track
  let standing: ReturnType<typeof standingOf> | undefined
  const stand = () => {
    standing ??= standingOf(track.right, alpha)
    return standing
  }
  const short = shortOf(track.right)
  return {
    ...{ at, since, step, percent, labels },
    verdict: track.right.verdict,
    ...(short && { short }),
    checks: checksOf(armsOf(track), alpha),
    get difference() {
      return stand().difference
    },
    get more() {
      return stand().more as number
    },
  }
}

/** What is to be done with a canary that is under way. */
export function decide(track: CanaryTrack): CanaryDecision {
  return next(track.plan, readCanary(track))
}

/** The time that 95 of 100 requests take, of both. */
export function latencyOf({ times }: CanaryTrack): { readonly champion: number; readonly challenger: number } {
  const [champion, challenger] = times.map((counts) => sketchQuantile(sketchOf(counts), 0.95)) as [number, number]
  return { champion, challenger }
}

/** Who was harmed so far; `after` are those that came when a breach had been seen already. */
export function harmedBy(track: CanaryTrack): Harm & { readonly after: number } {
  const { harm, breachAt = Number.POSITIVE_INFINITY, plan } = track
  const { alpha, within } = plan.limits
  const slower = checksOf(armsOf(track), alpha).some(({ what, breach }) => what === 'in time' && breach)
  const late = slower ? 'harm' : 'luck'
  const after = harmOf({ ...harm, bad: harm.bad.filter(({ at }) => at >= breachAt) }, within, late)
  return { ...harmOf(harm, within, late), after: after.harmed }
}

/** Inputs on which the two disagree, those of the worst slice first. */
export function apartOf(track: CanaryTrack): { readonly both: number; readonly apart: readonly Disagreement[] } {
  const found = disagreements(track.harm.seen, track.plan.limits.within)
  const order = new Map(readCanary(track).checks.flatMap(({ slice }, i) => (slice === undefined ? [] : [[slice, i]])))
  const place = (slice: number) => order.get(slice) ?? order.size + CANARY_SLICES
  return { ...found, apart: found.apart.toSorted((a, b) => place(a.slice) - place(b.slice)) }
}

const CANARY_SLICES = 1e6
