/**
 * @file serveService: the serving worker. It opens one service at a time, serves the service's requests and plays a
 * scenario.
 */
import { stableJson } from '../base/stable-json'
import { type Message, message, Refusal } from '../messages/message'
import { storedDeployRollback } from '../ops/change'
import { hashLog, type LogHash } from '../ops/log/hash'
import type { RetainedInput } from '../ops/log/stored-entries'
import { type LogDictionary, versionName } from '../ops/log-entry'
import type { Answered, Deployed, FromServing, ServingChange, ToServing } from '../protocol/serving-messages'
import type { WorkerScope } from '../protocol/worker-client'
import { listenOn, openUrlHandler } from './http/service-backend'
import { type LogWriter, openDeviceTime, openLogWriter, retainedInput, transferablesOf } from './log-writer'
import { measureTiming } from './measure-timing'
import { openService, type Service } from './open-service'
import { endChampionDeploy } from './scenario-playback/bad-deploys'
import { type CanaryWatch, openCanaryWatch } from './scenario-playback/canary-watch'
import { openPlayback, type Playback } from './scenario-playback/playback'
import { makeLabelQueue, type PlaybackState } from './scenario-playback/player'
import { predictRows } from './predict-rows'
import { checkRows, type ExternalRequest, labelValue, serveRequest, serveVersion } from './serve-request'
import { aliasChanges, isPromotionByCanary, specChanges, USER_EDIT, withUneditedShares } from './service-changes'

type Of<T extends ToServing['type']> = Extract<ToServing, { type: T }>

/** Milliseconds between heartbeats, and at least between two batches of log entries. */
const PULSE_MS = 500
const ENTRIES_MS = 50
/** The same for URL requests. It is longer, because the page's work on a batch delays the requests that wait. */
const ANSWERED_MS = 200
/** Playback waits if the page has not acknowledged this many batches, which is a quarter of a second's worth. */
const MAX_UNREAD = 5

/** The open service. */
interface OpenService {
  readonly service: Service
  readonly logWriter: LogWriter
  readonly deviceTime: ReturnType<typeof openDeviceTime>
  /** The playback of the current scenario, playing or paused. */
  playback: Playback | undefined
  /** State that is carried over from one scenario to the next: pending labels, active events and a deploy. */
  readonly playbackState: PlaybackState
  /** The inputs of external requests since the last batch of log entries, with the id of each request. */
  readonly externalInputs: (readonly [number, RetainedInput])[]
  /** The log dictionary as JSON, as last sent to the page. */
  sentBook: string
  /** The scenario's deploy, as last sent to the page. */
  sentDeploy: Deployed | undefined
  /** The simulated time up to which the page has the log. */
  sentThrough: number
  /** The hash chain over all entries posted so far. */
  readonly chain: LogHash
  readonly canary: CanaryWatch
  /**
   * The measured time in milliseconds of each stage that is added to the diagram later in a replay, keyed by stage id.
   */
  readonly laterMs: Readonly<Record<string, number>>
}

/** Starts serving in a worker; returns a function that stops it. Tests pass fixed times instead of measuring them. */
export function serveService(
  scope: WorkerScope<ToServing, FromServing>,
  measure: typeof measureTiming = measureTiming,
): () => void {
  let open: OpenService | undefined
  let postTimer: ReturnType<typeof setTimeout> | undefined
  let postedAt = Number.NEGATIVE_INFINITY
  let unreadBatches = 0
  /**
   * All work is queued and runs sequentially, so that a change or a time slice of playback always happens between two
   * requests.
   */
  let turn: Promise<unknown> = Promise.resolve()
  const pulse = setInterval(() => {
    // In turn, because a request in progress is logged with an earlier time.
    if (open) enqueue(endMinute, () => undefined)
    scope.postMessage({ type: 'pulse', at: open?.logWriter.at ?? 0 })
  }, PULSE_MS)

  function enqueue(work: () => Promise<void> | void, failed: (problem: Message) => void): void {
    turn = turn.then(work).catch((error: unknown) => failed(problemOf(error)))
  }

  async function endMinute(): Promise<void> {
    if (!open?.deviceTime.endMinute()) return
    await open.canary.minute()?.(open.logWriter.at)
    postEntries()
  }

  function postEntries(): void {
    clearTimeout(postTimer)
    postTimer = undefined
    postedAt = performance.now()
    if (!open) return
    const { logWriter, service, chain } = open
    const entries = logWriter.take()
    const through = open.playback?.through ?? logWriter.at
    const book = service.book()
    const bookJson = JSON.stringify(book)
    const { deploy } = open.playbackState
    const isSent = bookJson === open.sentBook && deploy === open.sentDeploy && through === open.sentThrough
    if (entries.length === 0 && isSent && !open.playback) return
    // The worker computes the hash chain, because the page is busy rendering frames.
    chain.push(entries, through)
    unreadBatches++
    scope.postMessage(
      {
        ...{ type: 'entries', entries, at: logWriter.at, through, link: chain.link },
        ...(bookJson !== open.sentBook && { book }),
        ...(deploy !== open.sentDeploy && { deploy: deploy ?? null }),
        ...(open.externalInputs.length > 0 && {
          given: { most: mostKept(service), inputs: open.externalInputs.splice(0) },
        }),
      },
      entries.flatMap(transferablesOf),
    )
    open.sentBook = bookJson
    open.sentDeploy = deploy
    open.sentThrough = through
  }
  function postSoon(pauseMs = ENTRIES_MS): void {
    postTimer ??= setTimeout(postEntries, Math.max(0, postedAt + pauseMs - performance.now()))
  }

  async function start(request: Of<'open'>): Promise<void> {
    closeService()
    const service = await openService(request)
    const before = request.book && request.timing && { stages: request.book.stages, timing: request.timing }
    // Stages and models that were added while the service was stopped have not been measured yet.
    if (before || !request.timing) service.setTiming(await measure(service, before))
    const book = service.book()
    const { width, spec } = service
    const logWriter = openLogWriter({
      stages: book.stages.length,
      stageIndices: service.stageIndices,
      width,
      features: book.features?.length ?? 0,
      ...(request.first !== undefined && { first: request.first }),
      ...(request.at !== undefined && { at: request.at }),
    })
    const chain = hashLog(request.link)
    chain.push(request.since ?? [], logWriter.at)
    unreadBatches = 0
    const here: OpenService = {
      ...{ service, logWriter, playback: undefined, playbackState: carryOf(request), externalInputs: [] },
      ...{ deviceTime: openDeviceTime(logWriter), sentThrough: logWriter.at },
      sentDeploy: request.deploy,
      sentBook: JSON.stringify(book),
      chain,
      canary: openCanaryWatch(service, logWriter, (request) => change(here, request)),
      laterMs: request.laterMs ?? {},
    }
    open = here
    scope.postMessage({ type: 'opened', id: request.id, book, engines: enginesOf(service) })
    const { previousSpec } = request
    if (!previousSpec || stableJson(previousSpec.stages) === stableJson(spec.stages)) return
    for (const what of specChanges(previousSpec, { spec, ...USER_EDIT })) logWriter.addChange(what)
    postSoon()
  }

  async function infer(here: OpenService, { id, source, rows, labels }: Of<'infer'>, sentAt: number): Promise<void> {
    const wrong = checkRows(rows)
    if (wrong) throw new Refusal(wrong)
    const answers = await answer(
      here,
      rows.map((row) => ({ source, row, sentAt })),
      labels,
    )
    postSoon()
    scope.postMessage({ type: 'answer', id, answers })
  }
  async function answer(
    here: OpenService,
    rows: readonly Pick<ExternalRequest, 'source' | 'row' | 'encoded' | 'sentAt'>[],
    labels: readonly (string | number | null | undefined)[] = [],
    version = -1,
  ): Promise<readonly Answered[]> {
    const { service, logWriter, externalInputs, deviceTime, playback } = here
    const answers = []
    for (const [i, row] of rows.entries()) {
      if (row.source !== 'load') deviceTime.follow(playback)
      const request: ExternalRequest = { ...row, id: logWriter.nextId++, at: logWriter.at, groundTruth: Number.NaN }
      const { run, end, response } = await (version < 0
        ? serveRequest(service, request)
        : serveVersion(service, version, request))
      logWriter.addRequest(run, end)
      const retained = retainedInput(row.row, service.versions.find((one) => one)?.columns ?? [])
      if (retained) externalInputs.push([request.id, retained])
      const label = labelValue(service, labels[i])
      if (!Number.isNaN(label)) logWriter.addLabels([{ request: request.id, label }], 'caller')
      answers.push(response)
    }
    externalInputs.splice(0, externalInputs.length - mostKept(service))
    return answers
  }
  const handle = openUrlHandler({
    open: () => open,
    onRejected: () => open?.deviceTime.follow(open.playback),
    answer: (rows, labels, version) => answer(requireOpen(), rows, labels, version),
    enqueue,
    onLogged: () => postSoon(ANSWERED_MS),
  })

  async function change(here: OpenService, request: ServingChange): Promise<void> {
    const { service, logWriter, playback } = here
    switch (request.type) {
      case 'aliases': {
        const before = service.aliases
        // Also covers a deploy that has not been restored yet after a reload.
        const endsDeploy = [service.setAliases(request.aliases), endChampionDeploy(here.playbackState)].includes(true)
        if (endsDeploy) logWriter.addChange({ type: 'service', why: storedDeployRollback(request) })
        for (const what of aliasChanges(before, request)) logWriter.addChange(what)
        return
      }
      case 'spec': {
        const before = service.spec
        const spec = request.edited ? withUneditedShares(request.spec, request.edited, before) : request.spec
        // The page is echoing a change that the worker itself made, so there is nothing to do.
        if (JSON.stringify(before) === JSON.stringify(spec)) return
        playback?.drain()
        const known = timesOf(service.book(), here.laterMs)
        service.setSpec(spec)
        logWriter.setStages(service.book().stages.length, service.stageIndices)
        service.setTiming(await measure(service, known))
        playback?.refresh()
        for (const what of specChanges(before, { ...request, spec })) logWriter.addChange(what)
        return
      }
      case 'canary':
        return here.canary.turn(request)
      default:
        request satisfies never
    }
  }

  async function play(here: OpenService, { scenario, to, speed, changes = [] }: Of<'play'>): Promise<void> {
    here.deviceTime.stop()
    if (here.playback?.resume(scenario, speed, to)) return
    here.playback?.close()
    if (changes.some((one) => one.type === 'canary' && isPromotionByCanary(one))) here.canary.leavePromotions()
    const world = isOfWorld(here.service) ? (await import('../ops/simulated-rows')).simulatedRows : undefined
    here.playback = openPlayback({
      service: here.service,
      logWriter: here.logWriter,
      state: here.playbackState,
      scenario,
      speed,
      changes,
      change: async (request) =>
        request.type === 'label' ? here.logWriter.addLabels([request], 'person') : change(here, request),
      atMinute: () => here.canary.minute(),
      ...(world && { world }),
      ...(to !== undefined && { to }),
      enqueue: (work) =>
        enqueue(work, (problem) => {
          stop(here)
          scope.postMessage({ type: 'broke', reason: problem })
        }),
      onEntries: () => postSoon(),
      isReaderBehind: () => unreadBatches >= MAX_UNREAD,
      onEnd: () => pausePlayback(here, 'ended'),
    })
  }
  function stop(here: OpenService): void {
    here.playback?.close()
    postEntries()
    here.playback = undefined
  }
  function pausePlayback(here: OpenService, why: 'ended' | 'paused'): void {
    if (!here.playback) return
    here.playback.pause()
    postEntries()
    scope.postMessage({ type: 'played', at: here.logWriter.at, why })
  }

  function closeService(): void {
    if (!open) return
    stop(open)
    open.service.close()
    open = undefined
  }
  function requireOpen(): OpenService {
    if (!open) throw new Refusal(message('service-closed', {}))
    return open
  }

  async function handleMessage(request: Exclude<ToServing, { type: 'took' }>, sentAt: number): Promise<void> {
    switch (request.type) {
      case 'open':
        return start(request)
      case 'infer':
        return infer(requireOpen(), request, sentAt)
      case 'models': {
        const { service, playback } = requireOpen()
        if (request.heldOut && service.setHeldOut(request.heldOut)) playback?.refresh()
        await service.addModels(request.models)
        service.setTiming(await measure(service, service.book()))
        return done(request.id)
      }
      case 'ask':
        scope.postMessage({
          type: 'asked',
          id: request.id,
          asked: await predictRows(requireOpen().service, request.rows, request.of),
        })
        return
      case 'aliases':
      case 'spec':
      case 'canary': {
        const here = requireOpen()
        here.playback?.settle()
        await change(here, request)
        // The page decides the next step by the log, so the log must contain this step by then.
        if (request.type === 'canary') postEntries()
        return done(request.id)
      }
      case 'play':
        return play(requireOpen(), request)
      case 'listen':
        return listenOn(request.port, handle)
      case 'pause':
        return pausePlayback(requireOpen(), 'paused')
      case 'speed':
        return requireOpen().playback?.setSpeed(request.speed)
      case 'labels':
        requireOpen().logWriter.addLabels(request.labels, request.by)
        postSoon()
        return
      case 'close':
        closeService()
        scope.postMessage({ type: 'done', id: request.id })
        return
      default:
        request satisfies never
    }
  }
  function done(id: number): void {
    postSoon()
    scope.postMessage({ type: 'done', id })
  }

  scope.onmessage = ({ data: request }) => {
    if (request.type === 'took') {
      unreadBatches = Math.max(0, unreadBatches - 1)
      return
    }
    // A slice that waits for predictions stops at the next point where it can; the pause itself keeps its turn.
    if (request.type === 'pause') open?.playback?.pause()
    const sentAt = performance.now()
    enqueue(
      () => handleMessage(request, sentAt),
      (problem) => {
        if ('id' in request) scope.postMessage({ type: 'refused', id: request.id, reason: problem })
        else if (request.type === 'play')
          scope.postMessage({ type: 'played', at: open?.logWriter.at ?? 0, why: 'refused', reason: problem }) // not text: an id
        else if (open) scope.postMessage({ type: 'broke', reason: problem })
      },
    )
  }

  return () => {
    clearInterval(pulse)
    closeService()
  }
}

function problemOf(error: unknown): Message {
  if (error instanceof Refusal) return error.reason
  return message('serving-broke', { why: error instanceof Error ? error.message : String(error) }) as Message
}

/** The playback state of a service that continues its earlier log. */
function carryOf({ deploy, unlabeled }: Pick<Of<'open'>, 'deploy' | 'unlabeled'>): PlaybackState {
  return { labels: makeLabelQueue(), ...(deploy && { deploy }), ...(unlabeled && { unlabeled }) }
}

/** Returns the known times of stages, so that a stage that is added back does not have to be measured again. */
function timesOf(
  { stages, timing }: LogDictionary,
  laterMs: OpenService['laterMs'],
): Pick<LogDictionary, 'stages' | 'timing'> {
  const times = [...Object.values(laterMs), ...timing.stages]
  return { stages: [...Object.keys(laterMs), ...stages], timing: { ...timing, stages: times } }
}

/** Maximum number of external request inputs that the log stores. */
function mostKept({ spec }: Service): number {
  return spec.stages.reduce((most, stage) => (stage.class_name === 'Log' ? stage.config.inputs : most), 0)
}

/** Whether the rows of the service are simulated; the simulators are loaded only in that case. */
function isOfWorld({ spec }: Service): boolean {
  return spec.stages.some((stage) => stage.class_name === 'Source' && stage.config.from === 'world')
}

function enginesOf({ versions }: Service) {
  return Object.fromEntries(versions.filter((one) => one).map(({ ref, engine }) => [versionName(ref), engine]))
}
