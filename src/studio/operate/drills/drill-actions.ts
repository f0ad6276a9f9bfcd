/**
 * @file Drill actions: derives the user's actions in a drill, as changes that a replay can apply, from the change
 * entries of the log and the saved diagrams.
 */
import { expectDefined } from '../../../base/assert'
import { stableJson } from '../../../base/stable-json'
import type { Alias } from '../../../catalog/lowered-stage'
import type { Service } from '../../../compile/project'
import { checkService } from '../../../compile/service/check-service'
import { toService } from '../../../compile/service/service-to-spec'
import type { Drill, DrillMove } from '../../../gallery/drills/define-drill'
import type { Drawing } from '../../../graph/drawing'
import { refuse } from '../../../messages/message'
import { deployRollbackOf, STORED_ACTOR } from '../../../ops/change'
import type { DrillAction } from '../../../ops/drill-tally'
import type { Change } from '../../../ops/log-entry'
import { type AliasVersions, type ServiceSpec, withChallengerShare } from '../../../ops/service-spec'
import type { PlannedChange } from '../../../protocol/serving-messages'
import { CANARY } from '../../../serving/scenario-playback/canary-watch'
import { isPromotionByCanary, specChanges, withUneditedShares } from '../../../serving/service-changes'
import { type DrillModels, drillVersion } from './drill-models'

/** The initial state of a drill: the lowered diagram and the aliases. */
export interface DrillStart {
  readonly spec: ServiceSpec
  readonly aliases: AliasVersions
}

const BY = STORED_ACTOR.user

/** Lowers a diagram that is known to be valid. */
export function lowerService({ drawing, name }: Pick<Service, 'drawing' | 'name'>): ServiceSpec {
  return toService(expectDefined(checkService(drawing).checked, `${name} is sound`), name)
}

/** The diagram with parameters of one stage changed. */
function withStageParams(drawing: Drawing, stage: string, params: Readonly<Record<string, unknown>>): Drawing {
  const nodes = drawing.nodes.map((node) =>
    // The cast is safe because the values are validated together with the diagram.
    node.id === stage ? { ...node, params: { ...node.params, ...(params as typeof node.params) } } : node,
  )
  return { ...drawing, nodes }
}

/** Converts moves of a drill to the resulting changes and actions. */
export function actionsOfMoves(drill: Drill, records: DrillModels, begin: DrillStart, moves: readonly DrillMove[]) {
  const changes: PlannedChange[] = []
  const acts: DrillAction[] = []
  let { drawing } = drill.service
  let { aliases } = begin
  for (const { at, action } of moves) {
    const { do: done, title } = expectDefined(
      drill.actions.find(({ id }) => id === action),
      `action ${action}`,
    )
    acts.push({ at, kind: done === 'see' ? 'see' : 'change', what: title })
    if (done === 'see') continue
    if ('set' in done) {
      drawing = withStageParams(drawing, done.set, done.params)
      const spec = lowerService({ drawing, name: drill.service.name })
      changes.push({ type: 'spec', spec, at, by: BY, why: title })
    } else {
      const version = drillVersion(records, done.point, done.version)
      aliases = { ...aliases, [done.point]: { ...aliases[done.point], [done.alias]: version } }
      changes.push({ type: 'aliases', aliases, at, by: BY, why: title })
    }
  }
  return { changes, acts }
}

type LoggedChange = Exclude<Change['what'], { type: 'note' }>
interface TimedChange {
  readonly at: number
  readonly what: LoggedChange
  /**
   * Whether the canary in the worker made this change automatically, in which case a replay reproduces it without an
   * explicit action.
   */
  readonly isAutomatic: boolean
}

/** The service changes in the log, in order. */
function loggedChanges(changes: readonly Change[]): readonly TimedChange[] {
  const made = changes.flatMap(({ at, what }) => (what.type === 'note' ? [] : [{ at, what }]))
  const turns = made.filter(({ at, what }, i) => {
    if (what.type !== 'canary' || what.by !== CANARY) return false
    if (what.did === 'advanced' || what.did === 'rolled back') return true
    // In logs of earlier versions, the page promoted, and the aliases moved after that.
    const movesChampion = (one: (typeof made)[number]) => one.what.type === 'alias' && one.what.alias === 'champion'
    return isPromotionByCanary(what) && made.slice(0, i).some((one) => one.at === at && movesChampion(one))
  })
  return made.map(({ at, what }) => {
    const isOf = (canaryStep: (typeof turns)[number]) => canaryStep.at === at && canaryStep.what.why === what.why
    return { at, what, isAutomatic: (!('by' in what) || what.by === CANARY) && turns.some(isOf) }
  })
}

/**
 * Plans the replay of a log. `named` contains the valid diagrams in order, regardless of the service's name at the
 * time.
 */
export function planReplay(
  changes: readonly Change[],
  begin: DrillStart,
  named: readonly ServiceSpec[],
): readonly PlannedChange[] {
  let { spec, aliases } = begin
  const { name } = spec
  const specs = named.map((one) => ({ ...one, name }))
  let next = 0
  const made = loggedChanges(changes)
  const planned: PlannedChange[] = []
  /** The diagram in effect after log entry `i`, and the number of log entries that its edit accounts for. */
  function drawnAt(i: number, reason: { readonly by: string; readonly why: string }) {
    const drawings = specs.slice(next).flatMap((one, n) => {
      const k = next + n
      return [one, withUneditedShares(one, specs[k - 1] ?? begin.spec, spec)].map((drawn) => ({ k, drawn }))
    })
    for (const { k, drawn } of drawings) {
      if (stableJson(drawn) === stableJson(spec)) continue
      const expectedChanges = specChanges(spec, { spec: drawn, ...reason })
      const entries = made.slice(i, i + expectedChanges.length).map(({ at, what }) => ({ at, what }))
      if (stableJson(entries) !== stableJson(expectedChanges.map((what) => ({ at: made[i]?.at, what })))) continue
      next = k + 1
      return { drawn, lines: expectedChanges.length }
    }
    return undefined
  }
  for (let i = 0; i < made.length; i++) {
    const { at, what, isAutomatic: isOwn } = made[i] as TimedChange
    if (isOwn) {
      if (what.type === 'canary') spec = withChallengerShare(spec, what.plan.stage, what.percent)
      if (what.type === 'alias') aliases = withAliasMove(aliases, what)
    } else if (what.type === 'canary') {
      const { did, plan, step, percent, by, why } = what
      spec = withChallengerShare(spec, plan.stage, percent)
      planned.push({ type: 'canary', did, plan, step, percent, by, why, at })
    } else if (what.type === 'alias') {
      aliases = withAliasMove(aliases, what)
      planned.push({ type: 'aliases', aliases, at, by: what.by, why: what.why })
    } else if (!isShareOfTurn(made[i + 1], at, what.why)) {
      const taken = what.type === 'service' ? deployRollbackOf(what.why) : undefined
      const reason = { by: what.type === 'share' ? what.by : BY, why: what.why }
      const found = taken ? undefined : drawnAt(i, reason)
      if (taken) planned.push({ type: 'aliases', aliases, at, ...taken })
      else if (found) {
        spec = found.drawn
        i += found.lines - 1
        planned.push({ type: 'spec', spec, at, ...reason })
      } else if (what.type === 'share') {
        // A share change needs no saved diagram: the log entry contains the new share.
        spec = withChallengerShare(spec, what.stage, what.to)
        planned.push({ type: 'spec', spec, at, ...reason })
      } else return refuse('drill-lost', { minute: Math.floor(at / 60_000) })
    }
  }
  return planned
}

/** Whether a share change belongs to the canary step that follows: both have the same time and reason. */
function isShareOfTurn(after: TimedChange | undefined, at: number, why: string): boolean {
  return after?.what.type === 'canary' && after.at === at && after.what.why === why
}

function withAliasMove(
  aliases: AliasVersions,
  { model, alias, to }: Extract<LoggedChange, { type: 'alias' }>,
): AliasVersions {
  const { [alias]: _, ...others }: Partial<Record<Alias, number>> = aliases[model] ?? {}
  return { ...aliases, [model]: to === undefined ? others : { ...others, [alias]: to } }
}

/** The maximum length, in characters, of the text that describes the changes made at one moment. */
const MAX_ACTION_LENGTH = 400

/** The user's actions, grouped by time. Changes by a canary are left out. */
export function userActionsIn(changes: readonly Change[]): readonly DrillAction[] {
  const acts: { at: number; kind: 'change'; what: string }[] = []
  for (const { at, what, isAutomatic: isOwn } of loggedChanges(changes)) {
    if (isOwn || ('by' in what && what.by === CANARY)) continue
    const last = acts.at(-1)
    if (last?.at === at) last.what += `, ${storedAct(what)}`
    else acts.push({ at, kind: 'change', what: storedAct(what) })
  }
  return acts.map((act) => ({ ...act, what: act.what.slice(0, MAX_ACTION_LENGTH) }))
}

/** A change in the form stored in result files. A replay compares these strings, so they must never change. */
function storedAct(what: LoggedChange): string {
  switch (what.type) {
    case 'alias':
      return `${what.alias} of ${what.model}: ${what.from === undefined ? 'none' : `v${what.from}`} to ${what.to === undefined ? 'none' : `v${what.to}`}`
    case 'share':
      return `challenger’s share: ${what.from} % to ${what.to} %` // not text: stored in files
    case 'canary':
      return `canary ${what.did}, ${what.percent} %` // not text: stored in files
    case 'service':
      return what.details === undefined ? what.why : `${what.why}: ${what.details}`
    default:
      return what satisfies never
  }
}
