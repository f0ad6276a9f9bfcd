/**
 * @file useStageTraffic: the traffic of a stage or wire on the canvas, computed for all stages and wires at most twice
 * per second.
 */
import { useCallback, useSyncExternalStore } from 'react'
import { nearestRank } from '../../../../metrics/latency-quantiles'
import { monitoredSlotOf, oldestId, type RequestBuffer } from '../../../../ops/log/request-buffer'
import { STATUSES, type Status } from '../../../../ops/log-entry'
import { HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import type { OperateState } from '../../../../studio/operate/state'
import { sliceOf } from '../../../../studio/state-slice'
import type { Studio } from '../../../../studio/studio'
import { useStudio } from '../../../studio-context'

interface StageTraffic {
  /** Requests per simulated minute. */
  readonly perMinute: number
  /** 95th percentile of the time spent in the stage, in milliseconds. */
  readonly p95: number
  /** The share of the stage's requests that ended in it: cache hits, abstentions or rejections. */
  readonly endShare: number
}

/** The traffic of a wire. */
interface WireTraffic {
  /** Requests per simulated minute. */
  readonly perMinute: number
  /** The share of the requests reaching the wire's source stage that continue along this wire. */
  readonly share: number
}

/** The last `span` simulated milliseconds before `at`. */
interface RecentSpan {
  readonly at: number
  readonly span: number
}

/** The maximum number of requests to count, newest first; more would not make the rate more precise. */
const MAX_REQUESTS = 3000

/** For each outcome, the kinds of stages that can cause it. */
const ENDS: Readonly<Partial<Record<Status, readonly string[]>>> = {
  invalid: ['validate', 'model'],
  limited: ['rateLimit'],
  unready: ['model'],
  failed: ['model'],
  abstained: ['abstain'],
  fallback: ['fallback'],
}

/** The traffic of each stage, indexed as in the log dictionary; `kinds` contains the node kind of each stage. */
export function stageTraffic(
  buffer: RequestBuffer,
  kinds: readonly (string | undefined)[],
  recent: RecentSpan,
): readonly (StageTraffic | undefined)[] {
  const { columns, widths } = buffer
  const passed = kinds.map(() => 0)
  const endedHere = kinds.map(() => 0)
  const times: number[][] = kinds.map(() => [])
  const { places, minutes } = recentRequests(buffer, recent)
  for (const position of places) {
    let end = -1
    const status = STATUSES[columns.status[position] as number]
    const ends = columns.cached[position] === 1 ? ['cache'] : ((status && ENDS[status]) ?? [])
    for (const [stage, kind] of kinds.entries()) {
      // A stage that was just added to the log dictionary has no column until its first request.
      const ms = stage < widths.stages ? columns.times[position * widths.stages + stage] : undefined
      if (ms === undefined || Number.isNaN(ms)) continue
      passed[stage] = (passed[stage] as number) + 1
      times[stage]?.push(ms)
      if (end < 0 && kind !== undefined && ends.includes(kind)) end = stage
    }
    if (end >= 0) endedHere[end] = (endedHere[end] as number) + 1
  }
  return kinds.map((_, stage) => {
    const n = passed[stage] as number
    if (n === 0) return undefined
    return {
      perMinute: n / minutes,
      p95: nearestRank(Float64Array.from(times[stage] as number[]).sort(), 0.95),
      endShare: (endedHere[stage] as number) / n,
    }
  })
}

/**
 * The traffic of each wire, given as pairs of stage indices in the log dictionary. A request that passed through both
 * ends of a wire also passed through the wire, because a stage sends each request to all following stages or, in the
 * case of a split, to one of them.
 */
export function wireTraffic(
  buffer: RequestBuffer,
  wires: readonly (readonly [from: number, to: number])[],
  recent: RecentSpan,
): readonly (WireTraffic | undefined)[] {
  const { columns, widths } = buffer
  const { places, minutes } = recentRequests(buffer, recent)
  const passed = (position: number, stage: number) =>
    stage < widths.stages && !Number.isNaN(columns.times[position * widths.stages + stage])
  return wires.map(([from, to]) => {
    const arrived = places.filter((position) => passed(position, from))
    if (arrived.length === 0) return undefined
    const along = arrived.filter((position) => passed(position, to)).length
    return { perMinute: along / minutes, share: along / arrived.length }
  })
}

/** The buffer positions of the latest requests, and how many simulated minutes they cover. */
function recentRequests(
  buffer: RequestBuffer,
  { at, span }: RecentSpan,
): { readonly places: readonly number[]; readonly minutes: number } {
  const places: number[] = []
  let since = at - span
  for (let id = buffer.next - 1; id >= oldestId(buffer); id--) {
    const position = monitoredSlotOf(buffer, id)
    if (position < 0) continue
    const arrived = buffer.columns.at[position] as number
    // The request arrived after `at`: it belongs to a batch that has not been read completely yet.
    if (arrived > at) continue
    if (arrived < at - span) break
    if (places.length === MAX_REQUESTS) {
      since = arrived
      break
    }
    places.push(position)
  }
  return { places, minutes: Math.max(1e-9, (at - since) / MINUTE) }
}

const PAUSE_MS = 500
/** Up to this simulation speed, the live numbers cover the last minute; at higher speeds, the last hour. */
const SLOW = 60

interface ServiceTraffic {
  readonly span: number
  readonly byStage: ReadonlyMap<string, StageTraffic>
  readonly byWire: ReadonlyMap<string, WireTraffic>
}

const NOTHING = { byStage: new Map<string, never>(), byWire: new Map<string, never>() }

interface TrafficWatch {
  now: ServiceTraffic
  readonly listeners: Set<() => void>
}

const watches = new WeakMap<Studio['store'], TrafficWatch>()

/** Creates one watch per studio; it computes traffic only while it has listeners. */
function watchOf({ store }: Studio): TrafficWatch {
  const known = watches.get(store)
  if (known) return known
  const watch: TrafficWatch = { now: { span: HOUR, ...NOTHING }, listeners: new Set() }
  watches.set(store, watch)
  let timer: ReturnType<typeof setTimeout> | undefined
  const operate = sliceOf(store, 'operate')
  operate.subscribe((now, before) => {
    const keys = ['log', 'board', 'serving'] as const
    const same = keys.every((key) => now[key] === before[key]) && now.clock.playing === before.clock.playing
    if (same || watch.listeners.size === 0) return
    const update = () => {
      clearTimeout(timer)
      timer = undefined
      watch.now = currentTraffic(operate.getState())
      for (const listener of watch.listeners) listener()
    }
    // When playback pauses, the log is complete, so update immediately.
    if (before.clock.playing && !now.clock.playing) update()
    else timer ??= setTimeout(update, PAUSE_MS)
  })
  return watch
}

/** The numbers of all stages and wires on the canvas, while the service is running. */
export function currentTraffic({ log: view, board, clock, serving }: OperateState): ServiceTraffic {
  const span = clock.speed <= SLOW ? MINUTE : HOUR
  // A stopped service has no live traffic numbers.
  const log = serving.tag === 'on' ? view?.log : undefined
  if (!log?.book || !board) return { span, ...NOTHING }
  const { nodes, wires } = board.store.getState().project.drawing
  const { stages } = log.book
  const kinds = stages.map((id) => nodes.find((node) => node.id === id)?.kind)
  // The clock can be ahead of a log that is still being read; the unread portion must not be counted as a gap in
  // traffic.
  const recent = { at: clock.playing ? log.at : Math.max(clock.at, log.at), span }
  const traffic = stageTraffic(log.fold.buffer, kinds, recent)
  const entries = stages.flatMap((id, i) => (traffic[i] ? [[id, traffic[i]] as const] : []))
  // A newly added stage is not in the log dictionary yet.
  const known = wires.flatMap(({ id, from, to }) => {
    const ends = [stages.indexOf(from), stages.indexOf(to)] as const
    return ends.includes(-1) ? [] : [{ id, ends }]
  })
  const along = wireTraffic(
    log.fold.buffer,
    known.map(({ ends }) => ends),
    recent,
  )
  const byWire = known.flatMap(({ id }, i) => (along[i] ? [[id, along[i]] as const] : []))
  return { span, byStage: new Map(entries), byWire: new Map(byWire) }
}

/** The traffic numbers of one stage; undefined while no requests pass through it. */
export function useStageTraffic(id: string): (StageTraffic & { readonly span: number }) | undefined {
  const { span, byStage } = useTraffic()
  const traffic = byStage.get(id)
  return traffic && { ...traffic, span }
}

/** The traffic numbers of one wire; undefined while no requests reach its source stage. */
export function useWireTraffic(id: string): (WireTraffic & { readonly span: number }) | undefined {
  const { span, byWire } = useTraffic()
  const traffic = byWire.get(id)
  return traffic && { ...traffic, span }
}

function useTraffic(): ServiceTraffic {
  const studio = useStudio()
  const watch = watchOf(studio)
  const subscribe = useCallback(
    (listener: () => void) => {
      // The log may have grown while there were no listeners.
      if (watch.listeners.size === 0) watch.now = currentTraffic(studio.store.getState().operate)
      watch.listeners.add(listener)
      return () => void watch.listeners.delete(listener)
    },
    [studio, watch],
  )
  return useSyncExternalStore(subscribe, () => watch.now)
}
