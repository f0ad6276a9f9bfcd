/**
 * @file Canary controller: runs the canary of the open service. The serving worker rolls back, advances, and promotes
 * automatically; this file updates the share on the diagram, the aliases, and the saved state to match. One write moves
 * the champion alias on disk, so an interrupted promotion can be finished afterwards.
 */
import { type Message, message, Refusal, refuse } from '../../../messages/message'
import '../../../messages/en/canary'
import type { SavedCanary, Service } from '../../../compile/project'
import { type CanaryTrack, harmSoFar, readCanary } from '../../../ops/canary/canary-track'
import { successGap } from '../../../ops/canary/comparisons'
import { type CanaryPlan, missingRequirements, nextDecision, type Tally } from '../../../ops/canary-plan'
import { actorOf, breachOf, STORED_ACTOR, STORED_REASON, storedLastGate } from '../../../ops/change'
import { reasonText } from '../../../ops/change-text'
import type { CanaryDid } from '../../../ops/log-entry'
import type { ServingClient } from '../../../protocol/serving-client'
import type { AppContext } from '../../context'
import type { Slice } from '../../state-slice'
import { isOpenElsewhere, refuseOpenElsewhere } from '../../training/weights-in-use'
import type { OpenLog } from '../log/service-log'
import { replaceService } from '../service-board'
import type { OperateState } from '../state'
import {
  type CanaryRequest,
  type CanarySplit,
  canarySplit,
  challengersOf,
  defaultChallenger,
  makeCanaryPlan,
  withSliceName,
} from './canary-state'

export interface CanaryController {
  /** The canary in progress, as saved in the project. */
  saved(): SavedCanary | undefined
  /** The canary in the log: the one in progress or, if there is none, the last one. */
  track(): CanaryTrack | undefined
  split(): CanarySplit
  begin(asked: CanaryRequest): Promise<SavedCanary>
  /** Sets the challenger's share in percent, with or without a canary. */
  setShare(percent: number): Promise<void>
  /**
   * Advances to the next step, or promotes the challenger after the last step. Refuses while the gate does not pass.
   */
  advance(): Promise<void>
  promote(anyway?: string): Promise<void>
  rollBack(why: string): Promise<void>
  /** Updates the diagram, the aliases, and the saved state to match the canary in the log. */
  sync(): Promise<void>
}

/** The parts of the Operate controller that this controller needs. */
export interface CanaryHost {
  readonly store: Slice<OperateState>
  service(): Service
  session(): Pick<ServingClient, 'canary' | 'book'>
  log(): OpenLog | undefined
  start(): Promise<void>
  refreshAliases(by: string, why: string): Promise<void>
  /** Takes over a share that the serving worker has set already. */
  followShare(stage: string, percent: number): void
}

const BY = STORED_ACTOR.canary
const USER = STORED_ACTOR.user

/** Opens the controller, which follows the service that is open. */
export function openCanaryController(studio: AppContext, host: CanaryHost): CanaryController {
  /** Resolves when the latest operation is done. Each operation waits for the previous one. */
  let turn: Promise<unknown> = Promise.resolve()
  let following = false

  const { aliases } = studio.storage
  const serving = () => host.store.getState().serving.tag === 'on'
  const open = (): Service | undefined => {
    const { service: name } = host.store.getState()
    return studio.store.getState().project.services?.find((one) => one.name === name)
  }
  const kept = () => open()?.canary
  const timeNow = () => host.store.getState().clock.at
  const track = () => host.log()?.readings.canary.track
  const underway = () => {
    refuseOpenElsewhere(studio.store.getState())
    return kept() ?? refuse('canary-none', {})
  }
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const queued = turn.then(work)
    turn = queued.catch(() => undefined)
    return queued
  }

  function keep(canary: SavedCanary | undefined): void {
    replaceService(studio, open()?.name ?? '', ({ canary: _, ...rest }) => (canary ? { ...rest, canary } : rest))
  }
  const split = () => canarySplit(host.store.getState())
  /** Sets the share on the diagram, as one undo step. */
  async function draw(stage: string, percent: number): Promise<void> {
    const { board } = host.store.getState()
    const node = board?.store.getState().project.drawing.nodes.find(({ id }) => id === stage)
    if (!board || !node || node.params.challenger === percent) return
    await board.run('graph.set', { node: stage, params: { champion: 100 - percent, challenger: percent } })
  }
  /** Draws a share that the serving worker has set. It may have set another one since, which `followNow` draws next. */
  async function drawSet(stage: string, percent: number): Promise<void> {
    host.followShare(stage, percent)
    await draw(stage, percent)
  }
  /** Informs the serving worker first; a promotion moves its aliases in the same step. */
  async function applyStep(did: CanaryDid, at: SavedCanary, by: string, why: string): Promise<void> {
    const before = did === 'resumed' ? track() : undefined
    if (serving()) {
      const moved = did === 'promoted' && { movesAliases: true as const }
      await host.session().canary({ did, ...at, by, why, ...moved, ...(before && { track: before }) })
      // `followNow` would restore the previous share from a log that does not contain this step yet.
      await host.log()?.settled()
    }
    await drawSet(at.plan.stage, at.percent)
  }
  async function takeDown({ plan: { model, to } }: SavedCanary, by: string, why: string): Promise<void> {
    const { now } = await aliases.of(model)
    if (now.challenger === to) await aliases.move({ model, alias: 'challenger', by, why, from: to })
    await host.refreshAliases(by, why)
  }
  function notice(tone: 'info' | 'bad', content: Message): void {
    void studio.run('notice.show', { tone, message: content })
  }

  async function end(at: SavedCanary, did: 'rolled back' | 'promoted' | 'stopped', by: string, why: string) {
    const over = { ...at, step: -1, percent: 0 }
    if (track()?.over === undefined) await applyStep(did, over, by, why)
    else await drawSet(at.plan.stage, 0)
    await takeDown(at, by, why)
    keep(undefined)
  }
  async function back(at: SavedCanary, by: string, why: string): Promise<void> {
    const seen = track()
    const harmed = seen ? harmSoFar(seen).harmed : 0
    await end(at, 'rolled back', by, why)
    const { model, to: version } = at.plan
    const better = seen && betterOverAll(seen)
    notice(
      'bad',
      message('canary-back', {
        model,
        version,
        by: actorOf(by),
        why: reasonText(why),
        harmed,
        ...(better && { better }),
      }) as Message,
    )
  }
  async function takeOver(at: SavedCanary, by: string, why: string): Promise<void> {
    const { model, from, to } = at.plan
    // A gate that fails, or that cannot be evaluated, does not stop a promotion, but is saved with it.
    const { gate } = await studio.run('registry.gate', { model, version: to }).catch(() => ({ gate: undefined }))
    try {
      // One transaction reads the version, checks it, and moves the alias, so that there is always exactly one complete
      // champion.
      await aliases.move({ model, alias: 'champion', to, from, by, why, ...(gate && { evidence: gate.checks }) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await end(at, 'stopped', BY, error.message)
      throw new Refusal(message('canary-not-moved', { model, version: to, why: error.message }) as Message)
    }
    await end(at, 'promoted', by, why)
    const failed = gate?.checks.flatMap(({ what, verdict }) => (verdict === 'failed' ? [what] : [])) ?? []
    notice(failed.length > 0 ? 'bad' : 'info', message('canary-over', { model, version: to, failed }) as Message)
  }

  /**
   * Whether the aliases still match the canary. Finishes a promotion that was interrupted, and ends a canary whose
   * aliases were moved by something else.
   */
  async function stillApplies(at: SavedCanary): Promise<boolean> {
    const { model, from, to } = at.plan
    const { now } = await aliases.of(model)
    if (now.champion === from && now.challenger === to) return true
    if (now.champion === to && from !== to) await end(at, 'promoted', BY, STORED_REASON.aliasMovedBefore)
    else {
      await end(at, 'stopped', BY, STORED_REASON.aliasesMoved)
      notice('bad', message('canary-moved', { model, version: to }) as Message)
    }
    return false
  }
  async function followNow(): Promise<void> {
    const at = kept()
    // The tab that has the project open ends its canary.
    if (!at || isOpenElsewhere(studio.store.getState())) return
    const seen = track()
    const ownTrack = seen && JSON.stringify(seen.plan) === JSON.stringify(at.plan) ? seen : undefined
    const isServing = serving()
    const { at: logAt = 0 } = host.log() ?? {}
    const isLogCut = !isServing && at.since !== undefined && at.since > logAt
    if (ownTrack?.over === 'rolled back' && !isLogCut) return back(at, BY, ownTrack.history.at(-1)?.why ?? '')
    if (!(await stillApplies(at))) return
    if (ownTrack?.over === 'promoted' && !isLogCut) return takeOver(at, BY, lastGateReason(at))
    const running = ownTrack?.over === undefined ? ownTrack : undefined
    // The end of the log was not saved before the page closed, and may be from before the canary began.
    if (isLogCut) return follow(at, running ?? { step: 0, percent: at.plan.steps[0]?.percent ?? 0, since: logAt })
    if (!running) return
    const isSame = running.percent === at.percent && running.step === at.step
    // While nothing is served, the diagram decides, unless the project was not saved since the log changed the share;
    // the log learns of it when the service starts.
    if (!isSame && !isServing && !(at.since !== undefined && running.since > at.since)) return
    if (!isSame || running.since !== at.since) await follow(at, running)
  }
  /** Sets the share that the canary has in the log. */
  async function follow(at: SavedCanary, { step, percent, since }: Pick<CanaryTrack, 'step' | 'percent' | 'since'>) {
    const { model, stage, to: version } = at.plan
    if (!serving() && percent !== at.percent) notice('info', message('canary-resumes', { model, version, percent }))
    keep({ ...at, step, percent, since })
    await drawSet(stage, percent)
  }
  /**
   * Records the end of a canary that was ended while nothing was served: the registry has who ended it, and why. A
   * share that has been set on the diagram since then is kept.
   */
  async function close({ plan, over }: CanaryTrack): Promise<void> {
    if (over !== undefined) return
    const { now, moves } = await aliases.of(plan.model)
    const last = moves.findLast(({ alias, from }) => alias === 'challenger' && from === plan.to)
    const { by, why } = last ?? { by: BY, why: STORED_REASON.endedWhileStopped }
    const isRolledBack = by === USER || breachOf(why) !== undefined
    const did = now.champion === plan.to ? 'promoted' : isRolledBack ? 'rolled back' : 'stopped'
    await host.session().canary({ did, plan, step: -1, percent: drawnShare(open(), plan), by, why })
  }
  /** Resumes the canary `before` that was saved when the service started; one that was begun since then is running. */
  async function resume(before: SavedCanary | undefined): Promise<void> {
    const at = kept()
    const seen = track()
    if (at && !before) return
    if (!at) return seen && close(seen)
    if (!(await stillApplies(at))) return
    const isResumed = seen && !seen.over && JSON.stringify(seen.plan) === JSON.stringify(at.plan)
    await applyStep(isResumed ? 'resumed' : 'began', at, BY, STORED_REASON.canaryResumed)
  }

  host.store.subscribe(({ serving: now, log, service }, before) => {
    if (now.tag === 'on' && before.serving.tag !== 'on') {
      const saved = kept()
      void inTurn(() => resume(saved)).catch(showError)
    } else if ((log !== before.log || service !== before.service) && !following && kept()) {
      following = true
      void inTurn(followNow)
        .catch(showError)
        .finally(() => {
          following = false
        })
    }
  })
  /**
   * While the service runs, the worker reports shares that change on the diagram, for example by undo. While the
   * service is stopped, watch the diagram itself.
   */
  studio.store.subscribe(({ project }, before) => {
    if (project.services === before.project.services || host.store.getState().serving.tag === 'on') return
    const [now, then] = [open(), before.project.services?.find(({ name }) => name === open()?.name)]
    if (!now?.canary || now.canary !== then?.canary) return
    const { plan, percent: was } = now.canary
    const percent = drawnShare(now, plan)
    if (percent !== was && percent !== drawnShare(then, plan))
      keep({ ...now.canary, ...stepAtShare(plan, percent), since: host.log()?.at ?? 0 })
  })
  function showError(error: unknown): void {
    if (error instanceof Refusal) notice('bad', error.reason)
  }

  return {
    saved: kept,
    track,
    split,
    begin: (asked) =>
      inTurn(async () => {
        const running = kept()
        if (running) {
          const { plan, percent } = running
          return refuse('canary-running', { model: plan.model, version: plan.to, percent })
        }
        const place = split()
        const { model } = place
        const versions = await versionsFor(studio, model, asked.version, track())
        if (!serving()) await host.start()
        const { now } = await aliases.of(model)
        if (now.challenger !== versions.to)
          await studio.run('registry.alias', {
            ...{ model, alias: 'challenger', version: versions.to },
            ...{ why: STORED_REASON.canary, by: USER, gate: asked.gate },
          })
        const { models } = studio.store.getState()
        const champion = models.find(({ name, version }) => name === model && version === versions.from)
        const plan = makeCanaryPlan(asked, place, versions, host.log()?.book ?? host.session().book, champion)
        const at: SavedCanary = { plan, step: 0, percent: plan.steps[0]?.percent ?? 0, since: timeNow() }
        keep(at)
        await applyStep('began', at, USER, STORED_REASON.canaryStarted)
        return at
      }),
    setShare: (percent) =>
      inTurn(async () => {
        if (!(percent >= 0 && percent <= 100)) return refuse('canary-percent', { percent: String(percent) })
        const at = kept()
        if (!at) {
          const { stage, model } = split()
          const { now } = await aliases.of(model)
          // Without a challenger, no version would answer that share of the requests, and the diagram would have an
          // error.
          if (percent > 0 && now.challenger === undefined) return refuse('canary-share-alone', { model, percent })
          return draw(stage, percent)
        }
        const moved = { ...at, ...stepAtShare(at.plan, percent), since: timeNow() }
        keep(moved)
        await applyStep('advanced', moved, USER, STORED_REASON.shareMoved)
      }),
    advance: () =>
      inTurn(async () => {
        const at = underway()
        const seen = track()
        // The log has no data about this canary yet.
        if (!seen || seen.over) return refuse('canary-gate', { percent: at.percent, missing: [] })
        const decision = nextDecision(at.plan, readCanary(seen))
        if (decision.do === 'promote') return takeOver(at, USER, lastGateReason(at))
        if (decision.do !== 'advance') {
          const slices = host.log()?.book?.slices ?? []
          const missing = missingRequirements(at.plan, readCanary(seen)).map((one) => withSliceName(one, slices))
          return refuse('canary-gate', { percent: at.percent, missing })
        }
        const moved = { ...at, step: decision.step, percent: decision.percent, since: timeNow() }
        keep(moved)
        await applyStep('advanced', moved, USER, STORED_REASON.gatePassed)
      }),
    promote: (why = STORED_REASON.none) => inTurn(() => takeOver(underway(), USER, why)),
    rollBack: (why) => inTurn(() => back(underway(), USER, why)),
    sync: () => inTurn(followNow),
  }
}

/**
 * The accuracies of both versions if the challenger was rolled back although it is more accurate overall; undefined
 * otherwise, or while either version has no labels.
 */
function betterOverAll(track: CanaryTrack) {
  const all = readCanary(track).checks.find(({ what }) => what === 'right')
  if (!all || !Number.isFinite(successGap(all)) || successGap(all) >= 0) return undefined
  const accuracy = ({ good, all: of }: Tally) => good / of
  return { challenger: accuracy(all.challenger), champion: accuracy(all.champion) }
}

/** The challenger's share on the diagram, in percent. */
function drawnShare(service: Service | undefined, { stage }: CanaryPlan): number {
  return Number(service?.drawing.nodes.find(({ id }) => id === stage)?.params.challenger ?? 0)
}

/** The index of the step with this share; -1 if there is none. */
function stepAtShare({ steps }: CanaryPlan, percent: number) {
  return { percent, step: steps.findIndex((one) => one.percent === percent) }
}

/** The versions of the champion and the challenger; the challenger is the requested version or the default one. */
async function versionsFor({ storage }: AppContext, model: string, asked: number | undefined, last?: CanaryTrack) {
  const { now } = await storage.aliases.of(model)
  const from = now.champion ?? refuse('canary-no-champion', { model })
  const others = challengersOf(await storage.models.list(), model, from)
  const to = asked ?? defaultChallenger(others, now.challenger, last) ?? refuse('canary-no-version', { model })
  if (to === from) return refuse('canary-champion', { model, version: to })
  return { from, to }
}

/**
 * The reason that is stored when the challenger takes over. It names only the last gate, because the user may have
 * overridden earlier ones.
 */
function lastGateReason({ plan: { limits } }: SavedCanary): string {
  return storedLastGate(100 * limits.margin)
}

/** A summary of the canary, for use outside the Operate page. */
export function canarySummary(service: Service | undefined) {
  const at = service?.canary
  return at ? { model: at.plan.model, version: at.plan.to, percent: at.percent } : null
}
