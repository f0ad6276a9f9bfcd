/**
 * @file Logs for tests: seeded requests, labels and changes of a small service, either complete or split into batches
 * at arbitrary times.
 */
import { rng } from '../../base/rng'
import type { LogDictionary, Change, Entry, Labels, Requests } from '../log-entry'
import { NO_VERSION_INDEX, NOT_QUEUED } from '../log-entry'
import { copyRows, makeColumns, type NARROW_COLUMNS, widthsOf } from './columns'

export const book: LogDictionary = {
  stages: ['source', 'model', 'log'],
  slices: ['all', 'dark'],
  versions: [
    { model: 'digits', version: 1 },
    { model: 'digits', version: 2 },
  ],
  operators: ['', 'dimmer'],
  verdicts: ['', 'range'],
  classes: ['a', 'b', 'c'],
  timing: { stages: [0.01, 1, 0.01], models: { 'digits@1': { one: [1, 2], more: 0.5 } } },
}

export interface SampleLog {
  readonly requests: Requests
  readonly labels: Labels
  readonly changes: readonly Change[]
  readonly through: number
}

/**
 * Creates this many requests spread over `ms`; half of them are labeled up to `delay` later, and some of those are
 * labeled twice.
 */
export function sampleLog(count: number, ms: number, seed = 1, delay = ms / 4): SampleLog {
  const random = rng(seed, { kind: 'generate' })
  const widths = { width: 3, stages: 3 }
  const columns = makeColumns(count, widths)
  columns.at.set(Float64Array.from({ length: count }, () => Math.floor(random.uniform() * ms)).sort())
  const arrived: { id: number; label: number; at: number; by: number }[] = []
  for (let i = 0; i < count; i++) {
    const at = columns.at[i] as number
    const status = random.below(10) < 8 ? 0 : random.below(7)
    const top = random.below(3)
    const truth = random.below(4) > 0 ? top : random.below(3)
    const answered = status === 0 || status === 6
    columns.slice[i] = random.below(2)
    columns.row[i] = random.below(50) === 0 ? -1 : random.below(1000)
    columns.operator[i] = random.below(2)
    columns.strength[i] = random.below(33)
    columns.status[i] = status
    columns.verdict[i] = status === 1 ? 1 : 0
    columns.version[i] = answered || status === 5 ? random.below(2) : NO_VERSION_INDEX
    columns.alias[i] = columns.version[i] === 1 ? 1 : 0
    columns.cached[i] = random.below(5) === 0 ? 1 : 0
    columns.predicted[i] = answered ? top : -1
    const confidence = 0.4 + 0.6 * random.uniform()
    for (let k = 0; k < 3; k++) {
      columns.outputs[3 * i + k] =
        answered || status === 5 ? (k === top ? confidence : (1 - confidence) / 2) : Number.NaN
    }
    columns.shadowVersion[i] = random.below(3) === 0 ? 1 : NO_VERSION_INDEX
    columns.shadowPredicted[i] = columns.shadowVersion[i] === 1 ? random.below(3) : -1
    columns.shadowConfidence[i] = columns.shadowVersion[i] === 1 ? random.uniform() : Number.NaN
    const model = answered ? 1 + 10 * random.uniform() ** 4 : Number.NaN
    columns.times.set([0.01, model, 0.02], 3 * i)
    columns.waited[i] = random.below(4) === 0 ? 5 * random.uniform() : 0
    columns.total[i] = (Number.isNaN(model) ? 0 : model) + 0.03 + (columns.waited[i] as number)
    columns.cold[i] = columns.waited[i] === 0 ? 0 : i % 2
    columns.warm[i] = answered ? i % 4 : NOT_QUEUED
    columns.truth[i] = random.below(20) === 0 ? Number.NaN : truth
    if (random.below(2) === 0)
      arrived.push({ id: i, label: truth, at: at + Math.floor(random.uniform() * delay), by: 0 })
    if (random.below(20) === 0) {
      arrived.push({ id: i, label: random.below(3), at: at + Math.floor(random.uniform() * 2 * delay), by: 2 })
    }
  }
  const within = arrived.filter(({ at }) => at < ms).sort((a, b) => a.at - b.at)
  return {
    requests: { kind: 'requests', first: 0, count, width: 3, ...columns },
    labels: {
      kind: 'labels',
      count: within.length,
      id: Float64Array.from(within, ({ id }) => id),
      label: Float32Array.from(within, ({ label }) => label),
      at: Float64Array.from(within, ({ at }) => at),
      by: Uint8Array.from(within, ({ by }) => by),
    },
    changes: [0.25, 0.5].map((part, i) => ({
      kind: 'change',
      at: part * ms,
      what: { type: 'alias', model: 'digits', alias: 'champion', from: i, to: i + 1, by: 'rule', why: 'gate' },
    })),
    through: ms,
  }
}

/** Splits the log into batches that end at the given ascending times and at the end of the log. */
export function cut(
  log: SampleLog,
  times: readonly number[],
): { readonly entries: Entry[]; readonly through: number }[] {
  let since = Number.NEGATIVE_INFINITY
  return [...times.filter((time) => time < log.through), log.through].map((through) => {
    const within = (at: number) => at >= since && at < through
    const entries: Entry[] = [
      requestsIn(log.requests, within),
      labelsIn(log.labels, within),
      ...log.changes.filter(({ at }) => within(at)),
    ]
    since = through
    return { entries, through }
  })
}

/** Selects the requests whose times match; they must be consecutive. */
export function requestsIn(requests: Requests, within: (at: number) => boolean): Requests {
  const from = requests.at.findIndex(within)
  const count = requests.at.filter(within).length
  const widths = widthsOf(requests)
  const columns = makeColumns(count, widths)
  if (count > 0) copyRows({ columns, widths }, 0, { columns: requests, widths }, from, from + count)
  return { kind: 'requests', first: requests.first + Math.max(0, from), count, width: requests.width, ...columns }
}

function labelsIn(labels: Labels, within: (at: number) => boolean): Labels {
  const rows = [...labels.at.keys()].filter((i) => within(labels.at[i] as number))
  return {
    kind: 'labels',
    count: rows.length,
    id: Float64Array.from(rows, (i) => labels.id[i] as number),
    label: Float32Array.from(rows, (i) => labels.label[i] as number),
    at: Float64Array.from(rows, (i) => labels.at[i] as number),
    by: Uint8Array.from(rows, (i) => labels.by[i] as number),
  }
}

/** A copy of a batch of requests with one bit of one column flipped. */
export function flipped(
  requests: Requests,
  column: (typeof NARROW_COLUMNS)[number],
  row: number,
  bit: number,
): Requests {
  const copy = requests[column].slice()
  const bytes = new Uint8Array(copy.buffer)
  const at = row * copy.BYTES_PER_ELEMENT + (bit >> 3)
  bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7))
  return { ...requests, [column]: copy }
}
