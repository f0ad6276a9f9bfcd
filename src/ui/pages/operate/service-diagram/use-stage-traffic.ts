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
  /** Requests per simulated minute that the stage processed. */
  readonly perMinute: number
  /** Requests per simulated minute that passed the stage unprocessed, because they already had a result. */
  readonly skipping: number
  /** 95th percentile of the time spent in the stage, in milliseconds. */
  readonly p95: number
  /** The share of the processed requests that got their result here: cache hits, abstentions or rejections. */
  readonly endShare: number
}

/** The traffic of a wire. */
interface WireTraffic {
  /** Requests per simulated minute, including those that pass the next stage unprocessed. */
  readonly perMinute: number
  /** The share of the requests reaching the wire's source stage that continue along this wire. */
  readonly share: number
  /** Whether the stage before the wire was skipped by requests that take the wire. */
  readonly isMore: boolean
}

/** A stage of the log dictionary; one that was removed from the diagram has no kind. */
interface TrafficStage {
  readonly kind?: string
  /** Whether it gets copies of requests, if it follows a shadow stage. */
  readonly isShadow?: boolean
}

type TrafficWire = readonly [from: number, to: number]

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

/**
 * The traffic of each stage, indexed as in the log dictionary, and of each wire between two of them. A request with a
 * result follows the wires to the log without being processed, so what enters a stage also leaves it.
 */
export function diagramTraffic(
  buffer: RequestBuffer,
  stages: readonly TrafficStage[],
  wires: readonly TrafficWire[],
  recent: RecentSpan,
): {
  readonly stages: readonly (StageTraffic | undefined)[]
  readonly wires: readonly (WireTraffic | undefined)[]
} {
  const { columns, widths } = buffer
  const zeros = () => stages.map(() => 0)
  const [reached, processed, endedHere] = [zeros(), zeros(), zeros()]
  const along = wires.map(() => 0)
  const times: number[][] = stages.map(() => [])
  const inOrder = flowOrder(stages.length, wires)
  const { places, minutes } = recentRequests(buffer, recent)
  for (const position of places) {
    // A stage that was just added to the log dictionary has no column until its first request.
    const timeAt = (stage: number) =>
      stage < widths.stages ? (columns.times[position * widths.stages + stage] as number) : Number.NaN
    const isProcessed = (stage: number) => !Number.isNaN(timeAt(stage))
    const status = STATUSES[columns.status[position] as number]
    const ends = columns.cached[position] === 1 ? ['cache'] : ((status && ENDS[status]) ?? [])
    let end = -1
    const isReached = stages.map((_, stage) => isProcessed(stage))
    for (const wire of inOrder) {
      const [from, to] = wires[wire] as TrafficWire
      if (!isReached[from] || !takes(stages, wires, [from, to], isProcessed)) continue
      isReached[to] = true
      along[wire] = (along[wire] as number) + 1
    }
    for (const [stage, { kind }] of stages.entries()) {
      if (isReached[stage]) reached[stage] = (reached[stage] as number) + 1
      if (!isProcessed(stage)) continue
      processed[stage] = (processed[stage] as number) + 1
      times[stage]?.push(timeAt(stage))
      if (end < 0 && kind !== undefined && ends.includes(kind)) end = stage
    }
    if (end >= 0) endedHere[end] = (endedHere[end] as number) + 1
  }
  return {
    stages: stages.map((_, stage) => {
      const [all, n] = [reached[stage] as number, processed[stage] as number]
      if (all === 0) return undefined
      return {
        ...{ perMinute: n / minutes, skipping: (all - n) / minutes },
        p95: nearestRank(Float64Array.from(times[stage] as number[]).sort(), 0.95),
        endShare: n === 0 ? 0 : (endedHere[stage] as number) / n,
      }
    }),
    wires: wires.map(([from], wire) => {
      const [all, n] = [reached[from] as number, along[wire] as number]
      if (all === 0) return undefined
      return { perMinute: n / minutes, share: n / all, isMore: (processed[from] as number) < all }
    }),
  }
}

/** The wires in an order in which those into a stage come before those out of it. */
function flowOrder(stages: number, wires: readonly TrafficWire[]): readonly number[] {
  const depth = new Array<number>(stages).fill(0)
  for (let round = 0; round < stages; round++)
    for (const [from, to] of wires) depth[to] = Math.max(depth[to] as number, (depth[from] as number) + 1)
  return [...wires.keys()].sort((a, b) => (depth[wires[a]?.[0] ?? 0] ?? 0) - (depth[wires[b]?.[0] ?? 0] ?? 0))
}

/**
 * Whether a request that reached the first stage takes the wire to the second one: a split chooses one, the first if
 * the request already has its result, and only some requests are copied to a shadow model.
 */
function takes(
  stages: readonly TrafficStage[],
  wires: readonly TrafficWire[],
  [from, to]: TrafficWire,
  isProcessed: (stage: number) => boolean,
): boolean {
  const { kind } = stages[from] ?? {}
  if (kind === 'shadow' && stages[to]?.isShadow) return isProcessed(to)
  if (kind !== 'split') return true
  const targets = wires.flatMap(([start, target]) => (start === from ? [target] : []))
  return to === (targets.find(isProcessed) ?? targets[0])
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
  const drawn = stages.map((id): TrafficStage => {
    const node = nodes.find((one) => one.id === id)
    return node ? { kind: node.kind, isShadow: node.params.alias === 'shadow' } : {}
  })
  // The clock can be ahead of a log that is still being read; the unread portion must not be counted as a gap in
  // traffic.
  const recent = { at: clock.playing ? log.at : Math.max(clock.at, log.at), span }
  // A newly added stage is not in the log dictionary yet.
  const known = wires.flatMap(({ id, from, to }) => {
    const ends = [stages.indexOf(from), stages.indexOf(to)] as const
    return ends.includes(-1) ? [] : [{ id, ends }]
  })
  const traffic = diagramTraffic(
    log.fold.buffer,
    drawn,
    known.map(({ ends }) => ends),
    recent,
  )
  return {
    span,
    byStage: new Map(stages.flatMap((id, i) => (traffic.stages[i] ? [[id, traffic.stages[i]] as const] : []))),
    byWire: new Map(known.flatMap(({ id }, i) => (traffic.wires[i] ? [[id, traffic.wires[i]] as const] : []))),
  }
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
