/**
 * @file aggregates: a reducer that counts requests and labels per minute for two days, per hour for 60 days, and per day
 * forever. No level depends on when another drops data. Idle buckets are bytes, so a year takes less than a megabyte.
 */
import {
  answeringVersion,
  FLAGGED,
  HTTP_STATUS,
  type Labels,
  type LogDictionary,
  NO_VERSION_INDEX,
  NOT_QUEUED,
  REJECTED,
  type Requests,
  STATUSES,
} from '../log-entry'
import { confidenceAt } from './columns'
import {
  add,
  binOf,
  bucketOf,
  bump,
  type Cells,
  type Counters,
  cellOf,
  countersIn,
  countsIn,
  decodeCells,
  drainTally,
  encodeCells,
  FIELD,
  MILLION,
  micro,
  openTally,
  stageCell,
  type Tally,
  varintReader,
  varintWriter,
} from './counters'
import { defineReducer, type LogView } from './fold-log'
import * as outcomes from './outcome-counts'
import { countedVersion, labelEffect, slotOf } from './request-buffer'

const OK = STATUSES.indexOf('ok')
const ANSWERED = STATUSES.map((status) => HTTP_STATUS[status] === 200)
const WAITED = STATUSES.map((status) => !REJECTED.has(status))
export const aggregates = defineReducer<Levels>({
  initial: openLevels,
  requests(levels, requests, from, to, log) {
    // All requests are of the same minute.
    const { minute, tally } = countingAt(levels, requests.at[from] as number)
    for (let i = from; i < to; i++) {
      const slice = requests.slice[i] as number
      const cell = cellOf(countedVersion(log, requests, i), slice)
      collectCounts(requests, i, log.book)
      outcomes.countRequest(levels.outcomes, requests, i)
      countIn(minute, tally, cell, 0, answerFrom)
      // The answer of a fallback is not that of the version that was asked before.
      countIn(minute, tally, cellOf(answeringVersion(requests, i), slice), answerFrom, countLength)
      if ((requests.waited[i] as number) > 0) countQueued(levels, requests, i, cell)
      // Stages are not counted per minute: counts of twelve stages would take up most of the storage.
      countStages(tally, requests.times, requests.times.length / requests.count, i)
    }
  },
  label: countLabel,
  minute(levels, minute) {
    levels.outcomes.minute = minute + 1
    const at = (minute + 1) * 60_000
    if (at % DAY_MS === 0) startDay(levels, at / DAY_MS)
  },
})

/** The fields to count for one request, at most 20. Those from `answerFrom` on describe the answer. */
const [FIELDS, BYS] = [new Float64Array(20), new Float64Array(20)]
let [countLength, answerFrom] = [0, 0]

function countIn(minute: Cells | undefined, tally: Tally, cell: number, from: number, to: number): void {
  if (to <= from) return
  const counters = minute && countersIn(minute, cell)
  const counts = countsIn(tally, cell)
  for (let n = from; n < to; n++) {
    const [field, by] = [FIELDS[n] as number, BYS[n] as number]
    if (counters) bump(counters, field, by)
    add(counts, field, by)
  }
}

function addCount(field: number, by: number): void {
  if (by !== 0) [FIELDS[countLength], BYS[countLength++]] = [field, by]
}

function collectCounts(requests: Requests, i: number, { classes, verdicts }: LogDictionary): void {
  countLength = 0
  const status = requests.status[i] as number
  addCount(FIELD.status + status, 1)
  addCount(FIELD.cached, requests.cached[i] as number)
  if (WAITED[status]) addCount(FIELD.waited, micro(requests.waited[i] as number))
  addCount(FIELD.cold, requests.cold[i] as number)
  if (verdicts[requests.verdict[i] as number] === FLAGGED) addCount(FIELD.flagged, 1)
  const warm = requests.warm[i] as number
  if (warm !== NOT_QUEUED) {
    addCount(FIELD.asked, 1)
    addCount(FIELD.warm, warm)
  }
  answerFrom = countLength
  if (ANSWERED[status]) {
    const total = requests.total[i] as number
    addCount(FIELD.total, micro(total))
    addCount(FIELD.latency + bucketOf(total), 1)
  }
  const predicted = requests.predicted[i] as number
  if (predicted >= 0) {
    addCount(FIELD.predicted + predicted, 1)
    const truth = requests.truth[i] as number
    if (!Number.isNaN(truth)) {
      addCount(FIELD.known, 1)
      if (truth !== predicted) addCount(FIELD.harmed, 1)
    }
    if ((requests.shadowVersion[i] as number) !== NO_VERSION_INDEX && (requests.shadowPredicted[i] as number) >= 0) {
      addCount(FIELD.shadowed, 1)
      if (requests.shadowPredicted[i] !== predicted) addCount(FIELD.disagreed, 1)
    }
  }
  if (classes.length === 0 || status !== OK || predicted < 0) return
  const confidence = confidenceAt(requests.outputs, requests.width, i)
  if (Number.isNaN(confidence)) return
  addCount(FIELD.sure, 1)
  addCount(FIELD.confidence, Math.round(confidence * MILLION))
  addCount(FIELD.confidence2, Math.round(confidence * confidence * MILLION))
  addCount(FIELD.bins + 4 * binOf(confidence), 1)
}

/** Counts the time that a request waits in each minute of it: in an overload requests wait longer than a minute. */
function countQueued(levels: Levels, requests: Requests, i: number, cell: number): void {
  const arrival = requests.at[i] as number
  const end = arrival + (requests.waited[i] as number)
  const [minutes, ...coarse] = levels.levels as [Level, ...Level[]]
  for (let from = arrival; from < end; ) {
    const hour = Math.floor(from / HOUR_MS)
    const hourEnd = Math.min(end, (hour + 1) * HOUR_MS)
    let inHour = 0
    while (from < hourEnd) {
      const minute = Math.floor(from / minutes.ms)
      const to = Math.min(hourEnd, (minute + 1) * minutes.ms)
      const by = micro(to - from)
      if (isRetained(minutes, Math.floor(from / DAY_MS), levels.day))
        bump(countersIn(open(minutes, minute), cell), FIELD.queued, by)
      inHour += by
      from = to
    }
    if (hour === levels.tally.hour) add(countsIn(levels.tally, cell), FIELD.queued, inHour)
    else {
      const day = Math.floor((hour * HOUR_MS) / DAY_MS)
      levels.changed.add(day)
      for (const level of coarse.filter((one) => isRetained(one, day, levels.day)))
        bump(countersIn(open(level, Math.floor((hour * HOUR_MS) / level.ms)), cell), FIELD.queued, inHour)
    }
  }
}

/** The last latency bucket of each stage, because a stage often takes the same time again. */
const [LAST_MS, LAST_BUCKET] = [new Float32Array(256).fill(Number.NaN), new Uint16Array(256)]

function countStages(tally: Tally, times: Float32Array, stages: number, i: number): void {
  for (let stage = 0; stage < stages; stage++) {
    const ms = times[i * stages + stage] as number
    if (Number.isNaN(ms)) continue
    const [counts, spent] = [countsIn(tally, stageCell(stage)), micro(ms)]
    add(counts, FIELD.passed, 1)
    if (spent > 0) add(counts, FIELD.spent, spent)
    const last = stage & 255
    if (LAST_MS[last] !== ms) {
      LAST_MS[last] = ms
      LAST_BUCKET[last] = bucketOf(ms)
    }
    add(counts, FIELD.latency + (LAST_BUCKET[last] as number), 1)
  }
}

/** Counts a label in the minute of its request, not in its own. An earlier label of the request is subtracted. */
function countLabel(levels: Levels, labels: Labels, i: number, { buffer, book }: LogView): void {
  levels.changed.add(Math.floor((levels.outcomes.minute * 60_000) / DAY_MS))
  if (book.classes.length > 0) outcomes.countLabel(levels.outcomes, labels, i, buffer)
  const slot = slotOf(buffer, labels.id[i] as number)
  // The request is no longer stored, so its prediction is unknown.
  if (slot < 0) return
  const { columns } = buffer
  const { width } = buffer.widths
  const classes = book.classes.length > 0
  const confidence = classes && columns.status[slot] === OK ? confidenceAt(columns.outputs, width, slot) : Number.NaN
  const answer = classes ? (columns.predicted[slot] as number) : (columns.outputs[slot * width] ?? Number.NaN)
  const answered = classes ? answer >= 0 : columns.status[slot] === OK && !Number.isNaN(answer)
  const at = columns.at[slot] as number
  const count = (counters: Counters, label: number, labeledAt: number, by: 1 | -1) => {
    bump(counters, FIELD.labels, by)
    bump(counters, FIELD.delay, by * Math.max(0, Math.round((labeledAt - at) / 1000)))
    if (!answered) return
    bump(counters, FIELD.labeled, by)
    if (!classes) {
      const error = Math.abs(label - answer)
      const whole = Math.floor(error)
      bump(counters, FIELD.errorWhole, by * whole)
      bump(counters, FIELD.errorPart, by * Math.round((error - whole) * MILLION))
      return
    }
    const right = label === answer
    if (right) bump(counters, FIELD.right, by)
    bump(counters, FIELD.confusion + label * 65_536 + answer, by)
    if (Number.isNaN(confidence)) return
    const bin = FIELD.bins + 4 * binOf(confidence)
    bump(counters, bin + 1, by)
    if (right) bump(counters, bin + 2, by)
    bump(counters, bin + 3, by * Math.round(confidence * MILLION))
  }
  const { replaces, counts, byHand } = labelEffect(buffer, slot, labels, i)
  const cell = cellOf(answeringVersion(columns, slot), columns.slice[slot] as number)
  for (const { cells } of cellsAt(levels, at)) {
    const counters = countersIn(cells, cell)
    if (replaces) count(counters, buffer.label[slot] as number, buffer.labelAt[slot] as number, -1)
    if (counts) count(counters, labels.label[i] as number, labels.at[i] as number, 1)
    // A log saved before labels by hand were separate has none to subtract.
    if (byHand > 0 || (byHand < 0 && (counters.get(FIELD.byHand) ?? 0) > 0)) bump(counters, FIELD.byHand, byHand)
  }
}

const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/**
 * Coarser levels are kept longer. `open` is the number of buckets that are kept decoded; at the minute level, all
 * buckets stay decoded, because labels may arrive a day later.
 */
export const LEVELS = [
  { ms: 60_000, days: 2, open: 3 * 1440 },
  { ms: HOUR_MS, days: 60, open: 128 },
  { ms: DAY_MS, days: Number.POSITIVE_INFINITY, open: 128 },
] as const

interface Level {
  readonly ms: number
  readonly days: number
  /** The maximum number of buckets that are kept decoded. */
  readonly open: number
  /** The most recently used bucket. */
  latest: { readonly stretch: number; readonly cells: Cells } | undefined
  readonly sealed: Map<number, Uint8Array<ArrayBuffer>>
  /** Decoded buckets, least recently used first. */
  readonly hot: Map<number, Cells>
}

export interface Levels {
  readonly levels: readonly Level[]
  day: number
  /** Days that changed since they were last saved. */
  readonly changed: Set<number>
  /** Counts for the current hour that have not been added to the hour and day buckets yet. */
  readonly tally: Tally
  readonly outcomes: outcomes.OutcomeCounts
}

/** Creates empty levels. */
export function openLevels(): Levels {
  return {
    levels: LEVELS.map((level) => ({ ...level, latest: undefined, sealed: new Map(), hot: new Map() })),
    day: 0,
    changed: new Set(),
    ...{ tally: openTally(), outcomes: outcomes.make() },
  }
}

/**
 * Returns the cells to update at each level that still stores this time; the cells are valid only until the next call.
 */
export function cellsAt(levels: Levels, at: number): readonly { readonly ms: number; readonly cells: Cells }[] {
  const day = Math.floor(at / DAY_MS)
  levels.changed.add(day)
  return levels.levels
    .filter((level) => isRetained(level, day, levels.day))
    .map((level) => ({ ms: level.ms, cells: open(level, Math.floor(at / level.ms)) }))
}

/**
 * Where to count a request that arrived at this time: the cells of its minute (if they are still stored), and the tally
 * for its hour and day.
 */
export function countingAt(levels: Levels, at: number): { readonly minute: Cells | undefined; readonly tally: Tally } {
  const day = Math.floor(at / DAY_MS)
  levels.changed.add(day)
  const hour = Math.floor(at / HOUR_MS)
  if (levels.tally.hour !== hour) {
    flushTally(levels)
    levels.tally.hour = hour
  }
  const [minutes] = levels.levels as [Level]
  const minute = isRetained(minutes, day, levels.day) ? open(minutes, Math.floor(at / minutes.ms)) : undefined
  return { minute, tally: levels.tally }
}

/** Adds the tally to the buckets of its hour and day. */
function flushTally({ tally, levels, day: today }: Levels): void {
  if (tally.hour < 0) return
  const at = tally.hour * HOUR_MS
  const day = Math.floor(at / DAY_MS)
  const coarse = levels.filter((level) => level.ms >= HOUR_MS && isRetained(level, day, today))
  drainTally(
    tally,
    coarse.map((level) => open(level, Math.floor(at / level.ms))),
  )
}

/** Starts a new day: every level drops its expired buckets. */
export function startDay(levels: Levels, day: number): void {
  flushTally(levels)
  levels.day = Math.max(levels.day, day)
  for (const dropped of outcomes.drop(levels.outcomes, levels.day)) levels.changed.add(dropped)
  for (const level of levels.levels) {
    level.latest = undefined
    for (const buckets of [level.sealed, level.hot]) {
      for (const bucket of buckets.keys()) {
        const bucketDay = Math.floor((bucket * level.ms) / DAY_MS)
        if (isRetained(level, bucketDay, levels.day)) continue
        buckets.delete(bucket)
        levels.changed.add(bucketDay)
      }
    }
  }
}

/** The cells of one bucket at level `ms`, read-only; undefined if nothing was counted or the bucket has expired. */
export function cellsOf(levels: Levels, ms: number, bucket: number): Cells | undefined {
  if (ms >= HOUR_MS) flushTally(levels)
  const level = levels.levels.find((one) => one.ms === ms)
  const bytes = level?.sealed.get(bucket)
  return level?.hot.get(bucket) ?? (bytes && decodeCells(bytes))
}

/**
 * The coarsest level whose buckets are no longer than `step` and that still has all data since `from`; if there is
 * none, the finest level that still has that data.
 */
export function levelFor(levels: Levels, from: number, step: number): number {
  const day = Math.floor(from / DAY_MS)
  const fine = levels.levels.filter((level) => level.ms <= Math.max(step, 60_000) && isRetained(level, day, levels.day))
  return (fine.at(-1) ?? levels.levels.find((level) => isRetained(level, day, levels.day)))?.ms ?? DAY_MS
}

/** Encodes a day as bytes, including its buckets at every level. */
export function packDay(levels: Levels, day: number): Uint8Array<ArrayBuffer> {
  const writer = varintWriter()
  flushTally(levels)
  for (const level of levels.levels) {
    const per = DAY_MS / level.ms
    const there: [number, Uint8Array][] = []
    for (let bucket = day * per; bucket < (day + 1) * per; bucket++) {
      const hot = level.hot.get(bucket)
      const bytes = hot ? encodeCells(hot) : level.sealed.get(bucket)
      if (bytes && bytes.length > 0) there.push([bucket - day * per, bytes])
    }
    writer.write(there.length)
    for (const [bucket, bytes] of there) for (const n of [bucket, bytes.length, ...bytes]) writer.write(n)
  }
  outcomes.write(levels.outcomes, day, writer)
  return writer.take()
}

/** Restores a saved day; throws if its bytes are invalid. */
export function unpackDay(levels: Levels, day: number, packed: Uint8Array): void {
  const reader = varintReader(packed)
  for (const level of levels.levels) {
    const first = (day * DAY_MS) / level.ms
    for (let left = reader.read(); left > 0; left--) {
      const bucket = first + reader.read()
      const bytes = Uint8Array.from({ length: reader.read() }, () => reader.read())
      if (isRetained(level, day, levels.day)) level.sealed.set(bucket, bytes)
    }
  }
  outcomes.read(levels.outcomes, day, reader)
}

function isRetained({ days }: { readonly days: number }, day: number, today: number): boolean {
  return day > today - days
}

function open(level: Level, bucket: number): Cells {
  if (level.latest?.stretch === bucket) return level.latest.cells
  const bytes = level.sealed.get(bucket)
  const cells: Cells = level.hot.get(bucket) ?? (bytes ? decodeCells(bytes) : new Map())
  level.hot.delete(bucket)
  level.sealed.delete(bucket)
  level.hot.set(bucket, cells)
  level.latest = { stretch: bucket, cells }
  if (level.hot.size > level.open) {
    const [oldest, buckets] = level.hot.entries().next().value as [number, Cells]
    level.hot.delete(oldest)
    level.sealed.set(oldest, encodeCells(buckets))
  }
  return cells
}
