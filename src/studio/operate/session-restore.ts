/**
 * @file LeftOff: what a tab knows over its reload of the service that was open in it: what was looked at, how fast time passed, and how far it
 * had come. A page that goes cannot wait for the disk, so that what of the log was not on it is told when the service is opened again.
 */
import type { StoreApi } from 'zustand/vanilla'
import { operateOffersText as offers } from '../../messages/en/studio/operate-offers'
import { message } from '../../messages/message'
import '../../messages/en/operate-page'
import { type TabMemory, thisTab } from '../../storage/tabs'
import type { AppContext } from '../context'
import type { ServiceLog } from './service-log'
import type { OperateState } from './state'

const LEFT = 'left-off'
/** The room that the page opens in again; read before anything of Operate is loaded. */
const ROOM = 'room'
/** Between what was shown and what is on disk a batch of requests may wait: less than this is no loss. In virtual ms. */
const LEAST_LOST_MS = 1000

/** After a pause a batch may still be on its way. */
const PAUSING_MS = 500

/** A service as it was left. */
interface Left {
  readonly project: string
  readonly service: string
  readonly tab: string
  readonly speed: number
  /** Virtual milliseconds reached. */
  readonly at: number
  readonly requests: number
  readonly did: 'rest' | 'serve' | 'play'
}

/** What is asked of the desk. */
interface Part {
  readonly store: StoreApi<OperateState>
  log(): ServiceLog
}

const ofTab = new WeakMap<AppContext['store'], Left>()

/** The service of the open project that this tab had open before it was loaded anew. */
export function leftService({ store }: Pick<AppContext, 'store'>): string | undefined {
  const left = ofTab.get(store)
  return left && left.project === store.getState().project.id ? left.service : undefined
}

/** The desk, whose log is written before the page goes and once the score stands, and which is found again as it was left. */
export function withLeftOff<D extends Part>(studio: AppContext, desk: D, tab: TabMemory = thisTab): D {
  const left = readLeft(tab)
  if (left) ofTab.set(studio.store, left)
  const keep = () => {
    if (desk.store.getState().service === null) return
    const log = desk.log()
    void log.settled().then(log.flush)
  }
  const leave = () => {
    tab.put(ROOM, studio.store.getState().room === 'operate' ? 'operate' : '')
    // A page that goes again before the service was opened has it still to tell.
    tab.put(LEFT, JSON.stringify(leftOf(studio, desk) ?? ofTab.get(studio.store) ?? null))
    keep()
  }
  if ('document' in globalThis) {
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') leave()
      // It is back: a copy of this tab has not lost anything.
      else tab.put(LEFT, 'null')
    })
  }
  let pausedAt = Number.NEGATIVE_INFINITY
  desk.store.subscribe((now, before) => {
    if (now.service !== null && now.service !== before.service) return takeUp(studio, desk)
    if (now.clock.playing || now.clock === before.clock) return
    if (before.clock.playing) pausedAt = performance.now()
    // The last of it is told a moment after the pause; what comes from outside later is written as while it plays.
    if (performance.now() - pausedAt < PAUSING_MS) keep()
  })
  return desk
}

function leftOf({ store }: AppContext, desk: Part): Left | undefined {
  const { service, tab, clock, serving } = desk.store.getState()
  if (service === null) return undefined
  const serves = serving.tag === 'on' || serving.tag === 'opening'
  return {
    ...{ project: store.getState().project.id, service, tab, speed: clock.speed, at: clock.at },
    requests: desk.log().requests(),
    did: clock.playing ? 'play' : serves ? 'serve' : 'rest',
  }
}

/** Once: the first service that is opened is the one that was left, or nobody asks any more. */
function takeUp(studio: AppContext, desk: Part): void {
  const left = ofTab.get(studio.store)
  ofTab.delete(studio.store)
  const { service } = desk.store.getState()
  if (!left || left.service !== service || left.project !== studio.store.getState().project.id) return
  desk.store.setState(({ clock }) => ({ tab: left.tab, clock: { ...clock, speed: left.speed } }))
  const log = desk.log()
  const lostMs = Math.max(0, left.at - log.at)
  const requests = Math.max(0, left.requests - log.requests())
  const isLost = lostMs >= LEAST_LOST_MS || requests > 0
  if (!isLost && left.did === 'rest') return
  const said = isLost
    ? message('log-cut', { ms: lostMs, requests, at: log.at, ...(left.did === 'play' && { played: true }) })
    : message('service-reloaded', { service, at: log.at })
  const { speed } = left
  const action = {
    play: { title: offers.serveAndPlay, command: 'service.play', args: { speed } },
    serve: { title: offers.serve, command: 'service.start' },
    rest: undefined,
  }[left.did]
  void studio.run('notice.show', {
    tone: isLost ? 'bad' : 'info',
    said,
    ...(action && { action }),
  })
}

/** What the tab kept; it is ours, but whoever had the tab may have written anything. */
function readLeft(tab: TabMemory): Left | undefined {
  try {
    const left = JSON.parse(tab.get(LEFT) ?? 'null') as Partial<Left> | null
    const { project, service, tab: shown, speed, at, requests, did } = left ?? {}
    const areNames = [project, service, shown].every((one) => typeof one === 'string')
    const areNumbers = [speed, at, requests].every((one) => Number.isFinite(one) && (one as number) >= 0)
    const isKnown = did === 'rest' || did === 'serve' || did === 'play'
    return areNames && areNumbers && isKnown && (speed as number) > 0 ? (left as Left) : undefined
  } catch {
    return undefined
  }
}
