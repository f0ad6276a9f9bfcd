/** @file aggregates: the reducer that counts, by minute, hour and day, all that charts and rules over long times ask for. */
import { HTTP_STATUS, type Labels, NONE, type Requests, STATUSES, UNASKED } from '../record'
import { confidenceAt } from './columns'
import { bump, type Counters, cellOf, countersIn, stageCell } from './counters'
import { binOf, bucketOf, FIELD, MILLION } from './fields'
import { defineReducer, type LogView } from './fold'
import { cellsAt, countingAt, DAY_MS, type Levels, openLevels, turnTo } from './levels'
import { placeOf, UNLABELLED } from './request-buffer'
import { add, countsIn, type Tally } from './tally'

const OK = STATUSES.indexOf('ok')
const ANSWERED = STATUSES.map((status) => HTTP_STATUS[status] === 200)
const MINUTES_A_DAY = 1440

export const aggregates = defineReducer<Levels>({
  initial: openLevels,
  requests(levels, requests, from, to, { book }) {
    const stages = requests.times.length / requests.count
    // All of one minute: of one stretch of each level.
    const { minute, tally } = countingAt(levels, requests.at[from] as number)
    for (let i = from; i < to; i++) {
      const cell = cellOf(requests.version[i] as number, requests.slice[i] as number)
      noteRequest(requests, i, book.classes.length > 0)
      const counters = minute && countersIn(minute, cell)
      const counts = countsIn(tally, cell)
      for (let n = 0; n < noted; n++) {
        const [field, by] = [FIELDS[n] as number, BYS[n] as number]
        if (counters) bump(counters, field, by)
        add(counts, field, by)
      }
      // Stages are not counted by minute: twelve of them would be most of what there is to keep.
      countStages(tally, requests.times, stages, i)
    }
  },
  label: countLabel,
  minute(levels, minute) {
    if ((minute + 1) % MINUTES_A_DAY === 0) turnTo(levels, Math.floor(((minute + 1) * 60_000) / DAY_MS))
  },
})

/** What one request adds: noted once, counted in each level. It is no more than this much. */
const FIELDS = new Float64Array(20)
const BYS = new Float64Array(20)
let noted = 0

function note(field: number, by: number): void {
  if (by === 0) return
  FIELDS[noted] = field
  BYS[noted++] = by
}

function noteRequest(requests: Requests, i: number, classes: boolean): void {
  noted = 0
  const status = requests.status[i] as number
  note(FIELD.status + status, 1)
  note(FIELD.cached, requests.cached[i] as number)
  note(FIELD.waited, micro(requests.waited[i] as number))
  if (ANSWERED[status]) {
    const total = requests.total[i] as number
    note(FIELD.total, micro(total))
    note(FIELD.latency + bucketOf(total), 1)
  }
  note(FIELD.cold, requests.cold[i] as number)
  const warm = requests.warm[i] as number
  if (warm !== UNASKED) {
    note(FIELD.asked, 1)
    note(FIELD.warm, warm)
  }
  const predicted = requests.predicted[i] as number
  if (predicted >= 0) {
    note(FIELD.predicted + predicted, 1)
    const truth = requests.truth[i] as number
    if (!Number.isNaN(truth)) {
      note(FIELD.known, 1)
      if (truth !== predicted) note(FIELD.harmed, 1)
    }
    if ((requests.shadowVersion[i] as number) !== NONE && (requests.shadowPredicted[i] as number) >= 0) {
      note(FIELD.shadowed, 1)
      if (requests.shadowPredicted[i] !== predicted) note(FIELD.disagreed, 1)
    }
  }
  if (!classes || status !== OK || predicted < 0) return
  const confidence = confidenceAt(requests.outputs, requests.width, i)
  if (Number.isNaN(confidence)) return
  note(FIELD.sure, 1)
  note(FIELD.confidence, Math.round(confidence * MILLION))
  note(FIELD.confidence2, Math.round(confidence * confidence * MILLION))
  note(FIELD.bins + 4 * binOf(confidence), 1)
}

/** Most stages take the same time again and again: the bucket of the last one is known. */
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

/** Counts to the minute of its request, not to that of the label. What was said before of the same request is taken back. */
function countLabel(levels: Levels, labels: Labels, i: number, { ring, book }: LogView): void {
  const place = placeOf(ring, labels.id[i] as number)
  // Its request has left the ring: nobody knows any more what was answered.
  if (place < 0) return
  const {
    columns,
    widths: { width },
  } = ring
  const classes = book.classes.length > 0
  const confidence = classes && columns.status[place] === OK ? confidenceAt(columns.outputs, width, place) : Number.NaN
  const answer = classes ? (columns.predicted[place] as number) : (columns.outputs[place * width] ?? Number.NaN)
  const answered = classes ? answer >= 0 : columns.status[place] === OK && !Number.isNaN(answer)
  const at = columns.at[place] as number
  const count = (counters: Counters, label: number, saidAt: number, by: 1 | -1) => {
    bump(counters, FIELD.labels, by)
    bump(counters, FIELD.delay, by * Math.max(0, Math.round((saidAt - at) / 1000)))
    if (!answered) return
    bump(counters, FIELD.labelled, by)
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
  const cell = cellOf(columns.version[place] as number, columns.slice[place] as number)
  for (const { cells } of cellsAt(levels, at)) {
    const counters = countersIn(cells, cell)
    if (ring.labelBy[place] !== UNLABELLED) {
      count(counters, ring.label[place] as number, ring.labelAt[place] as number, -1)
    }
    count(counters, labels.label[i] as number, labels.at[i] as number, 1)
  }
}

/** Whole microseconds of milliseconds that may be none. */
function micro(ms: number): number {
  return Number.isNaN(ms) ? 0 : Math.round(ms * 1000)
}
