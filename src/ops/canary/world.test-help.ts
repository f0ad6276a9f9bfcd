/**
 * @file Simulations for tests: two models with known rates of correct, failed and late responses, compared in a canary
 * that makes its usual decisions.
 */
import { rng } from '../../base/rng'
import { CANARY_ALPHA, CANARY_MARGIN, CANARY_STEPS, type CanaryPlan } from '../canary-plan'
import { makeColumns } from '../log/columns'
import { openFold } from '../log/fold-log'
import { makeRequestBuffer } from '../log/request-buffer'
import { type CanaryDid, type Entry, type LogDictionary, NO_VERSION_INDEX, type Requests } from '../log-entry'
import { type CanaryTrack, canary, decideCanary } from './canary-track'

/** The true behavior of a model: its rates, with a separate rate for one slice. */
export interface Nature {
  readonly right: number
  readonly failed: number
  readonly late: number
  /** The rate of correct predictions in the last slice, if it differs from the others. */
  readonly rightThere?: number
}

export const USUAL: Nature = { right: 0.93, failed: 0.01, late: 0.02 }

export const BOOK: LogDictionary = {
  stages: ['split', 'champion', 'challenger'],
  slices: ['all', 'a', 'b', 'c', 'd', 'e'],
  versions: [
    { model: 'm', version: 1 },
    { model: 'm', version: 2 },
  ],
  operators: [''],
  verdicts: [''],
  classes: ['x', 'y'],
  timing: { stages: [0, 1, 1], models: {} },
}

export const PLAN: CanaryPlan = {
  ...{ stage: 'split', champion: 'champion', challenger: 'challenger', model: 'm', from: 1, to: 2 },
  ...{ steps: CANARY_STEPS, automatic: true },
  limits: { alpha: CANARY_ALPHA, margin: CANARY_MARGIN, lateMs: 10, within: 0 },
}

/** The measured time in ms with this index. */
const timeOf = (index: number) => 1 + index / 100

export interface Lived {
  readonly track: CanaryTrack
  readonly ended: CanaryDid | 'under way'
  readonly minutes: number
  readonly entries: readonly Entry[]
}

/**
 * Simulates a canary with this many requests per minute and labels that arrive up to an hour later, until the canary
 * ends or time runs out; if `pool` is above 0, requests are drawn from a pool of that many rows, otherwise outcomes are
 * independent of the input, which is one of `inputs`. If `measured` is above 0, the models take times from a pool of that many measurements, one of which was slow for the challenger.
 */
export function live(
  seed: number,
  challenger: Nature,
  { perMinute = 20, minutes = 1500, champion = USUAL, plan = PLAN, pool = 0, measured = 0, inputs = 400 } = {},
): Lived {
  const random = rng(seed, { kind: 'generate' })
  // The rows of a pool repeat; each row belongs to a fixed slice, and a model is either always or never correct on a
  // given row.
  const rightOn = [champion, challenger].map(({ right }) =>
    Array.from({ length: pool }, () => random.uniform() < right),
  )
  const times = { one: Array.from({ length: measured }, (_, i) => timeOf(i)), more: 0, cold: 0 }
  const book: LogDictionary = { ...BOOK, timing: { ...BOOK.timing, models: { 'm@1': times, 'm@2': times } } }
  const fold = openFold({ canary }, { ring: makeRequestBuffer({ width: 2, stages: 3 }, 1) })
  const entries: Entry[] = []
  let due: { readonly at: number; readonly id: number; readonly label: number }[] = []
  let [step, percent, next] = [0, plan.steps[0]?.percent ?? 0, 0]
  const say = (did: CanaryDid, at: number) =>
    entries.push({ kind: 'change', at, what: { type: 'canary', did, plan, step, percent, by: 'test', why: '' } })
  say('began', 0)
  for (let minute = 0; minute < minutes; minute++) {
    const dueEntries: Entry[] = minute === 0 ? entries.slice() : []
    const batch = requestsOf(minute)
    dueEntries.push(batch)
    const until = (minute + 1) * 60_000
    const labels = due.filter(({ at }) => at < until).sort((a, b) => a.at - b.at)
    due = due.filter(({ at }) => at >= until)
    dueEntries.push({
      kind: 'labels',
      count: labels.length,
      id: Float64Array.from(labels, ({ id }) => id),
      label: Float32Array.from(labels, ({ label }) => label),
      at: Float64Array.from(labels, ({ at }) => at),
      by: new Uint8Array(labels.length),
    })
    entries.push(...(minute === 0 ? dueEntries.slice(1) : dueEntries))
    fold.push(dueEntries, until, book)
    const { track } = fold.states.canary
    if (!track) throw new Error('no canary')
    const decision = decideCanary(track)
    if (decision.do === 'hold') continue
    if (decision.do === 'advance') ({ step, percent } = decision)
    else [step, percent] = [-1, 0]
    const did = decision.do === 'advance' ? 'advanced' : decision.do === 'promote' ? 'promoted' : 'rolled back'
    say(did, until)
    fold.push(entries.slice(-1), until, book)
    if (did !== 'advanced') return { track, ended: did, minutes: minute + 1, entries }
  }
  return { track: fold.states.canary.track as CanaryTrack, ended: 'under way', minutes, entries }

  function requestsOf(minute: number): Requests {
    const columns = makeColumns(perMinute, { width: 2, stages: 3 })
    const first = next
    next += perMinute
    columns.times.fill(Number.NaN)
    for (let i = 0; i < perMinute; i++) {
      const to = random.uniform() * 100 < percent
      const nature = to ? challenger : champion
      const drawn = pool > 0 ? random.below(pool) : -1
      const slice = 1 + (drawn < 0 ? random.below(5) : drawn % 5)
      const truth = drawn < 0 ? random.below(2) : (drawn >> 3) % 2
      const right =
        rightOn[to ? 1 : 0]?.[drawn] ??
        random.uniform() < (slice === 5 ? (nature.rightThere ?? nature.right) : nature.right)
      const failed = random.uniform() < nature.failed
      const answer = right ? truth : 1 - truth
      columns.at[i] = minute * 60_000 + (60_000 * i) / perMinute
      columns.slice[i] = slice
      columns.row[i] = drawn < 0 ? 2 * random.below(inputs / 2) + truth : drawn
      columns.status[i] = failed ? 4 : 0
      columns.version[i] = failed ? NO_VERSION_INDEX : to ? 1 : 0
      columns.alias[i] = to ? 1 : 0
      columns.predicted[i] = failed ? -1 : answer
      columns.outputs.set(failed ? [Number.NaN, Number.NaN] : [1 - answer, answer], 2 * i)
      columns.shadowVersion[i] = NO_VERSION_INDEX
      const taken = measured > 0 ? random.below(measured) : 0
      const time = timeOf(taken)
      columns.times.set([0, to ? Number.NaN : time, to ? time : Number.NaN], 3 * i)
      columns.total[i] = (measured > 0 ? to && taken === 0 : random.uniform() < nature.late) ? 20 : 2
      columns.truth[i] = truth
      due.push({ at: (columns.at[i] as number) + random.uniform() * 3_600_000, id: first + i, label: truth })
    }
    return { kind: 'requests', first, count: perMinute, width: 2, ...columns }
  }
}
