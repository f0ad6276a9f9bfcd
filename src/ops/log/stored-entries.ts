/**
 * @file What is read back from a stored log: its entries, the retained inputs, and the requests that still wait for a
 * label.
 */
import { type Change, type Entry, LABEL_SOURCES, type Labels, type Requests } from '../log-entry'
import { copyRows, makeColumns } from './columns'
import {
  isSampled,
  labelSourceAt,
  monitoredSlotOf,
  oldestId,
  type RequestBuffer,
  slotOf,
  UNLABELED,
} from './request-buffer'

/** Requests per batch; small enough that a batch can be copied between two frames. */
const BATCH = 4096

/** The stored entries since a given simulated time: first requests, then labels, then changes. */
export function entriesSince(buffer: RequestBuffer, changes: readonly Change[], from: number): readonly Entry[] {
  const first = firstSince(buffer, from)
  const batches: Requests[] = []
  for (let id = first; id < buffer.next; id += BATCH)
    batches.push(requestsOf(buffer, id, Math.min(buffer.next, id + BATCH)))
  const labels = labelsSince(buffer, from)
  return [...batches, ...(labels.count > 0 ? [labels] : []), ...changes.filter(({ at }) => at >= from)]
}

/** The ID of the oldest stored request that arrived at or after this time. */
function firstSince(buffer: RequestBuffer, from: number): number {
  let id = buffer.next
  while (id > oldestId(buffer)) {
    const slot = slotOf(buffer, id - 1)
    if (slot < 0 || (buffer.columns.at[slot] as number) < from) break
    id--
  }
  return id
}

function requestsOf(buffer: RequestBuffer, from: number, to: number): Requests {
  const { widths } = buffer
  const columns = makeColumns(to - from, widths)
  for (let id = from; id < to; ) {
    const slot = id % buffer.capacity
    const end = Math.min(to, id + buffer.capacity - slot)
    copyRows({ columns, widths }, id - from, buffer, slot, slot + end - id)
    id = end
  }
  return { kind: 'requests', first: from, count: to - from, width: widths.width, ...columns }
}

function labelsSince(buffer: RequestBuffer, from: number): Labels {
  return labelsAt(buffer, (slot) => (buffer.labelAt[slot] as number) >= from)
}

/**
 * The labels of stored requests that may estimate how good a model is, without load tests. All have the source `world`,
 * also corrections by hand: which labels count is decided here.
 */
export function sampledLabels(buffer: RequestBuffer): Labels {
  const isMonitored = (slot: number) => monitoredSlotOf(buffer, buffer.id[slot] as number) >= 0
  const labels = labelsAt(buffer, (slot) => isSampled(buffer, slot) && isMonitored(slot))
  return { ...labels, by: labels.by.fill(WORLD) }
}

/** The labels of the stored requests in the selected slots, in order of arrival. */
function labelsAt(buffer: RequestBuffer, isSelected: (slot: number) => boolean): Labels {
  const slots: number[] = []
  for (let id = oldestId(buffer); id < buffer.next; id++) {
    const slot = slotOf(buffer, id)
    if (slot >= 0 && buffer.labelBy[slot] !== UNLABELED && isSelected(slot)) slots.push(slot)
  }
  // The sort is stable, so labels that arrived at the same time stay in ID order.
  slots.sort((a, b) => (buffer.labelAt[a] as number) - (buffer.labelAt[b] as number))
  return {
    kind: 'labels',
    count: slots.length,
    id: Float64Array.from(slots, (slot) => buffer.id[slot] as number),
    label: Float32Array.from(slots, (slot) => buffer.label[slot] as number),
    at: Float64Array.from(slots, (slot) => buffer.labelAt[slot] as number),
    by: Uint8Array.from(slots, (slot) => LABEL_SOURCES.indexOf(labelSourceAt(buffer, slot) ?? 'world')),
  }
}

export interface RetainedInputs {
  /** Stores an input and drops the oldest inputs if necessary. An input that exceeds the limit is not stored. */
  put(id: number, input: RetainedInput): void
  get(id: number): RetainedInput | undefined
  /** Drops all inputs except the newest `most`. */
  keepNewest(most: number): void
  readonly bytes: number
  entries(): IterableIterator<[number, RetainedInput]>
}

/** Values keyed by column, as they were sent, or a tensor of encoded values. */
export type RetainedInput =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, string | number | boolean | null>> }
  | { readonly kind: 'tensor'; readonly shape: readonly number[]; readonly data: Float32Array<ArrayBuffer> }

/** Creates an empty store with a limit in bytes; 16 MB can hold 5,000 images of 28 × 28 pixels. */
export function makeRetainedInputs(most = 16_000_000): RetainedInputs {
  const inputs = new Map<number, RetainedInput>()
  let bytes = 0
  const drop = (id: number) => {
    const input = inputs.get(id)
    if (!input) return
    bytes -= sizeOf(input)
    inputs.delete(id)
  }
  return {
    put(id, input) {
      drop(id)
      const size = sizeOf(input)
      if (size > most) return
      for (const old of inputs.keys()) {
        if (bytes + size <= most) break
        drop(old)
      }
      inputs.set(id, input)
      bytes += size
    },
    get: (id) => inputs.get(id),
    keepNewest(newest) {
      for (const old of inputs.keys()) {
        if (inputs.size <= newest) break
        drop(old)
      }
    },
    get bytes() {
      return bytes
    },
    entries: () => inputs.entries(),
  }
}

/** The estimated memory used by an input: two bytes per character, and about 16 bytes for each key and number. */
function sizeOf(input: RetainedInput): number {
  if (input.kind === 'tensor') return input.data.byteLength
  let size = 0
  for (const [name, value] of Object.entries(input.values)) {
    size += 2 * name.length + (typeof value === 'string' ? 2 * value.length : 8) + 16
  }
  return size
}

/** Unlabeled requests in ascending order of ID. */
export interface UnlabeledRequests {
  readonly id: Float64Array<ArrayBuffer>
  readonly at: Float64Array<ArrayBuffer>
  readonly truth: Float32Array<ArrayBuffer>
}

const WORLD = LABEL_SOURCES.indexOf('world')

/** Finds the unlabeled requests that are still stored completely. */
export function unlabeledRequestsOf(buffer: RequestBuffer): UnlabeledRequests {
  const { truth, at } = buffer.columns
  const slots: number[] = []
  for (let id = Math.max(0, buffer.next - buffer.capacity); id < buffer.next; id++) {
    const slot = slotOf(buffer, id)
    // A label from the user does not rule out that a label from the simulation arrives later.
    if (slot >= 0 && !Number.isNaN(truth[slot]) && buffer.labelBy[slot] !== WORLD) slots.push(slot)
  }
  return {
    id: Float64Array.from(slots, (slot) => buffer.id[slot] as number),
    at: Float64Array.from(slots, (slot) => at[slot] as number),
    truth: Float32Array.from(slots, (slot) => truth[slot] as number),
  }
}
