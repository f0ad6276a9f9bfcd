/**
 * @file Session restore: after a reload, restores what was open in this browser tab: the service, the tab of the
 * Operate page, the playback speed, and the simulated time. A page that closes cannot wait for the disk, so a notice
 * reports which part of the log was not saved.
 */

import { operateOffersText as offers } from '../../messages/en/studio/operate-offers'
import { message } from '../../messages/message'
import { callOf } from '../run-command'
import '../../messages/en/operate-page'
import { type TabMemory, thisTab } from '../../storage/tab-locks'
import type { AppContext } from '../context'
import { isOpenElsewhere } from '../training/weights-in-use'
import { INITIAL_OPERATE, type OperateHost, type OperateTab, operateTab } from './state'

const LEFT = 'left-off'
/**
 * A loss of less simulated time than this, in ms, is not reported, because one batch of requests may still be on its
 * way to disk.
 */
const MIN_LOST_MS = 1000

/** How long after a pause the last batch may still arrive, in ms. */
const PAUSE_GRACE_MS = 500

/** The state of a service at the time the page closed. */
interface SavedSession {
  readonly project: string
  readonly service: string
  readonly tab: OperateTab
  readonly speed: number
  /** The simulated time that the service had reached, in ms. */
  readonly at: number
  readonly requests: number
  readonly did: 'rest' | 'serve' | 'play'
}

type RestorableController = Pick<OperateHost, 'store' | 'log'>

interface Reopenable {
  open(service: string): Promise<void>
  close(): void
}

const ofTab = new WeakMap<AppContext['store'], SavedSession>()

/** The service of the open project that was open in this browser tab before a reload. */
export function serviceToRestore({ store }: Pick<AppContext, 'store'>): string | undefined {
  const left = ofTab.get(store)
  return left && left.project === store.getState().project.id ? left.service : undefined
}

/** Adds session restore to a controller: the log is written before the page closes and when playback stops. */
export function withSessionRestore<D extends RestorableController & Partial<Reopenable>>(
  studio: AppContext,
  controller: D,
  tab: TabMemory = thisTab,
): D {
  const left = readSession(tab)
  if (left) ofTab.set(studio.store, left)
  const keep = () => {
    if (controller.store.getState().service === null) return
    const log = controller.log()
    void log.settled().then(log.flush)
  }
  const leave = () => {
    // If the page closes again before the service is opened, save the state that the page was loaded with.
    tab.put(LEFT, JSON.stringify(currentSession(studio, controller) ?? ofTab.get(studio.store) ?? null))
    keep()
  }
  if ('document' in globalThis) {
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') leave()
      // The page is visible again. Clear the state, because a duplicate of this tab must not restore the session.
      else tab.put(LEFT, 'null')
    })
  }
  reopenAfterTakeOver(studio, controller)
  let pausedAt = Number.NEGATIVE_INFINITY
  controller.store.subscribe((now, before) => {
    if (now.service !== null && now.service !== before.service) return restoreSession(studio, controller)
    if (now.clock.playing || now.clock === before.clock) return
    if (before.clock.playing) pausedAt = performance.now()
    // Save the last entries, which arrive shortly after a pause. Later entries, from outside requests, are saved at the
    // usual interval.
    if (performance.now() - pausedAt < PAUSE_GRACE_MS) keep()
  })
  return controller
}

/**
 * Reopens the service when this tab takes the project over from another tab, which has written the log until then. What
 * the user added to the log here, such as notes on incidents, is saved first, unless the other tab wrote in between.
 */
function reopenAfterTakeOver(studio: AppContext, controller: RestorableController & Partial<Reopenable>): void {
  studio.store.subscribe((now, before) => {
    if (!isOpenElsewhere(before) || isOpenElsewhere(now) || now.project.id !== before.project.id) return
    const { service } = controller.store.getState()
    if (service === null) return
    const reopen = () => {
      if (controller.store.getState().service !== service) return undefined
      controller.close?.()
      return controller.open?.(service)
    }
    void controller.log().flush().then(reopen)
  })
}

function currentSession({ store }: AppContext, controller: RestorableController): SavedSession | undefined {
  const { service, tab, clock, serving } = controller.store.getState()
  if (service === null) return undefined
  const serves = serving.tag === 'on' || serving.tag === 'opening'
  return {
    ...{ project: store.getState().project.id, service, tab, speed: clock.speed, at: clock.at },
    requests: controller.log().requests(),
    did: clock.playing ? 'play' : serves ? 'serve' : 'rest',
  }
}

/** Restores the session once, if the first service to be opened is the saved one. */
function restoreSession(studio: AppContext, controller: RestorableController): void {
  const left = ofTab.get(studio.store)
  ofTab.delete(studio.store)
  const { service } = controller.store.getState()
  if (!left || left.service !== service || left.project !== studio.store.getState().project.id) return
  // A tab that was chosen before the service was open stays.
  controller.store.setState(({ tab, clock }) => ({
    ...(tab === INITIAL_OPERATE.tab && { tab: left.tab }),
    clock: { ...clock, speed: left.speed },
  }))
  const log = controller.log()
  const lostMs = Math.max(0, left.at - log.at)
  const requests = Math.max(0, left.requests - log.requests())
  const isLost = lostMs >= MIN_LOST_MS || requests > 0
  if (!isLost && left.did === 'rest') return
  const content = isLost
    ? message('log-cut', { ms: lostMs, requests, at: log.at, ...(left.did === 'play' && { played: true }) })
    : message('service-reloaded', { service, at: log.at })
  const { speed } = left
  const action = {
    play: { title: offers.serveAndPlay, ...callOf('service.play', { speed }) },
    serve: { title: offers.serve, ...callOf('service.start') },
    rest: undefined,
  }[left.did]
  const shown = studio.run('notice.show', {
    tone: isLost ? 'bad' : 'info',
    message: content,
    ...(action && { action }),
  })
  // The notice is about this service while it is stopped, and its action would start any other service as well.
  const stop = controller.store.subscribe((now) => {
    if (now.service === service && now.serving.tag !== 'on') return
    stop()
    void shown.then((id) => studio.run('notice.close', { id }))
  })
}

/** The saved session of the browser tab, validated because session storage may contain anything. */
function readSession(tab: TabMemory): SavedSession | undefined {
  try {
    const left = JSON.parse(tab.get(LEFT) ?? 'null') as Partial<SavedSession> | null
    const { project, service, speed, at, requests, did } = left ?? {}
    const shown = operateTab(String(left?.tab))
    const areNames = [project, service].every((one) => typeof one === 'string')
    const areNumbers = [speed, at, requests].every((one) => Number.isFinite(one) && (one as number) >= 0)
    const isKnown = did === 'rest' || did === 'serve' || did === 'play'
    if (!areNames || !areNumbers || !isKnown || !((speed as number) > 0) || shown === undefined) return undefined
    return { ...(left as SavedSession), tab: shown }
  } catch {
    return undefined
  }
}

// Left project: remembers the project that was open before a version was opened as a project, and the service that
// was running in it, so that going back starts the service again.

interface LeftProject {
  readonly project: string
  readonly name: string
  readonly service?: string
  /** The id of the project that was created for the version. */
  readonly opened?: string
}

const all = new WeakMap<AppContext['store'], LeftProject>()

/** Remembers the open project and its running service. Returns the name of that service. */
export function rememberProject({ store }: Pick<AppContext, 'store'>): string | undefined {
  const { project, operate } = store.getState()
  const service = operate.serving.tag === 'on' ? (operate.service ?? undefined) : undefined
  all.set(store, { project: project.id, name: project.name, ...(service !== undefined && { service }) })
  return service
}

/** Remembers the project that was opened instead. */
export function rememberOpened({ store }: Pick<AppContext, 'store'>, opened: string): void {
  const left = all.get(store)
  if (left) all.set(store, { ...left, opened })
}

/** The service that was running when the open project was left. */
export function serviceToResume({ store }: Pick<AppContext, 'store'>): string | undefined {
  const left = all.get(store)
  return left?.project === store.getState().project.id ? left.service : undefined
}

/** The project to return to, if the open project was created for a version. */
export function projectToReturnTo({
  store,
}: Pick<AppContext, 'store'>): { readonly id: string; readonly name: string } | undefined {
  const left = all.get(store)
  return left?.opened === store.getState().project.id ? { id: left.project, name: left.name } : undefined
}

/** Forgets the left project, because its service runs again or was stopped. */
export function forgetLeftProject({ store }: Pick<AppContext, 'store'>): void {
  all.delete(store)
}
