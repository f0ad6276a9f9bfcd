/**
 * @file ReplicaQueue: requests wait for a replica in simulated time, first come, first served. The outcome of a request
 * is known as soon as it arrives, so the queue only has to store its start time. A request takes the warm replica that
 * became free most recently, so that the others can scale down. If none is free, the request starts a cold replica and
 * takes whichever replica is ready first.
 */
import { assert } from '../base/assert'
import type { Status } from './log-entry'

export interface ReplicaQueueOptions {
  readonly replicas: number
  /** The maximum queue length; requests beyond it are refused. */
  readonly queue: number
  /**
   * The time it takes to start a replica, in milliseconds. Replicas are cold initially, which makes no difference with
   * the default of 0.
   */
  readonly coldStartMs?: number
  /** How long a replica has to be idle before it becomes cold, in milliseconds; by default, this never happens. */
  readonly idleMs?: number
}

export interface Served {
  readonly refused?: undefined
  readonly startMs: number
  readonly endMs: number
  readonly waitedMs: number
  readonly replica: number
  /** Whether the request had to wait only for a replica to start, and for nothing else. */
  readonly cold: boolean
  /** The number of warm replicas when the request arrived. */
  readonly warm: number
}
/**
 * A refused request: either the queue is full, or no replica is warm and too many requests are already waiting for the
 * first one.
 */
export interface Refused {
  readonly refused: Extract<Status, 'full' | 'unready'>
  readonly warm: number
}

/** The state of the queue at a given time. */
export interface QueueStatus {
  readonly busy: number
  readonly idle: number
  readonly waking: number
  readonly cold: number
  readonly waiting: number
}

export interface ReplicaQueue {
  /** Adds a request, or several requests that are served together; times must never decrease. */
  arrive(atMs: number, serviceMs: number, requests?: number): Served | Refused
  /** Slows a replica down by this factor; 1 is normal. */
  slow(replica: number, times: number): void
  /** Sets how long it takes to start a replica from now on. */
  setColdStart(coldStartMs: number): void
  /** Sets how long an idle replica stays warm from now on. */
  setIdleTime(idleMs: number): void
  /**
   * Sets the number of replicas. If it is reduced, the replicas with the highest numbers are removed once they have
   * finished their assigned requests; new replicas are cold.
   */
  resize(replicas: number, atMs: number): void
  status(atMs: number): QueueStatus
}

/** Creates an empty queue. */
export function makeReplicaQueue({ replicas, queue, ...begin }: ReplicaQueueOptions): ReplicaQueue {
  let { coldStartMs = 0, idleMs = Number.POSITIVE_INFINITY } = begin
  let now = Number.NEGATIVE_INFINITY
  let count = 0
  /** For each replica: when it becomes (or became) free, when its start ends (or ended), and its slowdown factor. */
  const freeAt: number[] = []
  const awakeAt: number[] = []
  const times: number[] = []
  const busy = makeReplicaHeap(freeAt)
  /**
   * Idle replicas in the order in which they became free: the last one is used first, and the first one has been idle
   * longest.
   */
  const idle: number[] = []
  let waking: number[] = []
  let cold: number[] = []
  const waiting = makeWaitingRequests()

  function grow(to: number): void {
    for (; count < to; count++) cold.unshift(count)
  }

  function advanceTo(atMs: number): void {
    // Writing the numbers takes longer than the rest, so the text is made only if it is needed.
    if (!(atMs >= now)) assert(false, `the queue is at ${now} ms; ${atMs} ms is in its past`)
    now = atMs
    waiting.begin(now)
    while (waking.length > 0 && (awakeAt[waking[0] as number] as number) <= now) waking.shift()
    for (let next = busy.top(); next !== undefined && (freeAt[next] as number) <= now; next = busy.top()) {
      busy.pop()
      idle.push(next)
    }
    while (idle.length > 0 && (freeAt[idle[0] as number] as number) + idleMs <= now) cold.push(idle.shift() as number)
  }

  function wake(): void {
    const replica = cold.pop()
    if (replica === undefined) return
    freeAt[replica] = awakeAt[replica] = now + coldStartMs
    busy.push(replica)
    if (coldStartMs > 0) waking.push(replica)
  }

  const awake = () => idle.length + busy.size - waking.length

  function serve(replica: number, serviceMs: number, requests: number, warm: number): Served {
    const startMs = Math.max(now, freeAt[replica] as number)
    const endMs = startMs + serviceMs * (times[replica] ?? 1)
    freeAt[replica] = endMs
    busy.push(replica)
    if (startMs > now) waiting.add(startMs, requests)
    const cold = startMs > now && startMs === awakeAt[replica]
    return { startMs, endMs, waitedMs: startMs - now, replica, cold, warm }
  }

  grow(replicas)
  return {
    arrive(atMs, serviceMs, requests = 1) {
      advanceTo(atMs)
      const warm = awake()
      const rested = idle.pop()
      if (rested !== undefined) return serve(rested, serviceMs, requests, warm)
      wake()
      const first = busy.top()
      if (first === undefined) return { refused: 'unready', warm }
      if ((freeAt[first] as number) > now && waiting.count + requests > queue)
        return { refused: busy.size > waking.length ? 'full' : 'unready', warm }
      busy.pop()
      return serve(first, serviceMs, requests, warm)
    },
    slow(replica, by) {
      times[replica] = by
    },
    setColdStart(ms) {
      coldStartMs = ms
    },
    setIdleTime(ms) {
      idleMs = ms
    },
    resize(replicas, atMs) {
      advanceTo(atMs)
      const stays = (replica: number) => replica < replicas
      idle.splice(0, idle.length, ...idle.filter(stays))
      waking = waking.filter(stays)
      cold = cold.filter(stays)
      busy.keep(stays)
      count = Math.min(count, replicas)
      grow(replicas)
    },
    status(atMs) {
      advanceTo(atMs)
      const [awake, asleep] = [busy.size - waking.length, cold.length]
      return { busy: awake, idle: idle.length, waking: waking.length, cold: asleep, waiting: waiting.count }
    },
  }
}

interface WaitingRequests {
  readonly count: number
  /** Adds requests that start together at `startMs`, which must never decrease between calls. */
  add(startMs: number, requests: number): void
  /** Removes requests that have started by the given time. */
  begin(nowMs: number): void
}

/** Creates an empty queue. */
function makeWaitingRequests(): WaitingRequests {
  let starts = new Float64Array(16)
  let sizes = new Float64Array(16)
  let first = 0
  let length = 0
  let count = 0

  function grow(): void {
    const unrolled = (buffer: Float64Array) => {
      const larger = new Float64Array(2 * buffer.length)
      for (let i = 0; i < length; i++) larger[i] = buffer[(first + i) & (buffer.length - 1)] as number
      return larger
    }
    starts = unrolled(starts)
    sizes = unrolled(sizes)
    first = 0
  }

  return {
    get count() {
      return count
    },
    add(startMs, requests) {
      if (length === starts.length) grow()
      const at = (first + length++) & (starts.length - 1)
      starts[at] = startMs
      sizes[at] = requests
      count += requests
    },
    begin(nowMs) {
      while (length > 0 && (starts[first] as number) <= nowMs) {
        count -= sizes[first] as number
        first = (first + 1) & (starts.length - 1)
        length--
      }
    },
  }
}

// Busy replicas are kept in a binary heap, with the replica that will be free first on top.

export interface ReplicaHeap {
  readonly size: number
  /** The replica that will be free first; ties go to the lowest number. Undefined if the heap is empty. */
  top(): number | undefined
  pop(): number | undefined
  push(replica: number): void
  /** Removes all replicas for which `holds` returns false. */
  keep(holds: (replica: number) => boolean): void
}

/**
 * Creates an empty heap; `freeAt` is indexed by replica, and its values must not change for replicas that are in the
 * heap.
 */
function makeReplicaHeap(freeAt: readonly number[]): ReplicaHeap {
  let heap: number[] = []
  const at = (i: number) => heap[i] as number
  const before = (a: number, b: number) => {
    const [first, second] = [freeAt[a] as number, freeAt[b] as number]
    return first < second || (first === second && a < b)
  }

  function push(replica: number): void {
    let i = heap.push(replica) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(replica, at(parent))) break
      heap[i] = at(parent)
      i = parent
    }
    heap[i] = replica
  }
  function pop(): number | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return first
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(at(child + 1), at(child))) child++
      if (!before(at(child), last)) break
      heap[i] = at(child)
      i = child
    }
    heap[i] = last
    return first
  }

  return {
    get size() {
      return heap.length
    },
    top: () => heap[0],
    pop,
    push,
    keep(holds) {
      const remaining = heap.filter(holds)
      heap = []
      remaining.forEach(push)
    },
  }
}
