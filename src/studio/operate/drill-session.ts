/** @file DrillSession: the drill that is open: begun in a project of its own, played like any service, and scored when its day is over. */
import '../../messages/en/drills'
import { drillStepsText as steps } from '../../messages/en/studio/drills'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { message, refuse } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import { ALIASES } from '../../catalog/lowered-stage'
import { drills, findDrill } from '../../gallery/drills'
import type { Drill } from '../../gallery/drills/define-drill'
import { costOf, type DrillAct, type DrillResult, drillResult } from '../../ops/drill-grade'
import { entriesSince } from '../../ops/log/entries'
import type { ServiceStart } from '../../protocol/serving-messages'
import type { AppContext } from '../context'
import { changeProject } from '../document'
import { forgetFlags } from './acts'
import { type Desk, operateDesk } from './controller'
import { beyondDrill } from './drill-beyond'
import { packDrill, readDrillFile } from './drill-file'
import { detections, doneSoFar, drillKept, keepSeen, keepSpec, keepStart, keepTimes } from './drill-kept'
import { actsOf, type Beginning, handOfMoves, lowered, plannedOf } from './drill-hand'
import { type DrillOver, forgetOver, keepOver, keptOver } from './drill-over'
import { contentOf, drillAliases, drillModels, type DrillRecords } from './drill-models'
import { drillOf, drillTemplate } from './drill-row'
import { chainOf, firstDifference, type Hand, playHand, type PlayedHand } from './drill-replay'
import type { ServiceLog } from './service-log'
import { startWith } from './service-start'
import type { OperateState } from './state'

export type DrillState =
  | { readonly tag: 'none' }
  | { readonly tag: 'preparing'; readonly drill: string; readonly what: string; readonly share: number }
  | { readonly tag: 'open'; readonly drill: string }
  | { readonly tag: 'scoring'; readonly drill: string; readonly what: string }
  | DrillOver

/** What is kept of the best hand on this device. */
export interface BestScore {
  readonly version: number
  readonly score: number
  readonly at: string
}

interface Session {
  readonly store: StoreApi<DrillState>
  records: DrillRecords | undefined
}

const sessions = new WeakMap<AppContext['store'], Session>()

function sessionOf(studio: AppContext): Session {
  const known = sessions.get(studio.store)
  if (known) return known
  const session: Session = { store: createStore<DrillState>(() => ({ tag: 'none' })), records: undefined }
  sessions.set(studio.store, session)
  listenTo(studio, session)
  return session
}

/** The drill of this studio, told as it changes. */
export function drillStore(studio: AppContext): StoreApi<DrillState> {
  return sessionOf(studio).store
}

/** Every drawing by which the drill's service is served is kept, in its order, with its times; another project is no drill, or its own. */
function listenTo(studio: AppContext, session: Session): void {
  const desk = operateDesk(studio)
  let done = 0
  const hear = ({ serving, served, grown }: OperateState, before?: OperateState) => {
    if (drillIdOf(studio) === undefined) return
    if (served && served !== before?.served) keepSpec(desk.log(), served)
    if (serving.tag !== 'on') return
    const log = desk.log()
    if (before?.serving.tag !== 'on') keepStart(log)
    if (grown !== before?.grown) keepTimes(log)
    if (doneSoFar(log) !== done) void log.flush()
    done = doneSoFar(log)
  }
  const follow = () => {
    const now = session.store.getState()
    const id = drillIdOf(studio)
    if (now.tag === 'preparing' || ('drill' in now && now.drill === id)) return
    session.store.setState(id === undefined ? { tag: 'none' } : { tag: 'open', drill: id }, true)
    if (id !== undefined) void findResult(studio, session, drillNamed(id))
  }
  desk.store.subscribe(hear)
  studio.store.subscribe((now, before) => {
    if (now.project.id !== before.project.id) follow()
  })
  hear(desk.store.getState())
  follow()
}

/** Of a drill that was scored before its project was opened again; one that is begun or scored meanwhile goes on. */
async function findResult(studio: AppContext, { store }: Session, drill: Drill): Promise<void> {
  const before = store.getState()
  const over = await keptOver(studio, drill)
  if (over && store.getState() === before) store.setState(over, true)
}

/** The drill that the open project is of. */
function drillIdOf({ store }: AppContext): string | undefined {
  const id = drillOf(store.getState().project)
  return id !== undefined && findDrill(id) ? id : undefined
}

function drillNamed(id: string): Drill {
  return findDrill(id) ?? refuse('drill-unknown', { id: String(id), known: drills.map((drill) => drill.id) })
}

function openDrill(studio: AppContext): { readonly session: Session; readonly drill: Drill; readonly desk: Desk } {
  const session = sessionOf(studio)
  const id = drillIdOf(studio)
  return { session, drill: id === undefined ? refuse('drill-none', {}) : drillNamed(id), desk: operateDesk(studio) }
}

/** Begins a drill in its own project: trained, flagged, served and ready to play. What was open stays as it is. */
export async function startDrill(studio: AppContext, id: string): Promise<void> {
  const drill = drillNamed(id)
  const session = sessionOf(studio)
  const { store } = session
  const before = store.getState().tag
  if (before === 'preparing' || before === 'scoring') return refuse('drill-busy', {})
  const preparing = (what: string, share: number) => store.setState({ tag: 'preparing', drill: id, what, share }, true)
  preparing(steps.preparing.data, 0)
  try {
    const records = await drillModels(studio, drill, (what, share) => preparing(steps.preparing.training({ model: what }), share))
    preparing(steps.preparing.service, 1)
    const left = await openProjectOf(studio, drill)
    await pointFlags(studio, drill, records)
    const desk = operateDesk(studio)
    await desk.open(drill.service.name)
    // By now the log of one that was called otherwise is written, and nobody asks for it again.
    const project = studio.store.getState().project.id
    for (const service of left) await studio.storage.serviceLogs.remove({ project, service })
    await desk.anew()
    desk.setSpeed(drill.speed)
    await desk.start()
    desk.show('drills')
    session.records = records
    await forgetOver(studio, drill)
    store.setState({ tag: 'open', drill: id }, true)
    studio.store.setState({ room: 'operate' })
  } catch (error) {
    store.setState({ tag: 'none' }, true)
    throw error
  }
}

/** Its project with its service as it is written: the one that is there, or a new one. Resolves with the services that are no more. */
async function openProjectOf(studio: AppContext, drill: Drill): Promise<readonly string[]> {
  const template = drillTemplate(drill.id)
  const desk = operateDesk(studio)
  if (studio.store.getState().project.template !== template) {
    const there = (await studio.storage.projects.list()).find((row) => row.template === template)
    const [first] = drill.models
    if (there) await studio.projects.open(there.id)
    else if (first) {
      const content = { ...(await contentOf(first)), name: drill.title, services: [drill.service] }
      await studio.projects.create(content, template)
    }
  }
  desk.close()
  // What was written of an earlier time is the person's, and says that it is of that.
  const before = studio.store.getState().project.services ?? []
  const written = before.find(({ postmortem }) => postmortem !== undefined)?.postmortem
  changeProject(studio.store, { services: [{ ...drill.service, ...(written && { postmortem: asEarlier(written) }) }] })
  return before.flatMap(({ name }) => (name === drill.service.name ? [] : [name]))
}

const EARLIER = '> Written of an earlier time.\n\n'

function asEarlier(written: string): string {
  return written.startsWith(EARLIER) ? written : EARLIER + written
}

async function pointFlags(studio: AppContext, drill: Drill, records: DrillRecords): Promise<void> {
  const wanted = drillAliases(drill, records)
  for (const [model, flags] of Object.entries(wanted)) {
    const { moves } = await studio.storage.aliases.of(model)
    const move = { model, by: 'the drill', why: drill.title }
    for (const alias of ALIASES) {
      const to = flags[alias]
      // The hand before is no more: nothing is rolled back to where it had a flag.
      if (to !== undefined || moves.some((one) => one.alias === alias))
        await studio.storage.aliases.start({ ...move, alias, ...(to === undefined ? {} : { to }) })
    }
  }
  forgetFlags(studio, Object.keys(wanted))
  await operateDesk(studio).refreshAliases('the drill', drill.title)
}

/** Does one of the drill's actions, as a person's click would. */
export async function doInDrill(studio: AppContext, action: string): Promise<void> {
  const { session, drill, desk } = openDrill(studio)
  const known = drill.actions.map(({ id }) => id)
  const found =
    drill.actions.find(({ id }) => id === action) ?? refuse('drill-action', { action: String(action), known })
  const { do: done, title } = found
  // After a reload nothing serves yet: what is done then has a moment in the log as well.
  await desk.start()
  if (done === 'see') {
    const state = session.store.getState()
    if (state.tag !== 'open') return refuse('drill-none', {})
    const { at } = desk.store.getState().clock
    keepSeen(desk.log(), { at, kind: 'see', what: title })
    await studio.run('notice.show', { tone: 'good', said: message('drill-seen', { at }) })
    return
  }
  if ('set' in done) {
    await studio.run('graph.set', { node: done.set, params: done.params, service: desk.service().name })
    return
  }
  const records = session.records ?? (await drillModels(studio, drill, () => undefined))
  const flags = drillAliases({ aliases: { [done.point]: { [done.alias]: done.version } } }, records)
  const version = flags[done.point]?.[done.alias]
  await studio.run('registry.alias', { model: done.point, alias: done.alias, version, anyway: true, why: title })
}

/** All that the person did so far, in its order. */
export function drillActs(studio: AppContext): readonly DrillAct[] {
  const state = sessionOf(studio).store.getState()
  if (state.tag === 'over') return state.acts
  if (state.tag !== 'open' && state.tag !== 'scoring') return []
  const desk = operateDesk(studio)
  // After a reload its service is opened with the room.
  if (desk.store.getState().service === null) return []
  const log = desk.log()
  const { changes, readings } = log
  const labels = readings.handLabels.list.map(({ at, request }) => ({
    ...{ at, kind: 'label' as const, what: `request ${request}` },
  }))
  return [...detections(log), ...actsOf(changes), ...labels].sort((a, b) => a.at - b.at)
}

/** The rest of the score passes as fast as it can; whatever is played next goes on at the speed that was chosen. */
async function playRest(desk: Desk, end: number): Promise<void> {
  const { speed } = desk.store.getState().clock
  await desk.play({ speed: 525_600 })
  await new Promise<void>((resolve, reject) => {
    const stop = desk.store.subscribe(({ clock, serving }) => {
      if (serving.tag !== 'on') reject(new Error('it stopped serving'))
      else if (clock.playing || clock.at < end) return
      else resolve()
      stop()
    })
  }).finally(() => desk.setSpeed(speed))
}

/** Ends the drill: its hand is played again, beside nobody's and the best we know, and scored. */
export async function finishDrill(studio: AppContext, { rest = false }: { readonly rest?: boolean } = {}) {
  const { session, drill, desk } = openDrill(studio)
  const { store } = session
  const end = drill.service.score.durationMs
  const state = store.getState()
  if (state.tag === 'over') return state.result
  if (state.tag !== 'open') return refuse('drill-busy', {})
  const { at } = desk.store.getState().clock
  if (at < end && !rest)
    return refuse('drill-unplayed', { minute: Math.floor(at / 60_000), of: Math.round(end / 60_000) })
  const scoring = (what: string) => store.setState({ ...state, tag: 'scoring', what }, true)
  scoring(steps.scoring.rest)
  try {
    if (at < end) await playRest(desk, end)
    const acts = drillActs(studio)
    const records = session.records ?? (await drillModels(studio, drill, () => undefined))
    const begin = { spec: lowered(drill.service), aliases: drillAliases(drill, records) }
    const log = desk.log()
    keepTimes(log)
    const { specs, interrupted } = drillKept(log)
    const hand = { changes: plannedOf(log.changes, begin, specs), labels: log.readings.handLabels.list }
    const start = await startOf(studio, begin, records, timesOf(log, begin))
    scoring(steps.scoring.yours)
    const mine = await playHand(start, playedOf(drill), hand)
    scoring(steps.scoring.nothing)
    const nothing = await playHand(start, playedOf(drill), { changes: [], labels: [] })
    scoring(steps.scoring.best)
    const best = await playHand(start, playedOf(drill), bestHand(drill, records, begin))
    const result = resultOf(drill, mine, acts, { nothing, best })
    const beyond = beyondDrill(log, desk.service(), drill, records)
    // Labels that were on their way when the page was loaded anew never came, so the log alone differs: what was done, and when, is the same.
    const isAlike = interrupted && hand.labels.length === 0 && stableJson(mine.made) === stableJson(log.changes)
    const isSame = !beyond && (isAlike || mine.hash === log.hash())
    const packed = isSame ? packDrill({ drill, start, records, hand, acts, played: mine, result }) : undefined
    // What could not be read again is no file.
    const read = packed && readDrillFile(packed, findDrill)
    const minute = firstDifference(mine.minutes, liveMinutes(desk, end)) ?? 0
    const why = beyond ?? (read && !read.ok ? read.error : message('drill-unverified', { minute }))
    const file = packed && read?.ok ? packed : { why }
    const over: DrillOver = { tag: 'over', drill: drill.id, acts, result, file }
    store.setState(over, true)
    await keepOver(studio, drill, over)
    await keepBest(studio, drill, result)
    return result
  } catch (error) {
    store.setState(state, true)
    throw error
  }
}

/** The links of the log that was played, as far as its requests are kept in full. */
function liveMinutes(desk: Desk, end: number): readonly string[] {
  const { fold, changes } = desk.log()
  return chainOf(entriesSince(fold.ring, changes, 0), end).minutes
}

/** What a hand is played against. */
export function playedOf({ service: { score, slos }, rules }: Drill) {
  return { score, slos, rules }
}

type DrillTimes = Required<Pick<ServiceStart, 'timing' | 'laterMs'>>

/** All that a replay begins with. */
export async function startOf(
  studio: AppContext,
  { spec, aliases }: Beginning,
  records: DrillRecords,
  times: DrillTimes,
): Promise<ServiceStart & DrillTimes> {
  return { ...(await startWith(studio, spec, records, aliases, records[0])), ...times }
}

/** As measured when it was played: of what it began with, and of stages that were drawn later. */
function timesOf(log: Pick<ServiceLog, 'beside' | 'book'>, { spec }: Beginning): DrillTimes {
  const { timing } = log.book ?? refuse('drill-unfinished', {})
  const { stageMs } = drillKept(log)
  const first = new Set(spec.stages.map(({ id }) => id))
  return {
    timing: { ...timing, stages: [...first].map((id) => stageMs[id] ?? 0) },
    laterMs: Object.fromEntries(Object.entries(stageMs).filter(([id]) => !first.has(id))),
  }
}

/** The best hand we know, as it is played. */
export function bestHand(drill: Drill, records: DrillRecords, begin: Beginning): Hand {
  return { changes: handOfMoves(drill, records, begin, drill.best).changes, labels: [] }
}

/** What a hand came to, held against nobody's and the best. */
export function resultOf(
  drill: Drill,
  mine: PlayedHand,
  acts: readonly DrillAct[],
  { nothing, best }: { readonly nothing: PlayedHand; readonly best: PlayedHand },
): DrillResult {
  const faultAt = drill.service.score.notes.find(({ id }) => id === drill.rules.fault)?.startMs ?? 0
  return drillResult({
    ...{ tally: mine.tally, faultAt, acts },
    ...{ nothing: costOf(nothing.tally), best: costOf(best.tally) },
  })
}

/** The best score of a drill on this device; undefined where there is none of this version. */
export async function bestScore({ storage }: AppContext, { id, version }: Drill): Promise<BestScore | undefined> {
  const kept = (await storage.settings.get(`drill ${id}`).catch(() => undefined)) as BestScore | undefined
  return kept?.version === version && Number.isFinite(kept.score) ? kept : undefined
}

async function keepBest(studio: AppContext, drill: Drill, { score }: DrillResult): Promise<void> {
  const before = await bestScore(studio, drill)
  if (before && before.score >= score) return
  const best: BestScore = { version: drill.version, score, at: new Date().toISOString() }
  await studio.storage.settings.put(`drill ${drill.id}`, best).catch(() => undefined)
}
