/**
 * @file Line: requests that wait for a replica, in virtual time. First come, first served; what happens to a request is known as it
 * arrives, so nothing is kept of it but when it begins, until then.
 *
 * A request takes the warm replica that was free last, so that the others may rest. One that finds none free wakes a cold one, and
 * takes whichever is ready first.
 */
import { assert } from '../base/assert'
import type { Status } from './record'
import { makeReplicaHeap } from './replica-heap'
import { makeWaiting } from './waiting'

export interface LineOptions {
  readonly replicas: number
  /** Requests that may wait; one more is refused. */
  readonly queue: number
  /** From being woken to being ready. Replicas begin cold; 0 by default, which is as if they were warm. */
  readonly coldStartMs?: number
  /** A replica that had nothing to do for so long goes cold; never by default. */
  readonly idleMs?: number
}

export interface Served {
  readonly refused?: undefined
  readonly startMs: number
  readonly endMs: number
  readonly waitedMs: number
  readonly replica: number
  /** It waited for a replica that was woken, and no longer than that took. */
  readonly cold: boolean
  /** Replicas that were awake as it came. */
  readonly warm: number
}
/** Too many wait already; or no replica is warm, and too many wait for the first. */
export interface Turned {
  readonly refused: Extract<Status, 'limited' | 'unready'>
  readonly warm: number
}

/** How things stand at a moment. */
export interface LineFacts {
  readonly busy: number
  readonly idle: number
  readonly waking: number
  readonly cold: number
  readonly waiting: number
}

export interface Line {
  /** A request, or several that are served as one; times never go back. */
  arrive(atMs: number, serviceMs: number, requests?: number): Served | Turned
  /** What runs on a replica takes so many times as long; 1 is as usual. */
  slow(replica: number, times: number): void
  /** From being woken to being ready, for those that are woken from now on. */
  starts(coldStartMs: number): void
  /** How long a replica with nothing to do stays warm, from now on. */
  keep(idleMs: number): void
  /** So many from now on. Those with the highest numbers leave, once they have done what was promised; new ones are cold. */
  resize(replicas: number, atMs: number): void
  facts(atMs: number): LineFacts
}

/** A line before its first request. */
export function makeLine({ replicas, queue, ...begin }: LineOptions): Line {
  let { coldStartMs = 0, idleMs = Number.POSITIVE_INFINITY } = begin
  let now = Number.NEGATIVE_INFINITY
  let count = 0
  /** By replica: when it is free, or was last; when it is awake; and how much slower it is than usual. */
  const freeAt: number[] = []
  const awakeAt: number[] = []
  const times: number[] = []
  const busy = makeReplicaHeap(freeAt)
  /** In the order in which they became free: the last one is taken first, the first one rests longest. */
  const idle: number[] = []
  let waking: number[] = []
  let cold: number[] = []
  const waiting = makeWaiting()

  function grow(to: number): void {
    for (; count < to; count++) cold.unshift(count)
  }

  function goOnTo(atMs: number): void {
    assert(atMs >= now, `the line stands at ${now} ms and is asked about ${atMs}`)
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
      goOnTo(atMs)
      const warm = awake()
      const rested = idle.pop()
      if (rested !== undefined) return serve(rested, serviceMs, requests, warm)
      wake()
      const first = busy.top()
      if (first === undefined) return { refused: 'unready', warm }
      if ((freeAt[first] as number) > now && waiting.count + requests > queue)
        return { refused: busy.size > waking.length ? 'limited' : 'unready', warm }
      busy.pop()
      return serve(first, serviceMs, requests, warm)
    },
    slow(replica, by) {
      times[replica] = by
    },
    starts(ms) {
      coldStartMs = ms
    },
    keep(ms) {
      idleMs = ms
    },
    resize(replicas, atMs) {
      goOnTo(atMs)
      const stays = (replica: number) => replica < replicas
      idle.splice(0, idle.length, ...idle.filter(stays))
      waking = waking.filter(stays)
      cold = cold.filter(stays)
      busy.keep(stays)
      count = Math.min(count, replicas)
      grow(replicas)
    },
    facts(atMs) {
      goOnTo(atMs)
      const [awake, asleep] = [busy.size - waking.length, cold.length]
      return { busy: awake, idle: idle.length, waking: waking.length, cold: asleep, waiting: waiting.count }
    },
  }
}
