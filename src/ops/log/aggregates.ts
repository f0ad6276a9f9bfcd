/**
 * @file aggregates: a reducer that counts requests and labels per minute, hour and day, for charts and rules that cover
 * long periods.
 */
import { HTTP_STATUS, type Labels, NO_VERSION_INDEX, NOT_QUEUED, type Requests, STATUSES } from '../log-entry'
import { cellsAt, countingAt, DAY_MS, type Levels, openLevels, startDay } from './aggregation-levels'
import { confidenceAt } from './columns'
import { add, binOf, bucketOf, countsIn, FIELD, MILLION, type Tally } from './count-fields'
import { bump, type Counters, cellOf, countersIn, stageCell } from './counters'
import { defineReducer, type LogView } from './fold-log'
import { slotOf, UNLABELED } from './request-buffer'

const OK = STATUSES.indexOf('ok')
const ANSWERED = STATUSES.map((status) => HTTP_STATUS[status] === 200)
const MINUTES_A_DAY = 1440

export const aggregates = defineReducer<Levels>({
  initial: openLevels,
  requests(levels, requests, from, to, { book }) {
    const stages = requests.times.length / requests.count
    // All requests fall within the same minute, so each level needs only one bucket.
    const { minute, tally } = countingAt(levels, requests.at[from] as number)
    for (let i = from; i < to; i++) {
      const cell = cellOf(requests.version[i] as number, requests.slice[i] as number)
      collectCounts(requests, i, book.classes.length > 0)
      const counters = minute && countersIn(minute, cell)
      const counts = countsIn(tally, cell)
      for (let n = 0; n < countLength; n++) {
        const [field, by] = [FIELDS[n] as number, BYS[n] as number]
        if (counters) bump(counters, field, by)
        add(counts, field, by)
      }
      // Stages are not counted per minute, because counts for twelve stages would take up most of the storage.
      countStages(tally, requests.times, stages, i)
    }
  },
  label: countLabel,
  minute(levels, minute) {
    if ((minute + 1) % MINUTES_A_DAY === 0) startDay(levels, Math.floor(((minute + 1) * 60_000) / DAY_MS))
  },
})

/** The fields to count for one request, computed once and then added at each level. There are never more than 20. */
const FIELDS = new Float64Array(20)
const BYS = new Float64Array(20)
let countLength = 0

function addCount(field: number, by: number): void {
  if (by === 0) return
  FIELDS[countLength] = field
  BYS[countLength++] = by
}

function collectCounts(requests: Requests, i: number, classes: boolean): void {
  countLength = 0
  const status = requests.status[i] as number
  addCount(FIELD.status + status, 1)
  addCount(FIELD.cached, requests.cached[i] as number)
  addCount(FIELD.waited, micro(requests.waited[i] as number))
  if (ANSWERED[status]) {
    const total = requests.total[i] as number
    addCount(FIELD.total, micro(total))
    addCount(FIELD.latency + bucketOf(total), 1)
  }
  addCount(FIELD.cold, requests.cold[i] as number)
  const warm = requests.warm[i] as number
  if (warm !== NOT_QUEUED) {
    addCount(FIELD.asked, 1)
    addCount(FIELD.warm, warm)
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
  if (!classes || status !== OK || predicted < 0) return
  const confidence = confidenceAt(requests.outputs, requests.width, i)
  if (Number.isNaN(confidence)) return
  addCount(FIELD.sure, 1)
  addCount(FIELD.confidence, Math.round(confidence * MILLION))
  addCount(FIELD.confidence2, Math.round(confidence * confidence * MILLION))
  addCount(FIELD.bins + 4 * binOf(confidence), 1)
}

/** Caches the last latency bucket for each stage, because a stage often takes exactly the same time again. */
const LAST_MS = new Float32Array(256).fill(Number.NaN)
const LAST_BUCKET = new Uint16Array(256)

function countStages(tally: Tally, times: Float32Array, stages: number, i: number): void {
  for (let stage = 0; stage < stages; stage++) {
    const ms = times[i * stages + stage] as number
    if (Number.isNaN(ms)) continue
    const counts = countsIn(tally, stageCell(stage))
    add(counts, FIELD.passed, 1)
    const spent = micro(ms)
    if (spent > 0) add(counts, FIELD.spent, spent)
    const last = stage & 255
    if (LAST_MS[last] !== ms) {
      LAST_MS[last] = ms
      LAST_BUCKET[last] = bucketOf(ms)
    }
    add(counts, FIELD.latency + (LAST_BUCKET[last] as number), 1)
  }
}

/**
 * Counts a label in the minute in which its request arrived, not in the minute in which the label arrived. An earlier
 * label of the same request is subtracted.
 */
function countLabel(levels: Levels, labels: Labels, i: number, { buffer, book }: LogView): void {
  const slot = slotOf(buffer, labels.id[i] as number)
  // The request is no longer stored, so its prediction is unknown.
  if (slot < 0) return
  const {
    columns,
    widths: { width },
  } = buffer
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
  const cell = cellOf(columns.version[slot] as number, columns.slice[slot] as number)
  for (const { cells } of cellsAt(levels, at)) {
    const counters = countersIn(cells, cell)
    if (buffer.labelBy[slot] !== UNLABELED) {
      count(counters, buffer.label[slot] as number, buffer.labelAt[slot] as number, -1)
    }
    count(counters, labels.label[i] as number, labels.at[i] as number, 1)
  }
}

/** Converts milliseconds to an integer number of microseconds; 0 for NaN. */
function micro(ms: number): number {
  return Number.isNaN(ms) ? 0 : Math.round(ms * 1000)
}
