/**
 * @file Drill session: runs the open drill, which starts in a separate project, is played like any service, and is
 * graded at the end of its scenario.
 */
import '../../../messages/en/drills'
import { stableJson } from '../../../base/stable-json'
import { ALIASES } from '../../../catalog/lowered-stage'
import { drills, findDrill } from '../../../gallery/drills'
import { type Drill, drillInScenario } from '../../../gallery/drills/define-drill'
import { drillStepsText as steps } from '../../../messages/en/studio/drills'
import { message, refuse } from '../../../messages/message'
import type { DrillResult } from '../../../ops/drill-grade'
import type { DrillAction } from '../../../ops/drill-tally'
import { entriesSince } from '../../../ops/log/stored-entries'
import type { AppContext } from '../../context'
import { changeProject } from '../../project/project-document'
import { type Slice, sliceOf } from '../../state-slice'
import { forgetAliasMoves } from '../action-history'
import { type OperateController, operateController } from '../controller'
import type { ServiceLogReader } from '../log/service-log'
import { perStudio } from '../per-studio'
import { drillIdOf, drillTemplateId } from '../project-model'
import type { DrillOutcome, DrillState, OperateState } from '../state'
import { type DrillStart, lowerService, planReplay, userActionsIn } from './drill-actions'
import { readDrillFile, writeDrillFile } from './drill-file'
import { type DrillModels, drillAliases, drillModelContent, drillVersion, trainDrillModels } from './drill-models'
import {
  addSeen,
  addSpec,
  addStageTimes,
  countUserActions,
  detections,
  drillLogData,
  markInterrupted,
  readOutcome,
  removeOutcome,
  saveOutcome,
  unverifiableReason,
} from './drill-outcome'
import { firstDifference, hashChainOf } from './drill-replay'
import { type DrillTimes, drillServiceStart, fixedTimes, gradeDrill, runDrill } from './drill-runs'

/** The best score of a drill on this device. */
export interface BestScore {
  readonly version: number
  readonly score: number
  readonly at: string
}

interface Session {
  readonly store: Slice<DrillState>
  records: DrillModels | undefined
  /** The playback speed before the first drill; undefined outside drills. */
  speedBefore?: number
}

const sessionOf = perStudio((studio: AppContext): Session => {
  const session: Session = { store: sliceOf(sliceOf(studio.store, 'operate'), 'drill'), records: undefined }
  followController(studio, session)
  return session
})

/** The state of the drill of this studio, which is followed from the first call on. */
export function drillState(studio: AppContext): DrillState {
  return sessionOf(studio).store.getState()
}

/**
 * Saves every valid diagram of the drill's service in order, with its stage times. Stops when another project is
 * opened, because it has no drill or a different one.
 */
function followController(studio: AppContext, session: Session): void {
  const controller = operateController(studio)
  let done = 0
  const onStateChange = ({ serving, served, log: view }: OperateState, before?: OperateState) => {
    if (openDrillId(studio) === undefined) return
    if (served && served !== before?.served) addSpec(controller.log(), served)
    if (serving.tag !== 'on') return
    const log = controller.log()
    if (before?.serving.tag !== 'on') markInterrupted(log)
    if (view !== before?.log) addStageTimes(log)
    if (countUserActions(log) !== done) void log.flush()
    done = countUserActions(log)
  }
  const follow = () => {
    const now = session.store.getState()
    const id = openDrillId(studio)
    if (now.tag === 'preparing' || ('drill' in now && now.drill === id)) return
    session.store.setState(id === undefined ? { tag: 'none' } : { tag: 'open', drill: id }, true)
    if (id === undefined && session.speedBefore !== undefined) {
      controller.setSpeed(session.speedBefore)
      delete session.speedBefore
    }
    if (id !== undefined) void restoreOutcome(studio, session, drillOfProject(studio, id))
  }
  controller.store.subscribe(onStateChange)
  studio.store.subscribe((now, before) => {
    if (now.project.id !== before.project.id) follow()
  })
  onStateChange(controller.store.getState())
  follow()
}

/** Restores the outcome of a drill whose project was opened again, unless a drill was started or graded in the meantime. */
async function restoreOutcome(studio: AppContext, { store }: Session, drill: Drill): Promise<void> {
  const before = store.getState()
  const over = await readOutcome(studio, drill)
  if (over && store.getState() === before) store.setState(over, true)
}

/** The id of the drill that the open project belongs to. */
function openDrillId({ store }: AppContext): string | undefined {
  const id = drillIdOf(store.getState().project)
  return id !== undefined && findDrill(id) ? id : undefined
}

function findDrillById(id: string): Drill {
  return findDrill(id) ?? refuse('drill-unknown', { id: String(id), known: drills.map((drill) => drill.id) })
}

/** The drill of the open project, with the seed of the project's scenario. */
function drillOfProject({ store }: AppContext, id: string): Drill {
  const { project, operate } = store.getState()
  const { services = [] } = project
  const service = services.find(({ name }) => name === operate.service) ?? services[0]
  return drillInScenario(findDrillById(id), service?.scenario)
}

function openDrill(studio: AppContext): {
  readonly session: Session
  readonly drill: Drill
  readonly controller: OperateController
} {
  const session = sessionOf(studio)
  const id = openDrillId(studio)
  return {
    session,
    drill: id === undefined ? refuse('drill-none', {}) : drillOfProject(studio, id),
    controller: operateController(studio),
  }
}

/**
 * Starts a drill in a separate project: trains its models, sets its aliases, and serves it. The project that was open
 * stays unchanged. The seed, by default a random one, decides when the fault begins and which requests arrive.
 */
export async function startDrill(studio: AppContext, id: string, seed = randomSeed()): Promise<void> {
  const drill = findDrillById(id).withSeed(seed)
  const session = sessionOf(studio)
  const { store } = session
  const before = store.getState().tag
  if (before === 'preparing' || before === 'scoring') return refuse('drill-busy', {})
  const preparing = (what: string, share: number) => store.setState({ tag: 'preparing', drill: id, what, share }, true)
  preparing(steps.preparing.data, 0)
  try {
    const records = await trainDrillModels(studio, drill, (what, share) =>
      preparing(steps.preparing.training({ model: what }), share),
    )
    preparing(steps.preparing.service, 1)
    const left = await openDrillProject(studio, drill)
    await setDrillAliases(studio, drill, records)
    const controller = operateController(studio)
    await controller.open(drill.service.name)
    // The logs of removed services are completely written by now, so they can be deleted.
    const project = studio.store.getState().project.id
    for (const service of left) await studio.storage.serviceLogs.remove({ project, service })
    await controller.restart()
    session.speedBefore ??= controller.store.getState().clock.speed
    controller.setSpeed(drill.speed)
    await controller.start()
    controller.store.setState({ tab: 'drills' })
    session.records = records
    await removeOutcome(studio, drill)
    store.setState({ tag: 'open', drill: id }, true)
    studio.store.setState({ room: 'operate' })
  } catch (error) {
    store.setState({ tag: 'none' }, true)
    throw error
  }
}

function randomSeed(): number {
  return globalThis.crypto.getRandomValues(new Uint32Array(1))[0] as number
}

/** Opens the project of the drill with its original service, or creates it. Resolves with the names of services that were removed. */
async function openDrillProject(studio: AppContext, drill: Drill): Promise<readonly string[]> {
  const template = drillTemplateId(drill.id)
  const controller = operateController(studio)
  if (studio.store.getState().project.template !== template) {
    const there = (await studio.storage.projects.list()).find((row) => row.template === template)
    const [first] = drill.models
    if (there) await studio.projects.open(there.id)
    else if (first) {
      const content = { ...(await drillModelContent(first)), name: drill.title, services: [drill.service] }
      await studio.projects.create(content, template)
    }
  }
  controller.close()
  // Keep a postmortem that the user wrote in an earlier attempt, marked as earlier.
  const before = studio.store.getState().project.services ?? []
  const written = before.find(({ postmortem }) => postmortem !== undefined)?.postmortem
  changeProject(studio.store, {
    services: [{ ...drill.service, ...(written && { postmortem: markAsEarlier(written) }) }],
  })
  return before.flatMap(({ name }) => (name === drill.service.name ? [] : [name]))
}

const EARLIER = '> Written of an earlier time.\n\n'

function markAsEarlier(written: string): string {
  return written.startsWith(EARLIER) ? written : EARLIER + written
}

async function setDrillAliases(studio: AppContext, drill: Drill, records: DrillModels): Promise<void> {
  const startAliases = drillAliases(drill, records)
  for (const [model, versions] of Object.entries(startAliases)) {
    const { moves } = await studio.storage.aliases.of(model)
    const move = { model, by: 'the drill', why: drill.title }
    for (const alias of ALIASES) {
      const to = versions[alias]
      // Start the alias from scratch: the previous attempt no longer exists, so it must not be possible to roll back to
      // it.
      if (to !== undefined || moves.some((one) => one.alias === alias))
        await studio.storage.aliases.start({ ...move, alias, ...(to === undefined ? {} : { to }) })
    }
  }
  forgetAliasMoves(studio, Object.keys(startAliases))
  await operateController(studio).refreshAliases('the drill', drill.title)
}

/** Performs one of the suggested actions of the drill. */
export async function runDrillAction(studio: AppContext, action: string): Promise<void> {
  const { session, drill, controller } = openDrill(studio)
  const known = drill.actions.map(({ id }) => id)
  const found = drill.actions.find(({ id }) => id === action) ?? refuse('drill-action', { action, known })
  const { do: done, title } = found
  // After a reload the service is not running yet, but the action needs the current time in the log.
  await controller.start()
  if (done === 'see') {
    const state = session.store.getState()
    if (state.tag !== 'open') return refuse('drill-none', {})
    const { at } = controller.store.getState().clock
    addSeen(controller.log(), { at, kind: 'see', what: title })
    await studio.run('notice.show', { tone: 'good', message: message('drill-seen', { at }) })
    return
  }
  if ('set' in done) {
    await controller.store.getState().board?.run('graph.set', { node: done.set, params: done.params })
    return
  }
  const records = session.records ?? (await trainDrillModels(studio, drill, () => undefined))
  const version = drillVersion(records, done.point, done.version)
  await studio.run('registry.alias', { model: done.point, alias: done.alias, version, anyway: true, why: title })
}

/** The user's actions so far, in order. */
export function actionsTaken(state: DrillState, log: ServiceLogReader | undefined): readonly DrillAction[] {
  if (state.tag === 'over') return state.acts
  // After a reload, no service is open until the Operate page is.
  if ((state.tag !== 'open' && state.tag !== 'scoring') || !log) return []
  const { changes, readings } = log
  const labels = readings.handLabels.list.map(({ at, request }) => ({
    ...{ at, kind: 'label' as const, what: `request ${request}` },
  }))
  return [...detections(log), ...userActionsIn(changes), ...labels].sort((a, b) => a.at - b.at)
}

/** Plays the rest of the scenario at full speed, then restores the previous speed. */
async function playToEnd(controller: OperateController, end: number): Promise<void> {
  const { speed } = controller.store.getState().clock
  await controller.play({ speed: 525_600 })
  await new Promise<void>((resolve, reject) => {
    const stop = controller.store.subscribe(({ clock, serving }) => {
      if (serving.tag !== 'on') reject(new Error('it stopped serving'))
      else if (clock.playing || clock.at < end) return
      else resolve()
      stop()
    })
  }).finally(() => controller.setSpeed(speed))
}

/** Ends the drill: replays the user's actions, compares them with doing nothing and with the reference solution, and grades them. */
export async function finishDrill(studio: AppContext, { rest = false }: { readonly rest?: boolean } = {}) {
  const { session, drill, controller } = openDrill(studio)
  const { store } = session
  const end = drill.service.scenario.durationMs
  const state = store.getState()
  if (state.tag === 'over') return state.result
  if (state.tag !== 'open') return refuse('drill-busy', {})
  const { at } = controller.store.getState().clock
  if (at < end && !rest)
    return refuse('drill-unplayed', { minute: Math.floor(at / 60_000), of: Math.round(end / 60_000) })
  const scoring = (what: string) => store.setState({ ...state, tag: 'scoring', what }, true)
  scoring(steps.scoring.rest)
  try {
    if (at < end) await playToEnd(controller, end)
    const acts = actionsTaken(store.getState(), controller.log())
    const records = session.records ?? (await trainDrillModels(studio, drill, () => undefined))
    const begin = { spec: lowerService(drill.service), aliases: drillAliases(drill, records) }
    const log = controller.log()
    addStageTimes(log)
    const { specs, interrupted } = drillLogData(log)
    const userActions = { changes: planReplay(log.changes, begin, specs), labels: log.readings.handLabels.list }
    const measured = measuredTimes(log, begin)
    const times = drill.grading === 1 ? measured : { ...measured, timing: fixedTimes(begin, records).timing }
    const start = await drillServiceStart(studio, begin, records, times)
    const runs = await runDrill({ drill, records, begin, start }, userActions, { onStep: (what) => scoring(what) })
    const { replayed } = runs
    const result = gradeDrill(drill, acts, runs)
    const beyond = unverifiableReason(log, controller.service(), drill, records)
    // If a reload lost labels in flight, only the log differs; the actions and their times are the same.
    const isAlike =
      interrupted && userActions.labels.length === 0 && stableJson(replayed.changes) === stableJson(log.changes)
    const isSame = !beyond && (isAlike || replayed.hash === log.hash())
    const packed = isSame
      ? writeDrillFile({ drill, start, records, actions: userActions, acts, played: replayed, result })
      : undefined
    // Offer a file only if it can be read back.
    const read = packed && readDrillFile(packed, findDrill)
    const minute = firstDifference(replayed.minutes, playedMinutes(controller, end)) ?? 0
    const why = beyond ?? (read && !read.ok ? read.error : message('drill-unverified', { minute }))
    const file = packed && read?.ok ? packed : { why }
    const over: DrillOutcome = { tag: 'over', drill: drill.id, acts, result, file }
    store.setState(over, true)
    await saveOutcome(studio, drill, over)
    await saveBestScore(studio, drill, result)
    return result
  } catch (error) {
    store.setState(state, true)
    throw error
  }
}

/** The hash chain of the played log for each minute, for as far back as the requests are still in the log. */
function playedMinutes(controller: OperateController, end: number): readonly string[] {
  const { fold, changes } = controller.log()
  return hashChainOf(entriesSince(fold.buffer, changes, 0), end).minutes
}

/** The stage times measured during the drill: those of the first diagram, and those of stages added later. */
function measuredTimes(log: Pick<ServiceLogReader, 'annotation' | 'book'>, { spec }: DrillStart): DrillTimes {
  const { timing } = log.book ?? refuse('drill-unfinished', {})
  const { stageMs } = drillLogData(log)
  const first = new Set(spec.stages.map(({ id }) => id))
  return {
    timing: { ...timing, stages: [...first].map((id) => stageMs[id] ?? 0) },
    laterMs: Object.fromEntries(Object.entries(stageMs).filter(([id]) => !first.has(id))),
  }
}

/** The best score on this device; undefined if there is none for this version of the drill. */
export async function readBestScore({ storage }: AppContext, { id, version }: Drill): Promise<BestScore | undefined> {
  const kept = (await storage.settings.get(`drill ${id}`).catch(() => undefined)) as BestScore | undefined
  return kept?.version === version && Number.isFinite(kept.score) ? kept : undefined
}

async function saveBestScore(studio: AppContext, drill: Drill, { score }: DrillResult): Promise<void> {
  const before = await readBestScore(studio, drill)
  if (before && before.score >= score) return
  const best: BestScore = { version: drill.version, score, at: new Date().toISOString() }
  await studio.storage.settings.put(`drill ${drill.id}`, best).catch(() => undefined)
}
