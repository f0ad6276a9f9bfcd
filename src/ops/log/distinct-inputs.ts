/**
 * @file distinctInputs: how many different inputs labels rest on, and which requests are independent. Simulated traffic
 * repeats held-out rows, and a row that a model gets wrong is wrong each time, so repeated rows are no independent
 * evidence.
 */
import { NO_VERSION_INDEX, type Requests, STATUSES } from '../log-entry'
import { isSampled, type RequestBuffer, slotOf } from './request-buffer'

type Inputs = Pick<Requests, 'source' | 'row' | 'operator' | 'strength'>

/** Encodes the input of a request as a number; undefined for an external input. */
export function inputKey({ source, row, operator, strength }: Inputs, i: number): number | undefined {
  const at = row[i] as number
  return at < 0
    ? undefined
    : ((at * 256 + (operator[i] as number)) * 33 + (strength[i] as number)) * 8 + (source[i] as number)
}

/** The number of different inputs at these slots; each external input is different. */
export function countInputs({ columns }: RequestBuffer, slots: readonly number[]): number {
  return new Set(slots.map((slot) => inputKey(columns, slot) ?? -1 - slot)).size
}

/**
 * The requests whose answers are independent draws. If several versions answer and a cache repeats their answers, the
 * version that answered an input first has all of its repetitions, so only the first request with each input is one.
 */
export function independentSlots({ columns }: RequestBuffer, slots: readonly number[]): readonly number[] {
  const isRepeated = slots.some((slot) => columns.cached[slot] === 1)
  const versions = new Set(slots.map((slot) => columns.version[slot]))
  versions.delete(NO_VERSION_INDEX)
  if (!isRepeated || versions.size < 2) return slots
  const seen = new Set<number>()
  return slots.filter((slot) => {
    const key = inputKey(columns, slot)
    if (key === undefined) return true
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

const OK = STATUSES.indexOf('ok')

/** Whether a label says how good the prediction of a request is: one without a prediction has no part in the accuracy. */
function isJudged(buffer: RequestBuffer, slot: number): boolean {
  const { predicted, status } = buffer.columns
  return isSampled(buffer, slot) && ((predicted[slot] as number) >= 0 || status[slot] === OK)
}

/** The number of latest requests to inspect; more would not change the estimate. */
const MAX_REQUESTS = 20_000
const HALVINGS = 50

/**
 * Estimates how many different inputs a number of labels rests on, from the latest labeled requests: n draws from a pool
 * of m inputs hit m (1 - exp(-n / m)) of them. Exact for the labels that were inspected.
 */
export function distinctInputs(buffer: RequestBuffer, among?: (slot: number) => boolean): (labels: number) => number {
  const labeled: number[] = []
  for (let id = buffer.next - 1; id >= Math.max(0, buffer.next - MAX_REQUESTS); id--) {
    const slot = slotOf(buffer, id)
    if (slot >= 0 && isJudged(buffer, slot) && (!among || among(slot))) labeled.push(slot)
  }
  const [n, distinct] = [labeled.length, countInputs(buffer, labeled)]
  if (distinct === n) return (labels) => labels
  const expected = (pool: number, labels: number) => pool * -Math.expm1(-labels / pool)
  let [low, high] = [distinct, n * n]
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (expected(middle, n) < distinct) low = middle
    else high = middle
  }
  return (labels) => Math.min(labels, Math.max(1, Math.round(expected(low, labels))))
}
