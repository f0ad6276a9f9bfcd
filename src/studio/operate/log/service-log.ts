/**
 * @file Service log: the log of a service in memory, with the reducers that follow it. It is saved continuously, and
 * continues after a reload.
 */
import { stableJson } from '../../../base/stable-json'
import type { Service } from '../../../compile/project'
import { type Message, Refusal } from '../../../messages/message'
import { drift, restoreDrift, type SavedDrift, savedDrift, setReference } from '../../../ops/alerts/drift-alerts'
import { type AlertsBeforeChange, type BurnAlert, evidenceOf } from '../../../ops/alerts/alert'
import { objectives, setObjectives } from '../../../ops/alerts/objectives'
import { canary } from '../../../ops/canary/canary-track'
import { shadow } from '../../../ops/canary/shadow'
import type { DriftReference } from '../../../ops/drift/window-drift'
import { handLabels, labeledCounts, userLabels } from '../../../ops/label-queue'
import { aggregates, type Levels } from '../../../ops/log/aggregates'
import { FIELD } from '../../../ops/log/counters'
import { type Fold, MINUTE_MS, openFold, type States } from '../../../ops/log/fold-log'
import { digestOf, FIRST_LINK, type Link } from '../../../ops/log/hash'
import { totalCounters } from '../../../ops/log/log-metrics'
import type { RequestBuffer } from '../../../ops/log/request-buffer'
import {
  entriesSince,
  makeRetainedInputs,
  type RetainedInputs,
  unlabeledRequestsOf,
} from '../../../ops/log/stored-entries'
import { type Change, type Entry, type LogDictionary, STATUSES } from '../../../ops/log-entry'
import type { ServiceSpec } from '../../../ops/service-spec'
import type { Slo } from '../../../ops/slo'
import { BURN_RULES } from '../../../ops/slo-burn'
import type { Deployed, FromServing, ServiceStart } from '../../../protocol/serving-messages'
import type { Storage } from '../../../storage/records'
import type { LiveLog, ServiceLogFile } from '../../../storage/service-log-records'
import { readingQueue } from './reading-queue'

/** What the log shows to its readers. Only the log itself changes what they see. */
export interface ServiceLogReader {
  /** The log dictionary; undefined until the service is first started. */
  readonly book: LogDictionary | undefined
  readonly seed: number
  readonly fold: { readonly buffer: Readonly<RequestBuffer>; readonly minute: number }
  /** The state of each reducer. */
  readonly readings: { readonly [K in keyof Readings]: Readonly<Readings[K]> }
  /** The inputs of requests from outside, by request id. */
  readonly inputs: Pick<RetainedInputs, 'get'>
  /** The latest few thousand changes to the service, oldest first. */
  readonly changes: readonly Change[]
  /** Plain JSON data that is saved with the log under a name, such as user actions. */
  annotation(of: string): unknown
  /** The simulated time that the log has reached, in ms. */
  readonly at: number
  /** Resolves when everything that has arrived has been read. */
  settled(): Promise<void>
  /** The scenario deploy that is in progress. */
  deploy(): Deployed | undefined
  requests(): number
  labels(): number
  /** The number of requests with each status, in the order of STATUSES. */
  statusCounts(): readonly number[]
  /** The SHA-256 hash of all completed minutes; replaying the same scenario produces the same hash. */
  hash(): string
  /** Writes everything that is not saved yet; resolves when it is on disk. */
  flush(): Promise<void>
}

/** The log of the open service, with what features save in it. */
export interface OpenLog extends ServiceLogReader {
  setAnnotation(of: string, value: unknown): void
  /** Sets the reference that the windows of the log are compared with from now on. */
  setDriftReference(reference: DriftReference): void
}

export interface ServiceLog extends OpenLog {
  /** Adds a batch; resolves once it has been read, which takes several frames for a large batch. */
  push(batch: LogBatch): Promise<void>
  /** Sets the dictionary and the trace seed when a service is started. */
  begin(book: LogDictionary, seed: number): void
  /** Saves the diagram that the service runs from now on. */
  setSpec(spec: ServiceSpec): void
  /**
   * Evaluates these objectives from now on, and on all requests still in the log. Returns false if they are not new.
   */
  setObjectives(of: Pick<Service, 'slos' | 'rules'>): boolean
  /** The state from which a restarted service continues. */
  resumeState(): Pick<
    ServiceStart,
    'first' | 'at' | 'book' | 'previousSpec' | 'timing' | 'link' | 'since' | 'deploy' | 'unlabeled'
  >
  /** Renames the log, both in memory and on disk. */
  rename(to: string): Promise<void>
  /** Saves the remaining entries and closes the log; resolves when they are on disk. */
  close(): Promise<void>
}

/** A batch of log entries, as sent by the serving worker. */
export type LogBatch = Pick<
  Extract<FromServing, { type: 'entries' }>,
  'entries' | 'through' | 'link' | 'book' | 'given' | 'deploy'
>

export interface LogEvents {
  /** Called when something was added to the log. */
  onChange(): void
  /** Called when part of the saved log is lost, or when the log can no longer be saved. */
  onProblem(said: Message): void
  /** Whether another tab writes the log, so that this one only reads it. */
  isReadOnly?(): boolean
}

/** The usual write interval in ms while entries arrive. */
const KEEP_MS = 1000
/** Reading pauses while the log is copied, so the write interval is at least this many times the copy time. */
const KEEP_RATIO = 4
/** The maximum write interval in ms, because entries that are not saved are lost when the page closes. */
const MAX_SAVE_INTERVAL_MS = 2000
/** The interval between attempts after a failed write, in ms. */
const RETRY_MS = 5000
const MAX_CHANGES = 4000
/** The annotation for the deploy in progress. */
const DEPLOY = 'deploy'
/** The annotation for the diagram that the service runs. */
const DRAWN = 'drawn'
/** The annotation for the drift alerts so far. */
const DRIFT = 'drift'
/** The annotations for the alerts of objectives so far, and for those from before a change of their objective. */
const ALERTS = 'alerts'
const BEFORE_CHANGE = 'alertsBeforeChange'
const NO_OBJECTIVES: readonly Slo[] = []

/** Opens the log of a service and restores its saved state. */
export async function openLog(
  storage: Storage,
  service: { readonly project: string; readonly service: string },
  events: LogEvents,
): Promise<ServiceLog> {
  // If storage is not available, the log lasts until the page closes, like everything else.
  const file: ServiceLogFile | undefined = await storage.serviceLogs.open(service).catch(() => undefined)
  for (const problem of file?.damaged ?? []) events.onProblem(problem)
  const kept = file?.kept
  const state = kept ? restoredState(kept) : emptyState()
  const { fold, inputs, changes } = state
  const counts = logCounts(fold.states.aggregates)
  let { book, seed, at, link } = state
  let annotations: Readonly<Record<string, unknown>> = kept?.annotations ?? {}
  // The cast is safe because only this file writes this annotation.
  const keptDrift = annotations[DRIFT] as SavedDrift | undefined
  if (keptDrift) restoreDrift(fold.states.drift, keptDrift)
  const { objectives: followed } = fold.states
  followed.evidence = (annotations[ALERTS] as readonly BurnAlert[] | undefined) ?? []
  followed.beforeChange = (annotations[BEFORE_CHANGE] as AlertsBeforeChange | undefined) ?? {}
  let keptAlerts = fold.states.drift.alerts
  let keptBurns = followed.alerts
  let [requests, unwritten, stuck] = [fold.buffer.next, false, false]
  const forgotten = counts.labels - fold.states.labeled.requests
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()
  let waitMs = KEEP_MS

  function live(): LiveLog | undefined {
    if (!book) return undefined
    return {
      ...{ book, seed, through: at, link, changes, annotations },
      ...{ ring: fold.buffer, levels: fold.states.aggregates, inputs: [...inputs.entries()] },
    }
  }
  /** Writes a consistent copy of the log: reading pauses while the copy is made. */
  function write(into: ServiceLogFile): Promise<void> {
    return new Promise((resolve, reject) => {
      queue.hold((release) => {
        const began = performance.now()
        const copied = () => {
          waitMs = Math.min(MAX_SAVE_INTERVAL_MS, Math.max(KEEP_MS, KEEP_RATIO * (performance.now() - began)))
          release()
        }
        const now = live()
        const written = now ? into.flush(now, copied) : Promise.resolve(0)
        void written.then(() => resolve(), reject).finally(release)
      })
    })
  }
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (!file || !book || !unwritten || stuck || events.isReadOnly?.()) return writing
    unwritten = false
    writing = writing
      .then(() => write(file))
      .catch((error: unknown) => {
        unwritten = true
        waitMs = RETRY_MS
        stuck = error instanceof Refusal && error.code === 'log-conflict'
        if (error instanceof Refusal) events.onProblem(error.reason)
      })
    return writing
  }
  function changed(): void {
    unwritten = true
    timer ??= setTimeout(() => void flush(), waitMs)
    events.onChange()
  }
  function count(entry: Entry): void {
    if (entry.kind === 'change') changes.push(entry)
    if (entry.kind !== 'requests') return
    requests = entry.first + entry.count
    for (const status of entry.status) counts.statuses[status] = (counts.statuses[status] ?? 0) + 1
  }
  function keepAlerts(): void {
    if (followed.alerts === keptBurns) return
    keptBurns = followed.alerts
    annotations = { ...annotations, [ALERTS]: evidenceOf(followed.evidence, followed.alerts) }
    if (Object.keys(followed.beforeChange).length > 0)
      annotations = { ...annotations, [BEFORE_CHANGE]: followed.beforeChange }
  }

  function keepDrift(): void {
    const { drift: drifted } = fold.states
    if (drifted.alerts === keptAlerts || drifted.alerts.length === 0) return
    keptAlerts = drifted.alerts
    annotations = { ...annotations, [DRIFT]: savedDrift(drifted) }
  }

  function* read({
    entries,
    through,
    link: reached,
    book: logVersion,
    given,
    deploy,
  }: LogBatch): Generator<undefined, void> {
    if (logVersion) book = logVersion
    if (!book) return
    yield* fold.pushInSteps(entries, through, book)
    for (const entry of entries) count(entry)
    for (const [id, input] of given?.inputs ?? []) inputs.put(id, input)
    if (given) inputs.keepNewest(given.most)
    if (deploy !== undefined) annotations = { ...annotations, [DEPLOY]: deploy }
    if (changes.length > MAX_CHANGES) changes.splice(0, changes.length - MAX_CHANGES)
    keepDrift()
    keepAlerts()
    at = Math.max(at, through)
    link = reached
    changed()
  }
  // The casts are safe because only this file writes these annotations.
  const deployed = () => (annotations[DEPLOY] as Deployed | null | undefined) ?? undefined
  const previousSpec = () => annotations[DRAWN] as ServiceSpec | undefined
  const queue = readingQueue(read)
  return {
    get book() {
      return book
    },
    get seed() {
      return seed
    },
    fold,
    readings: fold.states,
    get at() {
      return at
    },
    inputs,
    changes,
    annotation: (of) => (Object.hasOwn(annotations, of) ? annotations[of] : undefined),
    setAnnotation(of, value) {
      annotations = { ...annotations, [of]: value }
      changed()
    },
    setDriftReference(reference) {
      if (!book) {
        fold.states.drift.reference = reference
        return
      }
      setReference(fold.states.drift, reference, { book, buffer: fold.buffer })
      keepDrift()
      changed()
    },
    setObjectives({ slos = NO_OBJECTIVES, rules = BURN_RULES }) {
      const isFirst = followed.slos.length === 0
      const { buffer, minute, states } = fold
      const isNew = setObjectives(followed, { buffer, levels: states.aggregates, minute, book, slos, rules })
      // Opening a log does not change it: another tab may be writing to it.
      if (!isNew || isFirst || !book) return isNew
      keepAlerts()
      changed()
      return true
    },
    push: queue.push,
    settled: queue.settled,
    begin(opened, ofTraces) {
      book = opened
      seed = ofTraces
      changed()
    },
    setSpec(spec) {
      if (stableJson(previousSpec()) === stableJson(spec)) return
      annotations = { ...annotations, [DRAWN]: spec }
      changed()
    },
    resumeState() {
      if (!book) return {}
      const since = entriesSince(fold.buffer, changes, link.minute * MINUTE_MS)
      const deploy = deployed()
      const unlabeled = unlabeledRequestsOf(fold.buffer)
      const before = previousSpec()
      return {
        ...{ first: requests, at, book, timing: book.timing, link, since, unlabeled },
        ...(deploy && { deploy }),
        ...(before && { previousSpec: before }),
      }
    },
    deploy: deployed,
    requests: () => requests,
    labels: () => forgotten + fold.states.labeled.requests,
    statusCounts: () => counts.statuses,
    hash: () => (book ? digestOf(link, book) : ''),
    flush,
    rename: async (to) => file?.rename(to),
    async close() {
      await queue.settled()
      const last = flush()
      stuck = true
      await last
    },
  }
}

interface LogState {
  readonly fold: Fold<typeof READINGS>
  readonly link: Link
  readonly inputs: RetainedInputs
  readonly changes: Change[]
  readonly book: LogDictionary | undefined
  readonly seed: number
  readonly at: number
}

function emptyState(): LogState {
  const inputs = makeRetainedInputs()
  return { fold: openFold(READINGS), link: FIRST_LINK, inputs, changes: [], book: undefined, seed: 0, at: 0 }
}

/**
 * Restores the log: counters continue from their saved values; everything else is recomputed from the requests that are
 * saved completely.
 */
function restoredState({
  ring: buffer,
  levels,
  link,
  through,
  changes,
  book: kept,
  seed,
  inputs: keptInputs,
}: LiveLog): LogState {
  const { aggregates: _, ...others } = READINGS
  const again = openFold(others)
  again.push(entriesSince(buffer, changes, 0), through, kept)
  const inputs = makeRetainedInputs()
  // An old log may have columns for stages that its dictionary does not name. Give them empty names, so that no new
  // stage uses these columns.
  const lost = Array.from({ length: Math.max(0, buffer.widths.stages - kept.stages.length) }, () => '')
  const book = lost.length > 0 ? { ...kept, stages: [...kept.stages, ...lost] } : kept
  for (const [id, input] of keptInputs) inputs.put(id, input)
  const states = { ...again.states, aggregates: levels } as Readings
  const fold = openFold(READINGS, { ring: buffer, states, minute: Math.floor(through / MINUTE_MS), changes, book })
  return { fold, link, inputs, changes: [...changes], book, seed, at: through }
}

// logCounts: the number of requests per status, and the number of labels, from the counters of a log.

const DAY_MS = 86_400_000

/** The totals over all simulated days. */
function logCounts(levels: Levels): { readonly statuses: number[]; readonly labels: number } {
  const counters = totalCounters(levels, { from: 0, to: (levels.day + 1) * DAY_MS })
  const of = (field: number) => counters.get(field) ?? 0
  return { statuses: STATUSES.map((_, status) => of(FIELD.status + status)), labels: of(FIELD.labels) }
}

// Readings: the reducers that follow the log of the open service. To add a reducer, write its file in `ops` and list
// it in this file.

export const READINGS = {
  ...{ aggregates, personLabels: userLabels, handLabels, labeled: labeledCounts },
  ...{ canary, shadow, objectives, drift },
} as const

export type Readings = States<typeof READINGS>
