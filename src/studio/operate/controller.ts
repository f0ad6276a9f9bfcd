/**
 * @file The operate desk: which service of the project is open, its board, what serves it, its log and what is read out of that. Made when
 * Operate is first asked for; the studio knows it by its store alone.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Message, message, Refusal, refuse } from '../../messages/message'
import '../../messages/en/operate-page'
import '../../messages/en/operate'
import '../../messages/en/stages'
import { stableJson } from '../../base/stable-json'
import type { Service } from '../../compile/project'
import { STORED_ACTOR } from '../../ops/actor'
import { STORED_REASON } from '../../ops/change-reason'
import { DAY, type Score } from '../../ops/scenario/scenario'
import type { AliasBook, ServiceSpec } from '../../ops/service-spec'
import type { AppContext } from '../context'
import { watchObjectives } from './alerts'
import { openDeskLog } from './shown-log'
import type { ServiceLog } from './service-log'
import { withDriftAlarm } from './drift-alarm'
import { leftService, withLeftOff } from './session-restore'
import { openServiceBoard, type ServiceBoard } from './service-board'
import { serviceStart, specOf, versionsIn, warm } from './service-start'
import { openServingSession, type ServingSession } from './serving-session'
import { forgetServed, servedBefore } from './served-before'
import { onceIn } from './throttle'
import { NOTHING_OPEN, type OperateState } from './state'
import { summaryOf } from './summary-of'
import { type CanaryDesk, openCanaryDesk } from './canary'
import { BY_HAND } from '../../serving/changes'
import { tellStopped } from './notify-stopped'
import { openUrlDesk, type UrlDesk } from './url-controller'

export interface Desk {
  readonly store: StoreApi<OperateState>
  /** The log of the open service; another one whenever another service is opened. */
  log(): ServiceLog
  /** Calls the open service otherwise, which `inProject` does in the project: what serves it goes on, with its log. */
  rename(to: string, inProject: () => void): Promise<void>
  /** Opens the service that was open last, or the first there is. */
  enter(): Promise<void>
  open(name: string): Promise<void>
  close(): void
  show(tab: string): void
  /** Shows a request in full; null closes it. */
  look(request: number | null): void
  start(): Promise<void>
  stop(): void
  /** Plays the score from where the service stands; to its end where `to` is left out. */
  play(asked: { readonly speed?: number; readonly to?: number }): Promise<void>
  pause(): void
  setSpeed(speed: number): void
  /** Back to virtual time 0 with an empty log; what serves is opened anew. */
  anew(): Promise<void>
  /** What serves; refuses where nothing does. */
  session(): ServingSession
  /** The open service as the project has it. */
  service(): Service
  /** While it serves, it answers the URL. */
  readonly url: UrlDesk
  /** A canary of the open service. */
  readonly canary: CanaryDesk
  /** Ends a deploy of the score that answers in the champion's place: the champion answers again from the next request on. */
  takeBack(why: string): Promise<void>
  /** Reads the aliases again and tells what serves; resolves when every answer from then on is by them. */
  refreshAliases(by: string, why: string): Promise<void>
}

/** How often what grew is told, in ms. */
const TELL_MS = 200

const desks = new WeakMap<AppContext['store'], Desk>()

/** The desk of a studio, made when it is first asked for. */
export function operateDesk(studio: AppContext): Desk {
  const known = desks.get(studio.store) ?? withLeftOff(studio, withDriftAlarm(studio, makeDesk(studio)))
  desks.set(studio.store, known)
  return known
}

function makeDesk(studio: AppContext): Desk {
  const store = createStore<OperateState>(() => NOTHING_OPEN)
  let drawn: ServiceBoard | undefined
  let session: ServingSession | undefined
  /** The drawing by which it serves: as it was when it was last sound. */
  let served: ServiceSpec | undefined
  /** What served before told the last of its log. */
  let ended: Promise<unknown> = Promise.resolve()
  /** Counts openings: what an earlier one comes to is nobody's any more. */
  let turn = 0

  const known = () => ({ models: studio.store.getState().models, aliases: store.getState().aliases })
  const promised = () => studio.store.getState().project.services?.find(({ name }) => name === store.getState().service)
  const summaryNow = () => studio.store.setState({ operate: summaryOf(store.getState(), logs.now(), promised()) })
  /** At most a few times a second, however much is added. */
  const tellGrown = onceIn(TELL_MS, () => store.setState(({ grown }) => ({ grown: grown + 1 })))
  const logs = openDeskLog(studio, tellGrown)
  const sumSoon = onceIn(TELL_MS, summaryNow)
  store.subscribe((now, before) => {
    const isTick = now.clock.at !== before.clock.at && now.clock.playing && before.clock.playing
    return isTick && now.grown === before.grown ? sumSoon() : summaryNow()
  })
  studio.store.subscribe((now, before) => {
    if (now.models !== before.models)
      void refreshAliases(STORED_ACTOR.studio, STORED_REASON.modelsChanged).catch(() => undefined)
    if (now.project.id !== before.project.id) close()
    else if (now.project.services !== before.project.services && drawn && !has(drawn.name)) close()
  })

  const has = (name: string) => studio.store.getState().project.services?.some((one) => one.name === name) === true

  function service(): Service {
    const { service: name } = store.getState()
    const found = studio.store.getState().project.services?.find((one) => one.name === name)
    return found ?? refuse('service-none', {})
  }

  async function refreshAliases(by: string, why: string): Promise<void> {
    const lines = await studio.storage.aliases.list()
    const aliases: AliasBook = Object.fromEntries(lines.map(({ model, now }) => [model, now]))
    // Whoever moved them: the state has them before a command that moved some returns.
    studio.store.setState({ aliases })
    if (JSON.stringify(aliases) === JSON.stringify(store.getState().aliases)) return void drawn?.recheck()
    if (session && served) {
      const serving = session
      await warm(studio, serving, versionsIn(served, store.getState().aliases), versionsIn(served, aliases))
      await serving.aliases(aliases, by, why)
    }
    store.setState({ aliases })
    drawn?.recheck()
  }

  function close(): void {
    turn += 1
    stop()
    drawn?.close()
    logs.leave(ended)
    drawn = undefined
    // How fast one plays is a habit of who plays, not of the service.
    store.setState(({ aliases, tab, clock: { speed } }) => ({
      ...NOTHING_OPEN,
      ...{ aliases, tab, clock: { ...NOTHING_OPEN.clock, speed } },
    }))
  }

  let opening: { readonly name: string; readonly turn: number; readonly done: Promise<void> } | undefined
  /** Who asks for what is being opened waits for it with who asked first. */
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
    const mine = turn
    store.setState({ opening: name })
    try {
      await openFound(found, mine)
      if (mine === turn && before !== null && serving.tag !== 'off' && serving.tag !== 'failed')
        tellStopped(studio, before, name)
    } catch (error) {
      // What was open is better than nothing.
      if (mine === turn && before !== null && before !== name && has(before))
        await openNow(before).catch(() => undefined)
      throw error
    } finally {
      if (store.getState().opening === name) store.setState({ opening: null })
    }
  }

  async function openFound(found: Service, mine: number): Promise<void> {
    const { name } = found
    await refreshAliases(STORED_ACTOR.studio, STORED_REASON.serviceOpened).catch(() => undefined)
    if (mine !== turn) return
    const opened = openServiceBoard(studio, found, known)
    drawn = opened
    opened.board.store.subscribe((state, before) => {
      if (state.project.drawing !== before.project.drawing) void redrawn()
      if (state.report !== before.report) summaryNow()
    })
    const kept = await logs.open(name)
    // Another one was opened meanwhile: its log is not to be taken for this one.
    if (mine !== turn) return logs.drop(kept)
    logs.take(kept)
    const { at } = kept
    store.setState(({ clock }) => ({ service: name, opening: null, board: opened.board, clock: { ...clock, at } }))
  }

  const names = () => (studio.store.getState().project.services ?? []).map((one) => one.name)

  /** A drawing that is sound serves from the next request on; one that is not is told on the canvas, and the old one goes on. */
  async function redrawn(): Promise<void> {
    if (!session || !drawn?.board.store.getState().report.checked) return
    const spec = specOf(drawn.board, drawn.name)
    // What is moved about on the canvas serves as before.
    if (stableJson(spec) === stableJson(served)) return
    await serveBy(spec, BY_HAND.why)
  }

  async function serveBy(spec: ServiceSpec, why: string): Promise<void> {
    const { aliases } = store.getState()
    const before = served ? versionsIn(served, aliases) : []
    served = spec
    await warm(studio, session, before, versionsIn(spec, aliases)).catch(() => undefined)
    const [into, mine] = [logs.now(), turn]
    const told = session?.spec(spec, BY_HAND.by, why).then(() => true)
    if (await told?.catch(() => false)) servesBy(spec, into, mine)
  }

  function servesBy(spec: ServiceSpec, into: ServiceLog | undefined, mine: number): void {
    into?.drawn(spec)
    if (mine === turn) store.setState({ served: spec })
  }

  let starting: Promise<void> | undefined
  /** Who asks while it is being opened waits for it. */
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
    const into = logs.now()
    if (!drawn || !into) return refuse('service-none', {})
    const mine = ++turn
    store.setState({ serving: { tag: 'opening' } })
    try {
      const begun = await serviceStart(studio, drawn.board, drawn.name, store.getState().aliases, into.book)
      await ended
      await into.settled()
      if (mine !== turn) return
      const opened = await openServingSession(
        { ...begun, ...into.goOn() },
        {
          entries(told) {
            if (mine !== turn) return into.push(told)
            const open = promised()
            if (open) watchObjectives(into, open)
            store.setState(({ clock }) => ({ clock: { ...clock, at: told.through } }))
            return into.push(told)
          },
          pulse(at) {
            if (mine === turn) store.setState(({ clock }) => ({ clock: { ...clock, at } }))
          },
          async played(at, why) {
            // What is read of it is all there is.
            await into.settled()
            if (mine !== turn) return
            store.setState(({ clock }) => ({ clock: { ...clock, at, playing: false } }))
            if (why) void studio.run('notice.show', { tone: 'bad', said: why })
          },
          gone(why) {
            if (mine !== turn) return
            session = undefined
            store.setState(({ clock }) => ({ serving: { tag: 'failed', why }, clock: { ...clock, playing: false } }))
          },
        },
      )
      if (mine !== turn) return opened.close()
      session = opened
      served = begun.spec
      into.begin(opened.book, begun.seed)
      servesBy(begun.spec, into, mine)
      // What was drawn while it was being opened is the next change.
      void redrawn()
      store.setState({ serving: { tag: 'on', book: opened.book, rowsOf: begun.rowsOf } })
    } catch (error) {
      if (mine !== turn) return
      const why =
        error instanceof Refusal ? error.reason : (message('serving-broke', { why: String(error) }) as Message)
      store.setState({ serving: { tag: 'failed', why } })
      throw error
    }
  }

  function stop(): void {
    turn += 1
    // What was answered and not told yet is of its log, and the next one goes on behind it.
    if (session) ended = Promise.all([ended, session.end()])
    session = undefined
    starting = undefined
    store.setState(({ clock }) => ({ serving: { tag: 'off' }, clock: { ...clock, playing: false } }))
  }

  /** A new run that is being begun: what is asked meanwhile is asked of it. */
  let renewing: Promise<void> = Promise.resolve()
  async function renew(): Promise<void> {
    const { service: name, serving } = store.getState()
    if (name === null || !drawn) return refuse('service-none', {})
    stop()
    logs.leave(ended, 'shown')
    logs.take(await logs.renew(name))
    store.setState(({ clock, grown }) => ({ clock: { ...clock, at: 0 }, request: null, grown: grown + 1 }))
    if (serving.tag === 'on' || serving.tag === 'opening') await start()
  }

  const here = () => session ?? refuse('service-not-serving', {})
  return {
    store,
    url: openUrlDesk({ store, session: here }),
    log: logs.shown,
    async enter() {
      // A flag at a version that was damaged meanwhile goes to one that is whole, before anything is served by it.
      await studio.run('registry.models').catch(() => undefined)
      const back = servedBefore(studio)
      const [first] = [back, leftService(studio), ...names()].filter(
        (one) => one !== undefined && names().includes(one),
      )
      const { service: name } = store.getState()
      if (name === null && first !== undefined) await open(first)
      if (back === undefined || store.getState().service !== back) return
      forgetServed(studio)
      // Why it does not is told where it is served.
      await start().catch(() => undefined)
    },
    open,
    async rename(to, inProject) {
      await starting?.catch(() => undefined)
      const log = logs.now()
      if (!drawn || !log) return refuse('service-none', {})
      const named = drawn
      await log.rename(to)
      if (served && session) await serveBy({ ...served, name: to }, STORED_REASON.serviceRenamed)
      named.rename(to)
      inProject()
      if (drawn === named) store.setState({ service: to })
    },
    close,
    show: (tab) => store.setState({ tab }),
    look: (request) => store.setState({ request }),
    start: () => renewing.then(start),
    stop,
    async play({ speed = store.getState().clock.speed, to }) {
      await renewing
      const { score, name } = service()
      if (score && to === undefined && store.getState().clock.at >= score.durationMs)
        return refuse('score-at-end', { days: score.durationMs / DAY })
      if (!session) await start()
      if (!score) return refuse('score-none', { service: name })
      here().play(score as Score, to, speed)
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
    anew() {
      const begun = renew()
      renewing = begun.catch(() => undefined)
      return begun
    },
    session: here,
    takeBack: (why) => here().aliases(store.getState().aliases, STORED_ACTOR.user, why),
    service,
    refreshAliases,
    canary: openCanaryDesk(studio, { store, service, session: here, log: logs.now, start, refreshAliases }),
  }
}
