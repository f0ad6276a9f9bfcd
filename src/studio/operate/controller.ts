/**
 * @file Operate controller: the open service of the project, its diagram, the worker that serves it, its log, and
 * everything computed from the log. It is created when Operate is first used; the page only sees `state.operate`, which
 * it changes.
 */
import { type Message, message, Refusal, refuse } from '../../messages/message'
import '../../messages/en/operate-page'
import '../../messages/en/operate'
import '../../messages/en/stages'
import { stableJson } from '../../base/stable-json'
import type { Service } from '../../compile/project'
import { STORED_ACTOR, STORED_REASON } from '../../ops/change'
import { DAY, type Scenario } from '../../ops/scenario/scenario'
import { type AliasVersions, type ServiceSpec, withChallengerShare } from '../../ops/service-spec'
import { openServing, type ServingClient } from '../../protocol/serving-client'
import { USER_EDIT } from '../../serving/service-changes'
import type { AppContext } from '../context'
import { sliceOf } from '../state-slice'
import { type CanaryController, openCanaryController } from './canary'
import { summaryOf, throttle } from './console-results'
import { withDriftAlarm } from './drift/drift'
import { openCurrentLog } from './log/current-log'
import type { ServiceLog } from './log/service-log'
import { perStudio } from './per-studio'
import { openServiceBoard, type ServiceBoard } from './service-board'
import { notifyStopped } from './service-notices'
import { canServe, loadNewVersions, heldOutOf, makeServiceStart, serviceSpec, versionsOf } from './service-start'
import { forgetLeftProject, serviceToRestore, serviceToResume, withSessionRestore } from './session-restore'
import { NO_SERVICE, type OperateHost, type ServiceLogView } from './state'
import { openUrlController, type UrlController } from './url-controller'

export interface OperateController extends OperateHost {
  /** Shows the log again after it has changed. */
  showLog(): void
  /** Renames the open service, which keeps serving with the same log; `inProject` renames it in the project. */
  rename(to: string, inProject: () => void): Promise<void>
  /** Opens the service that was last open or, if there is none, the first service. */
  enter(): Promise<void>
  open(name: string): Promise<void>
  close(): void
  /** Shows the details of a request; null closes them. */
  showRequest(request: number | null): void
  start(): Promise<void>
  stop(): void
  /** Plays the scenario from the current simulated time up to `to`, by default to its end. */
  play(asked: { readonly speed?: number | undefined; readonly to?: number | undefined }): Promise<void>
  pause(): void
  setSpeed(speed: number): void
  /** Starts a new run at simulated time 0 with an empty log, and restarts the service if it was running. */
  restart(): Promise<void>
  /** The open service as saved in the project. */
  service(): Service
  /** Answers requests to the URL while the service is running. */
  readonly url: UrlController
  /** The canary of the open service. */
  readonly canary: CanaryController
  /** Ends a scenario deploy that answers in place of the champion, from the next request on. */
  rollBackDeploy(why: string): Promise<void>
  /** Reads the aliases again and passes them to the serving worker. Resolves when all later requests use them. */
  refreshAliases(by: string, why: string): Promise<void>
}

/** The interval at which changes to the log are reported, in ms. */
const NOTIFY_MS = 200

/** The controller of a studio, created on first use. */
export const operateController: (studio: AppContext) => OperateController = perStudio((studio: AppContext) =>
  withSessionRestore(studio, withDriftAlarm(studio, makeController(studio))),
)

function makeController(studio: AppContext): OperateController {
  const store = sliceOf(studio.store, 'operate')
  let drawn: ServiceBoard | undefined
  let session: ServingClient | undefined
  /** The diagram that the service runs, which is the last valid one. */
  let served: ServiceSpec | undefined
  /** Resolves when the previous worker has sent the rest of its log. */
  let ended: Promise<unknown> = Promise.resolve()
  /** Counts starts and stops, so that results of an earlier start are ignored. */
  let turn = 0

  const known = () => ({ models: studio.store.getState().models, aliases: store.getState().aliases })
  const promised = () => studio.store.getState().project.services?.find(({ name }) => name === store.getState().service)
  const summaryNow = () => store.setState({ summary: summaryOf(store.getState(), logs.growing(), promised()) })
  /** Reports log changes at most a few times per second, however many entries arrive. */
  const notifyGrowth = throttle(NOTIFY_MS, () => showLog())
  const logs = openCurrentLog(studio, notifyGrowth)
  const sumSoon = throttle(NOTIFY_MS, summaryNow)
  store.subscribe((now, before) => {
    if (now.summary !== before.summary) return
    const isTick = now.clock.at !== before.clock.at && now.clock.playing && before.clock.playing
    return isTick && now.log === before.log ? sumSoon() : summaryNow()
  })
  studio.store.subscribe((now, before) => {
    if (now.models !== before.models)
      void refreshAliases(STORED_ACTOR.studio, STORED_REASON.modelsChanged).catch(() => undefined)
    if (now.project.id !== before.project.id) close()
    else if (now.project.services !== before.project.services) {
      if (drawn && !has(drawn.name)) close()
      else if (applyObjectives()) showLog()
      // A canary that ends while nothing is served changes only the project.
      else summaryNow()
    }
  })

  /** Evaluates the objectives of the open service in its log; returns false if they are not new. */
  function applyObjectives(): boolean {
    const open = promised()
    return open !== undefined && logs.growing()?.setObjectives(open) === true
  }

  let logVersion = 0
  const logView = (): ServiceLogView | null => {
    const log = logs.growing()
    return log ? { version: ++logVersion, log } : null
  }
  function showLog(): void {
    if (store.getState().service !== null) store.setState({ log: logView() ?? store.getState().log })
  }

  const names = () => (studio.store.getState().project.services ?? []).map((one) => one.name)
  const has = (name: string) => names().includes(name)

  const service = (): Service => promised() ?? refuse('service-none', {})

  async function refreshAliases(by: string, why: string): Promise<void> {
    const lines = await studio.storage.aliases.list()
    const aliases: AliasVersions = Object.fromEntries(lines.map(({ model, now }) => [model, now]))
    // Set the state first, so that it is up to date when the command that moved aliases returns.
    studio.store.setState({ aliases })
    if (JSON.stringify(aliases) === JSON.stringify(store.getState().aliases)) return void drawn?.recheck()
    if (session && served) {
      const serving = session
      await loadNewVersions(studio, serving, versionsOf(served, store.getState().aliases), versionsOf(served, aliases))
      await serving.aliases(aliases, by, why)
    }
    store.setState({ aliases })
    drawn?.recheck()
  }

  function close(): void {
    turn += 1
    stop()
    drawn?.close()
    logs.release(ended)
    drawn = undefined
    // The playback speed is a preference of the user, not of the service.
    store.setState(({ clock: { speed } }) => ({ ...NO_SERVICE, clock: { ...NO_SERVICE.clock, speed } }))
  }

  let opening: { readonly name: string; readonly turn: number; readonly done: Promise<void> } | undefined
  /** A second call for a service that is already being opened waits for the first call. */
  function open(name: string): Promise<void> {
    if (opening?.name === name && opening.turn === turn) return opening.done
    const done = openNow(name).finally(() => {
      if (opening?.done === done) opening = undefined
    })
    opening = { name, turn, done }
    return done
  }

  async function openNow(name: string): Promise<void> {
    if (drawn?.name === name && has(name)) return
    const found = studio.store.getState().project.services?.find((one) => one.name === name)
    if (!found) return refuse('service-unknown', { service: name, services: names() })
    const { service: before, serving } = store.getState()
    close()
    const ownTurn = turn
    store.setState({ opening: name })
    try {
      await openFound(found, ownTurn)
      if (ownTurn === turn && before !== null && serving.tag !== 'off' && serving.tag !== 'failed')
        notifyStopped(studio, before, name)
    } catch (error) {
      // Opens the previous service again.
      if (ownTurn === turn && before !== null && before !== name && has(before))
        await openNow(before).catch(() => undefined)
      throw error
    } finally {
      if (store.getState().opening === name) store.setState({ opening: null })
    }
  }

  async function openFound(found: Service, ownTurn: number): Promise<void> {
    const { name } = found
    await refreshAliases(STORED_ACTOR.studio, STORED_REASON.serviceOpened).catch(() => undefined)
    if (ownTurn !== turn) return
    const opened = openServiceBoard(studio, found, known)
    drawn = opened
    opened.board.store.subscribe((state, before) => {
      if (state.project.drawing !== before.project.drawing) void onDiagramChange()
      if (state.report === before.report) return
      const { serving } = store.getState()
      // Once the diagram is fixed, its problem is no longer the reason why nothing is served.
      if (serving.tag === 'failed' && serving.why.code === 'service-unsound' && canServe(opened.board))
        store.setState({ serving: { tag: 'off' } })
      summaryNow()
    })
    const kept = await logs.open(name)
    // Another service was opened in the meantime, so this log must not be used for it.
    if (ownTurn !== turn) return logs.discard(kept)
    logs.use(kept)
    kept.setObjectives(found)
    store.setState(({ clock }) => ({
      ...{ service: name, opening: null, board: opened.board, clock: { ...clock, at: kept.at } },
      log: logView(),
    }))
  }

  /**
   * A valid diagram takes effect from the next request on. An invalid diagram shows its errors on the canvas while the
   * last valid one keeps running.
   */
  async function onDiagramChange(): Promise<void> {
    if (!session || !drawn?.board.store.getState().report.checked) return
    const spec = serviceSpec(drawn.board, drawn.name)
    // Moving a node on the canvas changes nothing for the service.
    if (stableJson(spec) === stableJson(served)) return
    await serveBy(spec, USER_EDIT.why)
  }

  async function serveBy(spec: ServiceSpec, why: string): Promise<void> {
    const { aliases } = store.getState()
    const edited = served
    const before = edited ? versionsOf(edited, aliases) : []
    served = spec
    await loadNewVersions(studio, session, before, versionsOf(spec, aliases)).catch(() => undefined)
    const [into, ownTurn] = [logs.growing(), turn]
    const applied = session?.spec(spec, USER_EDIT.by, why, edited).then(() => true)
    if (await applied?.catch(() => false)) servesBy(spec, into, ownTurn)
  }

  /** Takes over a share that the worker has set, so that drawing it on the diagram is not sent back as an edit. */
  function followShare(split: string, percent: number): void {
    if (!session || !served) return
    served = withChallengerShare(served, split, percent)
    servesBy(served, logs.growing(), turn)
  }

  function servesBy(spec: ServiceSpec, into: ServiceLog | undefined, ownTurn: number): void {
    into?.setSpec(spec)
    if (ownTurn === turn) store.setState({ served: spec })
  }

  let starting: Promise<void> | undefined
  /** A second call waits for the start in progress. */
  function start(): Promise<void> {
    if (session) return Promise.resolve()
    const begun = starting ?? serve()
    starting = begun
    const over = () => {
      if (starting === begun) starting = undefined
    }
    begun.then(over, over)
    return begun
  }

  async function serve(): Promise<void> {
    const into = logs.growing()
    if (!drawn || !into) return refuse('service-none', {})
    const ownTurn = ++turn
    store.setState({ serving: { tag: 'opening' } })
    try {
      const begun = await makeServiceStart(studio, drawn.board, drawn.name, store.getState().aliases, into.book)
      await ended
      await into.settled()
      if (ownTurn !== turn) return
      const opened = await openServing(
        { ...begun, ...into.resumeState() },
        {
          onEntries(batch) {
            if (ownTurn !== turn) return into.push(batch)
            applyObjectives()
            store.setState(({ clock }) => ({ clock: { ...clock, at: batch.through } }))
            return into.push(batch)
          },
          onTime(at) {
            if (ownTurn === turn) store.setState(({ clock }) => ({ clock: { ...clock, at } }))
          },
          async onPlayed(at, why) {
            // Wait until everything that has arrived is read, so that the log is complete.
            await into.settled()
            if (ownTurn !== turn) return
            store.setState(({ clock }) => ({ clock: { ...clock, at, playing: false } }))
            if (why) void studio.run('notice.show', { tone: 'bad', message: why })
          },
          onClosed(why) {
            if (ownTurn !== turn) return
            session = undefined
            store.setState(({ clock }) => ({ serving: { tag: 'failed', why }, clock: { ...clock, playing: false } }))
          },
        },
      )
      if (ownTurn !== turn) return opened.close()
      session = opened
      served = begun.spec
      into.begin(opened.book, begun.seed)
      servesBy(begun.spec, into, ownTurn)
      // Apply edits that were made during the start.
      void onDiagramChange()
      store.setState({ serving: { tag: 'on', book: opened.book, rowsOf: begun.rowsOf, heldOut: heldOutOf(begun) } })
    } catch (error) {
      if (ownTurn !== turn) return
      const why =
        error instanceof Refusal ? error.reason : (message('serving-broke', { why: String(error) }) as Message)
      store.setState({ serving: { tag: 'failed', why } })
      throw error
    }
  }

  function stop(): void {
    turn += 1
    // Responses not reported yet belong to this log; the next session starts only after they have arrived.
    if (session) ended = Promise.all([ended, session.end()])
    session = undefined
    starting = undefined
    store.setState(({ clock }) => ({ serving: { tag: 'off' }, clock: { ...clock, playing: false } }))
  }

  /** Resolves when the latest restart is done; later calls wait for it. */
  let renewing: Promise<void> = Promise.resolve()
  async function renew(): Promise<void> {
    const { service: name, serving } = store.getState()
    if (name === null || !drawn) return refuse('service-none', {})
    stop()
    logs.release(ended, 'shown')
    logs.use(await logs.restart(name))
    applyObjectives()
    store.setState(({ clock }) => ({ clock: { ...clock, at: 0 }, request: null, log: logView() }))
    if (serving.tag === 'on' || serving.tag === 'opening') await start()
  }

  const here = () => session ?? refuse('service-not-serving', {})
  return {
    store,
    url: openUrlController({ store, session: here }),
    log: logs.shown,
    showLog,
    async enter() {
      // Move aliases away from damaged versions before anything is served.
      await studio.run('registry.models').catch(() => undefined)
      const back = serviceToResume(studio)
      const [first] = [back, serviceToRestore(studio), ...names()].filter((one) => one !== undefined && has(one))
      const { service: name } = store.getState()
      if (name === null && first !== undefined) await open(first)
      if (back === undefined || store.getState().service !== back) return
      forgetLeftProject(studio)
      // If this fails, the serving state contains the reason.
      await start().catch(() => undefined)
    },
    open,
    async rename(to, inProject) {
      await starting?.catch(() => undefined)
      const log = logs.growing()
      if (!drawn || !log) return refuse('service-none', {})
      const named = drawn
      await log.rename(to)
      if (served && session) await serveBy({ ...served, name: to }, STORED_REASON.serviceRenamed)
      named.rename(to)
      inProject()
      if (drawn === named) store.setState({ service: to })
    },
    close,
    showRequest: (request) => store.setState({ request }),
    start: () => renewing.then(start),
    stop,
    async play({ speed = store.getState().clock.speed, to }) {
      await renewing
      const { scenario, name } = service()
      if (scenario && to === undefined && store.getState().clock.at >= scenario.durationMs)
        return refuse('scenario-at-end', { days: scenario.durationMs / DAY })
      if (!session) await start()
      if (!scenario) return refuse('scenario-none', { service: name })
      here().play(scenario as Scenario, to, speed)
      store.setState(({ clock }) => ({ clock: { ...clock, speed, playing: true } }))
    },
    pause() {
      session?.pause()
      store.setState(({ clock }) => ({ clock: { ...clock, playing: false } }))
    },
    setSpeed(speed) {
      session?.speed(speed)
      store.setState(({ clock }) => ({ clock: { ...clock, speed } }))
    },
    restart() {
      const begun = renew()
      renewing = begun.catch(() => undefined)
      return begun
    },
    session: here,
    rollBackDeploy: (why) => here().aliases(store.getState().aliases, STORED_ACTOR.user, why),
    service,
    refreshAliases,
    canary: openCanaryController(studio, {
      ...{ store, service, session: here, log: logs.growing },
      ...{ start, refreshAliases, followShare },
    }),
  }
}
