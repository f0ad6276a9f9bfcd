/** @file useStageTraffic: the traffic of stages and wires on the canvas, computed at most twice per second. */
import { useCallback, useSyncExternalStore } from 'react'
import type { Alias } from '../../../catalog/lowered-stage'
import type { DrawnNode } from '../../../graph/drawing'
import { serviceDiagramText as text } from '../../../messages/en/operate/service'
import { isRedrawn } from '../../../ops/change-text'
import { nearestRank } from '../../../metrics/latency-quantiles'
import { monitoredSlotOf, oldestId, type RequestBuffer } from '../../../ops/log/request-buffer'
import { traceOf } from '../../../ops/log/request-record'
import { FLAGGED, HTTP_STATUS, STATUSES, type Status } from '../../../ops/log-entry'
import { HOUR, MINUTE } from '../../../ops/scenario/scenario'
import type { ServiceLogReader } from '../../../studio/operate/log/service-log'
import type { OperateState } from '../../../studio/operate/state'
import { sliceOf } from '../../../studio/state-slice'
import type { Studio } from '../../../studio/studio'
import { useStudio } from '../../studio-context'
import { useStages } from './stages'
import { depthsOf, takes, type TrafficStage, type TrafficWire } from './traffic-routes'

/**
 * Why a model stage gives no answer: no replica is running, its queue is full, its alias points to no version, or the
 * version has no valid prediction for these inputs.
 */
export type NoAnswer = 'replica' | 'queue' | 'version' | 'prediction'

interface StageTraffic {
  /** Requests per simulated minute that the stage processed, or should have answered. */
  readonly perMinute: number
  /** Requests per simulated minute that passed the stage unprocessed, because they already had a result. */
  readonly skipping: number
  /** Requests per simulated minute that it processed and that came to it with a result of an earlier stage. */
  readonly settled: number
  /** 95th percentile of the time spent in the stage, in milliseconds. */
  readonly p95: number
  /** For a model: ms from arrival to response, of answers, or in the stage, for a shadow; in ascending order. */
  readonly latencies?: Float64Array
  /** The share of these requests that got their result here: cache hits, abstentions, rejections, or no answer. */
  readonly endShare: number
  /** For a model: why the latest of these requests got no answer. */
  readonly unanswered?: NoAnswer
  /** Set if the stage answered none of its latest requests: why it did not answer the last one. */
  readonly down?: NoAnswer
}

/** The traffic of a wire. */
interface WireTraffic {
  /** Requests per simulated minute that both of its stages processed. */
  readonly perMinute: number
  /** Of the requests that the stage before the wire processed, the share that the next stage gets from it. */
  readonly share: number
}

/** The last `span` simulated milliseconds before `at`, but not before `redrawnAt`, in a log with this seed. */
interface RecentSpan {
  readonly redrawnAt?: number
  readonly at: number
  readonly span: number
  readonly seed?: number
  /** The index in the log dictionary of the verdict on flagged inputs. */
  readonly flagged?: number
}

/** The maximum number of requests to count, newest first; more would not make the rate more precise. */
const MAX_REQUESTS = 3000

/** A stage is down if it answered none of this many latest requests. */
const LATEST = 5

/** For each outcome, the kinds of stages that can cause it. Models have causes of their own: see `unansweredBy`. */
const ENDS: Readonly<Partial<Record<Status, readonly string[]>>> = {
  invalid: ['validate', 'model'],
  limited: ['rateLimit'],
  abstained: ['abstain'],
  fallback: ['fallback'],
}

/**
 * The traffic of each stage, indexed as in the log dictionary, and of each wire between two of them. A request with a
 * result follows the wires to the log without being processed; it counts for the stages that process it, and for no wire.
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
  const [reached, handled, settled, endedHere] = [zeros(), zeros(), zeros(), zeros()]
  const along = wires.map(() => 0)
  const times: number[][] = stages.map(() => [])
  const latencies: number[][] = stages.map(() => [])
  /** For each stage, how its latest requests went unanswered; undefined for those that it answered. */
  const latest: (NoAnswer | undefined)[][] = stages.map(() => [])
  const unanswered: (NoAnswer | undefined)[] = []
  const depths = depthsOf(stages.length, wires)
  const inOrder = [...wires.keys()].sort(
    (a, b) => (depths[wires[a]?.[0] ?? 0] ?? 0) - (depths[wires[b]?.[0] ?? 0] ?? 0),
  )
  const models = [...stages.keys()]
    .filter((stage) => stages[stage]?.kind === 'model')
    .sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0))
  const { places, minutes } = recentRequests(buffer, recent)
  for (const position of places) {
    // A stage that was just added to the log dictionary has no column until its first request.
    const timeAt = (stage: number) =>
      stage < widths.stages ? (columns.times[position * widths.stages + stage] as number) : Number.NaN
    const isProcessed = (stage: number) => !Number.isNaN(timeAt(stage))
    const status = STATUSES[columns.status[position] as number]
    const isAnswer = status !== undefined && HTTP_STATUS[status] === 200
    const ends = columns.cached[position] === 1 ? ['cache'] : [...((status && ENDS[status]) ?? [])]
    let end = -1
    const guard =
      columns.verdict[position] === recent.flagged
        ? stages.findIndex(({ kind }, stage) => kind === 'guard' && isProcessed(stage))
        : -1
    if (guard >= 0 && columns.cached[position] === 0) {
      endedHere[guard] = (endedHere[guard] as number) + 1
      if (!stages[guard]?.onlyCounts) ends.length = 0
    }
    const isReached = stages.map((_, stage) => isProcessed(stage))
    const taken: number[] = []
    // Of a request that no replica took, only the trace says which branch of a split it went to.
    const goesToChallenger = (share: number) =>
      columns.warm[position] === 0 &&
      Number.parseInt(traceOf(recent.seed ?? 0, buffer.id[position] as number).slice(0, 8), 16) <
        (share / 100) * 2 ** 32
    for (const wire of inOrder) {
      const [from, to] = wires[wire] as TrafficWire
      if (!isReached[from] || !takes(stages, wires, [from, to], isProcessed, goesToChallenger)) continue
      isReached[to] = true
      taken.push(wire)
    }
    const failing = unansweredBy(
      stages,
      models.filter((model) => isReached[model]),
      { columns, position, isProcessed },
    )
    // The log has a time of an ensemble for each request, also for one that came around its models.
    const isJoined = (stage: number) =>
      stages[stage]?.kind !== 'ensemble' ||
      taken.some((wire) => wires[wire]?.[1] === stage && isHandled(wires[wire][0]))
    const isHandled = (stage: number): boolean => (isProcessed(stage) && isJoined(stage)) || failing.has(stage)
    const direct = new Set<number>()
    for (const wire of taken) {
      const [from, to] = wires[wire] as TrafficWire
      if (!isHandled(to) || !isHandled(from)) continue
      along[wire] = (along[wire] as number) + 1
      direct.add(to)
    }
    for (const [stage, { kind }] of stages.entries()) {
      if (isReached[stage]) reached[stage] = (reached[stage] as number) + 1
      const reason = failing.get(stage)
      if (!isHandled(stage)) continue
      handled[stage] = (handled[stage] as number) + 1
      if (!direct.has(stage) && depths[stage] !== 0) settled[stage] = (settled[stage] as number) + 1
      if (kind === 'model' && (latest[stage]?.length ?? 0) < LATEST) latest[stage]?.push(reason)
      unanswered[stage] ??= reason
      if (reason !== undefined) endedHere[stage] = (endedHere[stage] as number) + 1
      if (!isProcessed(stage)) continue
      times[stage]?.push(timeAt(stage))
      if (kind === 'model' && stages[stage]?.alias === 'shadow') latencies[stage]?.push(timeAt(stage))
      else if (kind === 'model' && isAnswer) latencies[stage]?.push(columns.total[position] as number)
      if (end < 0 && reason === undefined && kind !== undefined && ends.includes(kind)) end = stage
    }
    if (end >= 0) endedHere[end] = (endedHere[end] as number) + 1
  }
  return {
    stages: stages.map((_, stage) => {
      const [all, n] = [reached[stage] as number, handled[stage] as number]
      if (all === 0) return undefined
      const [down] = latest[stage] ?? []
      const isDown = down !== undefined && latest[stage]?.every((reason) => reason !== undefined)
      return {
        ...{ perMinute: n / minutes, skipping: (all - n) / minutes, settled: (settled[stage] as number) / minutes },
        p95: nearestRank(Float64Array.from(times[stage] as number[]).sort(), 0.95),
        endShare: n === 0 ? 0 : (endedHere[stage] as number) / n,
        ...(latencies[stage]?.length && { latencies: Float64Array.from(latencies[stage]).sort() }),
        ...(unanswered[stage] && { unanswered: unanswered[stage] }),
        ...(isDown && { down }),
      }
    }),
    wires: wires.map(([from], wire) => {
      if (reached[from] === 0) return undefined
      const [all, n] = [handled[from] as number, along[wire] as number]
      return { perMinute: n / minutes, share: all === 0 ? 0 : n / all }
    }),
  }
}

/**
 * The model stages that should have answered a request and did not. `models` are those that it reached, in order.
 *
 * A request without a replica passes its model unprocessed, and none is warm there; other models answer it with nothing.
 * A fallback hides both, but not that an abstention came after an answer.
 */
function unansweredBy(
  stages: readonly TrafficStage[],
  models: readonly number[],
  request: {
    readonly columns: RequestBuffer['columns']
    readonly position: number
    readonly isProcessed: (stage: number) => boolean
  },
): ReadonlyMap<number, NoAnswer> {
  const { columns, position, isProcessed } = request
  const failing = new Map<number, NoAnswer>()
  const withoutAnswer = (stage: number) => (stages[stage]?.isUnset ? 'version' : 'prediction')
  for (const stage of models)
    if (stages[stage]?.alias === 'shadow' && isProcessed(stage) && Number.isNaN(columns.shadowConfidence[position]))
      failing.set(stage, withoutAnswer(stage))
  const status = STATUSES[columns.status[position] as number]
  const isFull = status === 'full'
  const isAbstained = stages.some(({ kind }, stage) => (kind === 'abstain' || kind === 'guard') && isProcessed(stage))
  const isAnswered = status !== 'unready' && status !== 'failed' && (status !== 'fallback' || isAbstained)
  if ((isAnswered && !isFull) || columns.cached[position] === 1) return failing
  const asked = models.filter((stage) => stages[stage]?.alias !== 'shadow')
  const turnedAway = isFull || columns.warm[position] === 0 ? asked.find((stage) => !isProcessed(stage)) : undefined
  const last = asked.findLast(isProcessed)
  if (turnedAway !== undefined) failing.set(turnedAway, isFull ? 'queue' : 'replica')
  else if (last !== undefined) failing.set(last, withoutAnswer(last))
  return failing
}

/** The buffer positions of the latest requests, and how many simulated minutes they cover. */
function recentRequests(
  buffer: RequestBuffer,
  { at, span, redrawnAt = 0 }: RecentSpan,
): { readonly places: readonly number[]; readonly minutes: number } {
  const places: number[] = []
  let since = Math.max(at - span, redrawnAt)
  for (let id = buffer.next - 1; id >= oldestId(buffer); id--) {
    const position = monitoredSlotOf(buffer, id)
    if (position < 0) continue
    const arrived = buffer.columns.at[position] as number
    // The request arrived after `at`: it belongs to a batch that has not been read completely yet.
    if (arrived > at) continue
    if (arrived < since) break
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
  /** The model stages in which a build that the scenario deployed answers in place of a version. */
  readonly newBuilds: ReadonlySet<string>
}

const NOTHING = { byStage: new Map<string, never>(), byWire: new Map<string, never>(), newBuilds: new Set<string>() }

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
  const { project, report } = board.store.getState()
  const { nodes, wires } = project.drawing
  const { stages } = log.book
  const unset = new Set(
    report.diagnostics.flatMap(({ node, problem }) => (problem.code === 'alias-unset' ? [node] : [])),
  )
  const drawn = stages.map((id): TrafficStage => {
    const node = nodes.find((one) => one.id === id)
    if (!node) return {}
    const { kind, params } = node
    // The casts are safe because an unknown alias or share is a problem of the diagram, which is then not served.
    if (kind === 'model') return { kind, alias: (params.alias ?? 'champion') as Alias, isUnset: unset.has(id) }
    if (kind === 'guard') return { kind, onlyCounts: params.flagged === 'count' }
    return kind === 'split' ? { kind, share: Number(params.challenger ?? 0) } : { kind }
  })
  // The clock can be ahead of a log that is still being read; the unread portion must not be counted as a gap in
  // traffic.
  const at = clock.playing ? log.at : Math.max(clock.at, log.at)
  const flagged = log.book.verdicts.indexOf(FLAGGED)
  const recent = { at, span, flagged, seed: log.seed, redrawnAt: log.changes.findLast(isRedrawn)?.at ?? 0 }
  // A newly added stage is not in the log dictionary yet.
  const known = wires.flatMap(({ id, from, to }) => {
    const ends = [stages.indexOf(from), stages.indexOf(to)] as const
    return ends.includes(-1) ? [] : [{ id, ends }]
  })
  const wiring = known.map(({ ends }) => ends)
  const traffic = diagramTraffic(log.fold.buffer, drawn, wiring, recent)
  return {
    span,
    byStage: new Map(stages.flatMap((id, i) => (traffic.stages[i] ? [[id, traffic.stages[i]] as const] : []))),
    byWire: new Map(known.flatMap(({ id }, i) => (traffic.wires[i] ? [[id, traffic.wires[i]] as const] : []))),
    newBuilds: new Set(nodes.filter((node) => isReplaced(node, log)).map(({ id }) => id)),
  }
}

function isReplaced({ kind, params }: DrawnNode, log: ServiceLogReader): boolean {
  const { model, alias = 'champion' } = params
  return kind === 'model' && log.deploy()?.places.some((one) => one.model === model && one.alias === alias) === true
}

/** Whether a new build answers in a stage. */
export function useIsNewBuild(id: string): boolean {
  return useTraffic().newBuilds.has(id)
}

/** The stages that answer none of their latest requests, each with a sentence about it. */
export function useDownStages(): readonly string[] {
  const { byStage } = useTraffic()
  return [...useStages()].flatMap(([id, { title }]) => {
    const down = byStage.get(id)?.down
    return down === undefined ? [] : [text.stageDown({ stage: title, why: text.down[down].long })]
  })
}

/** The traffic numbers of one stage; undefined while no requests pass through it. */
export function useStageTraffic(id: string): (StageTraffic & { readonly span: number }) | undefined {
  const { span, byStage } = useTraffic()
  const traffic = byStage.get(id)
  return traffic && { ...traffic, span }
}

/** The traffic numbers of one wire; undefined while no requests reach its source stage. */
export function useWireTraffic(id: string): WireTraffic | undefined {
  return useTraffic().byWire.get(id)
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
