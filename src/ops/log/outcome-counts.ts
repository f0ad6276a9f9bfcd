/**
 * @file OutcomeCounts: how requests ended, minute by minute, for as long as the longest period of an objective.
 * Objectives can be evaluated again from these counts after the requests themselves have been dropped.
 */
import { HTTP_STATUS, type Labels, type Requests, STATUSES } from '../log-entry'
import { MAX_OVER_DAYS, MAX_WITHIN_MS } from '../slo-limits'
import type { varintReader, Writer } from './counters'
import { isFirstSampled, monitoredSlotOf, oldestId, type RequestBuffer, slotOf } from './request-buffer'
import { sampledLabels } from './stored-entries'

/**
 * What is counted per minute; the number of requests with a status has the number of the status. `known` counts
 * predictions whose ground truth is known, and `harmed` the wrong ones among them; they are for grading only.
 */
export const OUTCOME = { labels: 8, wrong: 9, known: 10, harmed: 11 } as const
const FIRST_LIMIT = 12
/** At most this many latency limits are counted: those of objectives, and those before the latest edits. */
const MAX_LIMITS = 12
const DAY_MINUTES = 1440
const MINUTE_MS = 60_000
const ABSTAINED = STATUSES.indexOf('abstained')
const ANSWERED = STATUSES.map((status) => HTTP_STATUS[status] === 200)

type Day = Map<number, Uint32Array<ArrayBuffer>>

export interface OutcomeCounts {
  /**
   * The current minute. Labels count in the minute in which they arrive, and only the first label of a request that is
   * not by hand.
   */
  minute: number
  /** The first minute that is counted; undefined in a log that was saved before there were such counts. */
  from: number | undefined
  /** The latency limits for which answers are counted, with the first minute that is counted. */
  readonly limits: Map<number, number>
  readonly days: Map<number, Day>
}

/** Creates counts that start with the log. */
export function make(): OutcomeCounts {
  return { minute: 0, from: 0, limits: new Map(), days: new Map() }
}

/** The number of the column with the answers within a latency limit in milliseconds. */
export function columnWithin(limit: number): number {
  return FIRST_LIMIT + Math.round(1000 * limit)
}

/** The number of the column with the answers that were late, and also wrong or an abstention. */
function columnLateToo(limit: number): number {
  return columnWithin(limit) + 1000 * MAX_WITHIN_MS
}

function bump(counts: OutcomeCounts, column: number, minute = counts.minute): void {
  const [day, i] = [Math.floor(minute / DAY_MINUTES), minute % DAY_MINUTES]
  const columns: Day = counts.days.get(day) ?? new Map()
  const minutes = columns.get(column) ?? new Uint32Array(DAY_MINUTES)
  if (minutes[i] === 0) {
    counts.days.set(day, columns)
    columns.set(column, minutes)
  }
  minutes[i] = (minutes[i] as number) + 1
}

/** Counts one request, by default in the current minute. */
export function countRequest(counts: OutcomeCounts, requests: Counted, i: number, minute = counts.minute): void {
  const status = requests.status[i] as number
  bump(counts, status, minute)
  if (ANSWERED[status]) for (const limit of counts.limits.keys()) countWithin(counts, limit, requests, i, minute)
  const [predicted, truth] = [requests.predicted[i] as number, requests.truth[i] as number]
  if (predicted < 0 || Number.isNaN(truth)) return
  bump(counts, OUTCOME.known, minute)
  if (truth !== predicted) bump(counts, OUTCOME.harmed, minute)
}

type Counted = Pick<Requests, 'status' | 'total' | 'predicted' | 'truth'>

function countWithin(counts: OutcomeCounts, limit: number, requests: Counted, i: number, minute: number): void {
  const status = requests.status[i] as number
  if (!ANSWERED[status]) return
  if ((requests.total[i] as number) <= limit) bump(counts, columnWithin(limit), minute)
  else if (status === ABSTAINED || isWrong(requests, i)) bump(counts, columnLateToo(limit), minute)
}

function isWrong({ predicted, truth }: Counted, i: number): boolean {
  return (predicted[i] as number) >= 0 && !Number.isNaN(truth[i]) && predicted[i] !== truth[i]
}

/** Counts a label, unless it corrects an earlier one; the label must not be stored yet. */
export function countLabel(counts: OutcomeCounts, labels: Labels, row: number, buffer: RequestBuffer): void {
  const slot = slotOf(buffer, labels.id[row] as number)
  if (slot >= 0 && isFirstSampled(buffer, slot, labels, row))
    countFirstLabel(counts, labels, row, buffer, counts.minute)
}

function countFirstLabel(
  counts: OutcomeCounts,
  labels: Labels,
  row: number,
  buffer: RequestBuffer,
  minute: number,
): void {
  const predicted = buffer.columns.predicted[slotOf(buffer, labels.id[row] as number)] as number
  if (predicted < 0) return
  bump(counts, OUTCOME.labels, minute)
  if (predicted !== labels.label[row]) bump(counts, OUTCOME.wrong, minute)
}

/** Drops the days before the longest period; returns them. */
export function drop(counts: OutcomeCounts, today: number): readonly number[] {
  const first = today - MAX_OVER_DAYS
  const old = [...counts.days.keys()].filter((day) => day < first)
  for (const day of old) counts.days.delete(day)
  counts.from = counts.from && Math.max(counts.from, Math.min(first, ...counts.days.keys()) * DAY_MINUTES)
  return old
}

/**
 * Counts what is stored of the log so far: everything if the log was saved without counts, and the answers within
 * limits that are new. Returns the days that changed.
 */
export function countStored(
  counts: OutcomeCounts,
  limitsInUse: readonly number[],
  buffer: RequestBuffer,
  classes: readonly string[],
): Set<number> {
  const limits = [...new Set(limitsInUse)].filter((limit) => !counts.limits.has(limit))
  const isNew = counts.from === undefined
  const changed = new Set<number>()
  if (!isNew && limits.length === 0) return changed
  for (const limit of [...counts.limits.keys()].filter((one) => !limitsInUse.includes(one))) {
    if (counts.limits.size + limits.length <= MAX_LIMITS) break
    counts.limits.delete(limit)
    for (const columns of counts.days.values())
      for (const column of [columnWithin(limit), columnLateToo(limit)]) columns.delete(column)
  }
  let from = Number.NaN
  for (let id = oldestId(buffer); id < buffer.next; id++) {
    const slot = monitoredSlotOf(buffer, id)
    if (slot < 0) continue
    const minute = minuteOf(buffer.columns.at[slot] as number)
    // The first stored minute may have lost requests.
    if (Number.isNaN(from)) from = buffer.next <= buffer.capacity ? 0 : minute + 1
    if (minute < from) continue
    if (isNew) countRequest(counts, buffer.columns, slot, minute)
    for (const limit of limits) countWithin(counts, limit, buffer.columns, slot, minute)
    changed.add(Math.floor(minute / DAY_MINUTES))
  }
  if (Number.isNaN(from)) from = 0
  for (const limit of limits) counts.limits.set(limit, from)
  if (!isNew) return changed
  counts.from = from
  if (classes.length === 0) return changed
  const labels = sampledLabels(buffer)
  for (let row = 0; row < labels.count; row++) {
    const minute = minuteOf(labels.at[row] as number)
    if (minute >= from) countFirstLabel(counts, labels, row, buffer, minute)
    changed.add(Math.floor(minute / DAY_MINUTES))
  }
  return changed
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS)
}

/** A count in a minute. */
export function outcomesAt({ days }: OutcomeCounts, column: number, minute: number): number {
  return days.get(Math.floor(minute / DAY_MINUTES))?.get(column)?.[minute % DAY_MINUTES] ?? 0
}

export const HARMS = ['wrong', 'failed', 'late', 'unsure'] as const

/** How the requests of a period ended. Each has at most one kind of harm: a wrong answer does not also count as late. */
export interface Impact {
  readonly requests: number
  readonly wrong: number
  readonly failed: number
  /** Undefined if the answers within the limit were not counted for the whole period. */
  readonly late: number | undefined
  /** Answers that were late, but count as wrong or unsure. Latency objectives count them as late. */
  readonly lateToo: number
  readonly unsure: number
  /** Requests that a fallback answered; they may also be wrong or late. */
  readonly fallbacks: number
}

/**
 * How the requests of some minutes ended, [from, to); undefined if the counts do not go back that far. `limit` is the
 * latency limit in milliseconds.
 */
export function impactOf(counts: OutcomeCounts, from: number, to: number, limit?: number): Impact | undefined {
  if (counts.from === undefined || from < counts.from) return undefined
  const sum = (column: number) => {
    let all = 0
    for (let minute = from; minute < to; minute++) all += outcomesAt(counts, column, minute)
    return all
  }
  const ended = STATUSES.map((_, status) => sum(status))
  const answered = ended.reduce((all, requests, status) => all + (ANSWERED[status] ? requests : 0), 0)
  const requests = ended.reduce((all, one) => all + one, 0)
  const isCounted = limit !== undefined && (counts.limits.get(limit) ?? Number.POSITIVE_INFINITY) <= from
  return {
    requests,
    wrong: sum(OUTCOME.harmed),
    failed: requests - answered,
    lateToo: isCounted ? sum(columnLateToo(limit)) : 0,
    late: isCounted ? answered - sum(columnWithin(limit)) - sum(columnLateToo(limit)) : undefined,
    unsure: ended[ABSTAINED] as number,
    fallbacks: ended[STATUSES.indexOf('fallback')] as number,
  }
}

/** Writes the counts of a day. */
export function write({ from, limits, days }: OutcomeCounts, day: number, writer: Writer): void {
  const columns = [...(days.get(day) ?? [])].sort(([a], [b]) => a - b)
  writer.write(from ?? 0)
  writer.write(limits.size)
  for (const [limit, since] of limits) for (const n of [Math.round(1000 * limit), since]) writer.write(n)
  writer.write(columns.length)
  for (const [column, minutes] of columns) {
    writer.write(column)
    for (const n of minutes) writer.write(n)
  }
}

/** Reads the counts of a day; a day that was saved before there were such counts has none. */
export function read(counts: OutcomeCounts, day: number, reader: ReturnType<typeof varintReader>): void {
  if (reader.done) return
  counts.from = Math.max(counts.from ?? 0, reader.read())
  for (let left = reader.read(); left > 0; left--) counts.limits.set(reader.read() / 1000, reader.read())
  const columns: Day = new Map()
  for (let left = reader.read(); left > 0; left--)
    columns.set(
      reader.read(),
      Uint32Array.from({ length: DAY_MINUTES }, () => reader.read()),
    )
  counts.days.set(day, columns)
}
