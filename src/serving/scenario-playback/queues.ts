/** @file Queues: simulates the request queues of the models in a service, based on each model's measured time. */

import { threefry } from '../../base/rng'
import { ALIASES } from '../../catalog/lowered-stage'
import { NO_VERSION_INDEX, type Timing, versionName } from '../../ops/log-entry'
import { makeReplicaQueue, type Refused, type ReplicaQueue, type Served } from '../../ops/replica-queue'
import { MINUTE_MS } from '../../ops/request-arrivals'
import type { Fault } from '../../ops/scenario/define-event'
import type { Service } from '../open-service'
import { FULL, type RequestContext, type RequestRun, UNREADY } from '../request-context'

export interface Queues {
  /** Adds a request to the queue of a model stage; returns the requests whose service time is known as a result. */
  arrive(place: number, run: RequestRun): readonly RequestRun[]
  /** Returns the requests whose batch closes by this time. */
  until(atMs: number): readonly RequestRun[]
  /** Sets which replicas have crashed or are slow. */
  setFaults(faults: readonly Fault[], atMs: number): void
  /** Updates the idle timeouts of replicas from the diagram. */
  updateIdleTimeouts(): void
  /** The arrival time of the earliest request whose service time is not known yet; Infinity if there is none. */
  readonly since: number
}

interface ModelQueue {
  readonly place: number
  /** The alias of the model stage, as an index into `ALIASES`. */
  readonly alias: number
  readonly line: ReplicaQueue
  readonly batching: Batching
  readonly waiting: RequestRun[]
  readonly replicas: number
  /** The measured cold start in ms. */
  readonly coldStartMs: number
  readonly hasBatchWindow: boolean
  last: number
  availableReplicas: number
  slowKey: string
}

/** Creates the queues of a service for its current diagram. */
export function openQueues(service: Service, seed: number): Queues {
  const queues = new Map<number, ModelQueue>()
  service.spec.stages.forEach((stage, place) => {
    if (stage.class_name !== 'Model') return
    const { replicas, idle, queue, batch, waitMs, model, alias } = stage.config
    const version = service.resolve(model, alias)
    const coldStartMs = modelTiming(service, version)?.cold ?? 0
    const line = makeReplicaQueue({ replicas, queue, coldStartMs, idleMs: idleMsOf(idle) })
    const waiting: RequestRun[] = []
    let batches = 0
    const serviceMs = (requests: number) => {
      const at = waiting[0]?.contexts[place]?.version ?? NO_VERSION_INDEX
      const timing = modelTiming(service, at)
      if (!timing) return 0
      const draw = drawFor(seed, 'service', batches++, place)
      const one = timing.one[Math.floor(draw * timing.one.length)] ?? 0
      return (one + timing.more * (requests - 1)) * (service.versions[at]?.slowdown ?? 1)
    }
    const batching = makeBatching(line, { maxSize: Math.max(1, batch), waitMs: batch > 1 ? waitMs : 0, serviceMs })
    const windowed = batch > 1 && waitMs > 0
    const last = Number.NEGATIVE_INFINITY
    queues.set(place, {
      place,
      alias: ALIASES.indexOf(alias),
      line,
      batching,
      waiting,
      replicas,
      coldStartMs,
      hasBatchWindow: windowed,
      last,
      availableReplicas: replicas,
      slowKey: '',
    })
  })
  const windowed = [...queues.values()].filter((queue) => queue.hasBatchWindow)

  /** Writes the results of closed batches to the requests in them. */
  function close({ place, alias, waiting }: ModelQueue, batches: ReturnType<Batching['until']>): RequestRun[] {
    const closed: RequestRun[] = []
    for (const { arrivals, outcome } of batches)
      for (const at of arrivals) {
        const run = waiting.shift() as RequestRun
        const context = run.contexts[place] as RequestContext
        // Shadow copies do not delay a response, so a cold start is recorded only for other requests.
        if (!context.isShadow) {
          run.warm = outcome.warm
          if (!outcome.refused && outcome.cold) run.cold = true
        }
        if (outcome.refused) {
          context.status = outcome.refused === 'full' ? FULL : UNREADY
          context.alias = alias
        } else {
          const [waited, ms] = [outcome.startMs - at, outcome.endMs - outcome.startMs]
          context.queuedMs += waited
          context.totalMs += waited + ms
          run.stageTimes[place] = ms
        }
        closed.push(run)
      }
    return closed
  }

  return {
    arrive(place, run) {
      const queue = queues.get(place) as ModelQueue
      queue.waiting.push(run)
      // A request that comes from another model stage can reach this stage out of order, so the last arrival time must
      // not decrease.
      queue.last = Math.max(queue.last, run.request.at)
      return close(queue, queue.batching.arrive(queue.last))
    },
    until(atMs) {
      return windowed.flatMap((queue) => (queue.waiting.length > 0 ? close(queue, queue.batching.until(atMs)) : []))
    },
    setFaults(faults, atMs) {
      const crashed = faults.reduce((sum, fault) => sum + (fault.kind === 'crash' ? fault.replicas : 0), 0)
      const slow = faults.filter((fault) => fault.kind === 'slow')
      const later = faults.reduce((sum, fault) => sum + (fault.kind === 'start' ? fault.seconds * 1000 : 0), 0)
      const slowed = JSON.stringify(slow)
      for (const queue of queues.values()) {
        const { line, replicas, coldStartMs } = queue
        line.setColdStart(coldStartMs + later)
        const there = Math.max(0, replicas - crashed)
        if (there !== queue.availableReplicas) {
          queue.last = Math.max(queue.last, atMs)
          line.resize(there, queue.last)
          queue.availableReplicas = there
        }
        if (slowed === queue.slowKey) continue
        queue.slowKey = slowed
        for (let replica = 0; replica < replicas; replica++)
          line.slow(
            replica,
            slow.reduce((times, fault) => (fault.replica === replica ? times * fault.times : times), 1),
          )
      }
    },
    updateIdleTimeouts() {
      service.spec.stages.forEach((stage, place) => {
        if (stage.class_name === 'Model') queues.get(place)?.line.setIdleTime(idleMsOf(stage.config.idle))
      })
    },
    get since() {
      return windowed.reduce(
        (first, { waiting }) => waiting.reduce((least, { request }) => Math.min(least, request.at), first),
        Number.POSITIVE_INFINITY,
      )
    },
  }
}

/** The idle timeout of a stage in simulated milliseconds; 0 minutes means that replicas never stop. */
function idleMsOf(minutes: number): number {
  return minutes > 0 ? minutes * MINUTE_MS : Number.POSITIVE_INFINITY
}

/** The measured times of a version, or of the version that it is derived from. */
function modelTiming({ versions, book }: Service, version: number): Timing['models'][string] | undefined {
  const found = versions[version]
  return found && book().timing.models[versionName(found.derivedFrom ?? found.ref)]
}

// Requests that arrive within a time window are served together. A batch closes when it is full or its window ends,
// and only then waits for a replica; it is therefore returned by a later call to `arrive` or `until`.

export interface BatchOptions {
  /** The batch size at which a batch is full and closes. */
  readonly maxSize: number
  /** How long after its first request a batch closes if it is not full, in milliseconds. */
  readonly waitMs: number
  /** The time it takes to serve a batch of this size, in milliseconds. */
  serviceMs(requests: number): number
}

/** A closed batch: each of its requests waited from its arrival until `outcome.startMs`. */
export interface Batch {
  /** The arrival time of each request. */
  readonly arrivals: readonly number[]
  readonly closedMs: number
  readonly outcome: Served | Refused
}

export interface Batching {
  /** Adds a request; times must never decrease. Returns the batches that have closed by that time. */
  arrive(atMs: number): readonly Batch[]
  /** Returns the batch whose window has ended by that time, if any. */
  until(atMs: number): readonly Batch[]
}

/** Adds batching in front of a queue. */
export function makeBatching(line: ReplicaQueue, { maxSize: most, waitMs, serviceMs }: BatchOptions): Batching {
  let open: number[] = []

  function close(closedMs: number): Batch {
    const arrivals = open
    open = []
    return { arrivals, closedMs, outcome: line.arrive(closedMs, serviceMs(arrivals.length), arrivals.length) }
  }
  function until(atMs: number): readonly Batch[] {
    const [first] = open
    return first !== undefined && first + waitMs <= atMs ? [close(first + waitMs)] : []
  }

  return {
    until,
    arrive(atMs) {
      const over = until(atMs)
      open.push(atMs)
      return open.length >= most || waitMs === 0 ? [...over, close(atMs)] : over
    },
  }
}

// Random draws for simulated requests: each draw depends only on the scenario's seed, the request and the purpose of
// the draw.

/**
 * The first key of these random streams; it differs from the first key of all streams in `base/rng.ts` and of traces.
 */
const KEY = 0x0e000000

const PURPOSES = {
  mix: 0,
  row: 1,
  fault: 2,
  schema: 3,
  service: 4,
  coverage: 5,
  delay: 6,
  noise: 7,
  stale: 8,
  operator: 9,
} as const
export type DrawPurpose = keyof typeof PURPOSES

const pair = new Uint32Array(2)

/** Returns a random number in [0, 1) for the request, batch or minute with this number. */
export function drawFor(seed: number, use: DrawPurpose, number: number, part = 0): number {
  threefry(seed | 0, KEY + 16 * part + PURPOSES[use], number | 0, Math.floor(number / 4294967296), pair)
  return (pair[0] as number) / 4294967296
}
