/**
 * @file Player: sends the requests of a scenario through a service, minute by minute in simulated time. The result
 * depends only on the service, the scenario and the measured times; the real clock only determines how far each step
 * advances. Labels that have not arrived yet wait in a queue.
 */
import type { UnlabeledRequests } from '../../ops/log/stored-entries'
import { SOURCES } from '../../ops/log-entry'
import { arrivalsIn, MINUTE_MS } from '../../ops/request-arrivals'
import { conditionsAt, parsedEvent } from '../../ops/scenario/conditions-at'
import type { Conditions, Fault } from '../../ops/scenario/define-event'
import { isActiveAt, type Scenario, type ScenarioEvent } from '../../ops/scenario/scenario'
import type { ServiceRows } from '../../protocol/serving-messages'
import { type DeployState, openDeploys } from './bad-deploys'
import { makeRequestRun, startRun } from '../execute-pipeline'
import type { LogWriter } from '../log-writer'
import { type Service, splitDraws } from '../open-service'
import type { PipelineRequest, RequestRun } from '../request-context'
import { drawFor, openQueues } from './queues'
import type { World } from './row-source'
import { type InputCache, openInputCache, openRequestSimulator } from './simulated-requests'

/** State that is carried over when another scenario replaces the current one. */
export interface PlaybackState extends DeployState {
  /** Labels that have not arrived yet. */
  readonly labels: LabelQueue
  /** Ids of the events whose start has been logged but whose end has not. */
  activeEvents?: Set<string>
  /** Requests logged before this worker started that still have no label; their labels are scheduled again. */
  unlabeled?: UnlabeledRequests
}

export interface PlayerOptions {
  readonly service: Service
  readonly logWriter: LogWriter
  readonly rows: ServiceRows
  readonly scenario: Scenario
  /** The state left by the previous playback. */
  readonly state?: PlaybackState
  /** The simulator that generates rows, if the dataset has one. */
  readonly world?: World
  /** Size limit of the input cache in bytes; 0 disables caching. */
  readonly cacheBytes?: number
}

export interface Player {
  /**
   * Plays up to a simulated time, but for at most about `budgetMs` milliseconds; returns whether it reached that time.
   */
  step(untilMs: number, budgetMs: number, breathe?: () => Promise<void>): Promise<boolean>
  /**
   * Moves the simulated time to a point between the last and the next request, so that a change can be applied there.
   */
  settle(): void
  /** Finishes the requests that are waiting in a batch. Call it before the diagram changes or playback ends. */
  drain(): void
  /** Call this after the diagram has changed; if the models in the diagram changed, the queues start empty. */
  refresh(): void
  /** The simulated time up to which the log is complete. */
  readonly through: number
  readonly stats: InputCache['stats']
  /** Removes the scenario's deploys from the service. */
  close(): void
}

/** A change of conditions between two requests: events that start or end, and new replica faults. */
interface ConditionChange {
  readonly at: number
  readonly faults: readonly Fault[]
  readonly notes: readonly { readonly note: ScenarioEvent; readonly on: boolean }[]
}

/** Number of requests whose inputs are predicted together. */
const CHUNK = 1024

/** Creates a player that starts at the log's simulated time. */
export function openPlayer({
  service,
  logWriter,
  rows,
  scenario,
  cacheBytes,
  state = { labels: makeLabelQueue() },
  world,
}: PlayerOptions): Player {
  const { seed } = scenario
  const inputs = openInputCache(service, cacheBytes)
  const requests = openRequestSimulator(service, rows, seed, world)
  const deploys = openDeploys(service, rows, state)
  let queues = openQueues(service, seed)
  let queueKeyNow = queueKey(service)
  const pool: RequestRun[] = []
  const source = SOURCES.indexOf(requests.source)
  const begun = Math.floor(logWriter.at / MINUTE_MS)
  let minute = begun - 1
  let arrivals: Iterator<number> | undefined
  let next = Number.POSITIVE_INFINITY
  let now: Conditions | undefined
  let activeFaults = ''
  state.activeEvents ??= new Set(
    logWriter.at > 0 ? scenario.events.filter((event) => isActiveAt(event, logWriter.at)).map(({ id }) => id) : [],
  )
  const { labels, activeEvents } = state
  const timer = { estimatedMs: [] as readonly number[] }

  if (state.unlabeled) rescheduleLabels(state.unlabeled)
  delete state.unlabeled

  /**
   * Starts the next minute. Returns the change of conditions at its start; undefined if there is none; false if a
   * deploy must wait until earlier requests are done.
   */
  function startMinute(alone: boolean): ConditionChange | undefined | false {
    const at = (minute + 1) * MINUTE_MS
    const conditions = conditionsAt(scenario, at)
    if (deploys.hasChanged(conditions.faults)) {
      if (!alone) return false
      drain()
      deploys.apply(conditions.faults)
      queues = openQueues(service, seed)
      activeFaults = ''
    }
    minute++
    now = conditions
    arrivals = arrivalsIn(minute, conditions.ratePerMinute, { seed })
    // If playback resumes in the middle of a minute, the earlier requests of that minute are already finished and must
    // be skipped.
    do next = arrivals.next().value ?? Number.POSITIVE_INFINITY
    while (minute === begun && logWriter.at > 0 && next <= logWriter.at)
    const faults = conditions.faults.length > 0 ? JSON.stringify(conditions.faults) : ''
    const changed = changedEvents(at)
    if (faults === activeFaults && changed.length === 0) return undefined
    activeFaults = faults
    return { at: Math.max(at, logWriter.at), faults: conditions.faults, notes: changed }
  }
  /** Returns the events that start or end by this time. */
  function changedEvents(at: number): ConditionChange['notes'] {
    return scenario.events.flatMap((event) => {
      const on = isActiveAt(event, at)
      if (on === activeEvents.has(event.id)) return []
      if (on) activeEvents.add(event.id)
      else activeEvents.delete(event.id)
      return [{ note: event, on }]
    })
  }
  function applyChange({ at, faults, notes }: ConditionChange): void {
    for (const closed of queues.until(at)) advance(closed)
    queues.setFaults(faults, at)
    for (const { note: event, on } of notes) {
      const def = parsedEvent(event)?.def
      const { id, kind } = event
      logWriter.addChange({ type: 'note', note: id, lane: def?.track ?? '', title: def?.loggedAs ?? kind, on }, at)
    }
  }

  function makeRequest(at: number, conditions: Conditions): PipelineRequest {
    const id = logWriter.nextId++
    const [draw, shadowDraw] = splitDraws(service.seed, id)
    const request = requests.make(id, at, conditions)
    const input = inputs.get({ ...request, versions: requests.versionsOf(draw, shadowDraw) })
    scheduleLabel(id, at, request.groundTruth, conditions)
    const { slice, row, operator, strength, groundTruth, key } = request
    return {
      id,
      at,
      tick: at,
      source,
      slice,
      row,
      operator,
      strength,
      groundTruth,
      draw,
      shadowDraw,
      key,
      input,
    }
  }
  /** Schedules the label of a request, if the request gets a label at all. */
  function scheduleLabel(id: number, at: number, groundTruth: number, { labels: how }: Conditions, after = -1): void {
    if (Number.isNaN(groundTruth) || (how.coverage < 1 && drawFor(seed, 'coverage', id) >= how.coverage)) return
    const wrong = how.noise > 0 && drawFor(seed, 'noise', id) < how.noise
    const label = wrong ? requests.wrongLabel(id, groundTruth) : groundTruth
    const due = at + requests.delay(id, how.delayMinutes)
    if (due > after) labels.add(due, id, label)
  }

  /**
   * Schedules the labels of earlier requests again. Each label depends only on its request, so it arrives exactly as it
   * would have without a reload.
   */
  function rescheduleLabels({ id, at, truth: groundTruth }: UnlabeledRequests): void {
    const begunAt = logWriter.at
    let [of, conditions] = [-1, now]
    for (let i = 0; i < id.length; i++) {
      const request = Math.floor((at[i] as number) / MINUTE_MS)
      if (request !== of || !conditions) [of, conditions] = [request, conditionsAt(scenario, request * MINUTE_MS)]
      scheduleLabel(id[i] as number, at[i] as number, groundTruth[i] as number, conditions, begunAt)
    }
  }

  function send(request: PipelineRequest): void {
    for (const closed of queues.until(request.at)) advance(closed)
    const run = pool.pop() ?? makeRequestRun(service.spec.stages.length, request)
    startRun(run, request)
    advance(run)
  }
  function advance(run: RequestRun): void {
    const place = service.simulated.advance(run, timer)
    if (place < 0) logWriter.addRequest(run, service.simulated.end(run), release)
    else for (const closed of queues.arrive(place, run)) advance(closed)
  }
  function release(run: RequestRun): void {
    if (run.contexts.length === service.spec.stages.length) pool.push(run)
  }
  /** Closes all open batches. */
  function drain(): void {
    while (queues.since < Number.POSITIVE_INFINITY)
      for (const closed of queues.until(Number.MAX_SAFE_INTEGER)) advance(closed)
  }
  function through(): number {
    // Stay just before the oldest open request, so that a label without a delay still follows its request in the log.
    return Math.min(logWriter.at, queues.since - 0.001)
  }
  function writeDueLabels(): void {
    if (labels.nextAt <= through()) logWriter.addLabels(labels.due(through()), 'world')
  }
  /** Collects the requests up to `end`, and the changes of conditions between them. */
  function gather(end: number, deadline: number): (PipelineRequest | ConditionChange)[] {
    const chunk: (PipelineRequest | ConditionChange)[] = []
    while (chunk.length < CHUNK && logWriter.at < end) {
      const border = (minute + 1) * MINUTE_MS
      if (next < Math.min(end, border)) {
        const at = next
        chunk.push(makeRequest(at, now as Conditions))
        logWriter.at = at
        next = arrivals?.next().value ?? Number.POSITIVE_INFINITY
      } else if (end < border) logWriter.at = end
      else {
        const changed = startMinute(chunk.length === 0)
        if (changed === false) break
        logWriter.at = Math.max(logWriter.at, border)
        if (changed) chunk.push(changed)
        if (performance.now() > deadline) break
      }
    }
    return chunk
  }

  async function step(untilMs: number, budgetMs: number, breathe = async () => {}): Promise<boolean> {
    const end = Math.min(untilMs, scenario.durationMs)
    const deadline = performance.now() + budgetMs
    timer.estimatedMs = service.stageMs()
    do {
      const chunk = gather(end, deadline)
      await inputs.fetch(breathe)
      for (const one of chunk)
        if ('input' in one) send(one)
        else applyChange(one)
      for (const closed of queues.until(logWriter.at)) advance(closed)
      if (logWriter.at >= scenario.durationMs) {
        drain()
        applyChange({ at: logWriter.at, faults: [], notes: changedEvents(scenario.durationMs) })
      }
      writeDueLabels()
    } while (logWriter.at < end && performance.now() < deadline)
    return logWriter.at >= end
  }

  return {
    step,
    drain,
    settle() {
      const border = (minute + 1) * MINUTE_MS
      const then = Math.min(next, border)
      if (then > logWriter.at) logWriter.at = (logWriter.at + then) / 2
      // Batches that close by that time are finished before the change.
      for (const closed of queues.until(logWriter.at)) advance(closed)
      // Labels that are due by then come before whatever happens at that time, as they do in a replay.
      writeDueLabels()
    },
    refresh() {
      pool.length = 0
      if (queueKey(service) !== queueKeyNow) {
        queueKeyNow = queueKey(service)
        queues = openQueues(service, seed)
        if (now) queues.setFaults(now.faults, logWriter.at)
      }
      queues.updateIdleTimeouts()
      requests.refresh()
    },
    get through() {
      return through()
    },
    get stats() {
      return inputs.stats
    },
    close: deploys.close,
  }
}

/**
 * Returns a key for everything that the queues depend on, except the idle timeout, which can be updated without
 * recreating the queues.
 */
function queueKey({ spec }: Service): string {
  const made = spec.stages.map((stage) =>
    stage.class_name === 'Model' ? { ...stage, config: { ...stage.config, idle: 0 } } : stage.id,
  )
  return JSON.stringify(made)
}

export interface LabelQueue {
  readonly size: number
  /** The time at which the next label is due; Infinity if there is none. */
  readonly nextAt: number
  add(at: number, request: number, label: number): void
  /** Removes and returns the labels that are due by a given time, ordered by time and then by request. */
  due(untilMs: number): { readonly at: number; readonly request: number; readonly label: number }[]
}

/** An empty queue. */
export function makeLabelQueue(): LabelQueue {
  const ats: number[] = []
  const requests: number[] = []
  const labels: number[] = []

  const before = (i: number, j: number) => {
    const [a, b] = [ats[i] as number, ats[j] as number]
    return a < b || (a === b && (requests[i] as number) < (requests[j] as number))
  }
  function swap(i: number, j: number): void {
    for (const column of [ats, requests, labels]) {
      const heldOut = column[i] as number
      column[i] = column[j] as number
      column[j] = heldOut
    }
  }
  function sink(from: number): void {
    for (let i = from; ; ) {
      let child = 2 * i + 1
      if (child >= ats.length) return
      if (child + 1 < ats.length && before(child + 1, child)) child++
      if (!before(child, i)) return
      swap(i, child)
      i = child
    }
  }

  return {
    get size() {
      return ats.length
    },
    get nextAt() {
      return ats[0] ?? Number.POSITIVE_INFINITY
    },
    add(at, request, label) {
      let i = ats.push(at) - 1
      requests.push(request)
      labels.push(label)
      for (let parent = (i - 1) >> 1; i > 0 && before(i, parent); parent = (i - 1) >> 1) {
        swap(i, parent)
        i = parent
      }
    },
    due(untilMs) {
      const dueLabels = []
      while (ats.length > 0 && (ats[0] as number) <= untilMs) {
        dueLabels.push({ at: ats[0] as number, request: requests[0] as number, label: labels[0] as number })
        swap(0, ats.length - 1)
        ats.pop()
        requests.pop()
        labels.pop()
        sink(0)
      }
      return dueLabels
    },
  }
}
