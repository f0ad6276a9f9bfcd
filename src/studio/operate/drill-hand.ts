/** @file The hand of a drill: what was done to its service, as a replay makes it again: read out of the log's changes and the drawings there were. */
import { expectDefined } from '../../base/assert'
import { refuse } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import type { Alias } from '../../catalog/lowered-stage'
import type { Service } from '../../compile/project'
import { checkService } from '../../compile/service/check-service'
import { toService } from '../../compile/service/to-service'
import type { Drill, DrillMove } from '../../gallery/drills/define-drill'
import type { Drawing } from '../../graph/drawing'
import { STORED_ACTOR } from '../../ops/actor'
import { deployRollbackOf } from '../../ops/change-reason'
import type { DrillAct } from '../../ops/drill-grade'
import type { CanaryDid, Change } from '../../ops/record'
import type { AliasBook, ServiceSpec } from '../../ops/service-spec'
import type { PlannedChange } from '../../protocol/serving-messages'
import { redrawn } from '../../serving/changes'
import { CANARY } from '../../serving/play/canary-watch'
import { type DrillRecords, versionOf } from './drill-models'

/** Where a service begins: what is drawn, and where its flags stand. */
export interface Beginning {
  readonly spec: ServiceSpec
  readonly aliases: AliasBook
}

const BY = STORED_ACTOR.user

/** A drawing that is known to be sound, lowered. */
export function lowered({ drawing, name }: Pick<Service, 'drawing' | 'name'>): ServiceSpec {
  return toService(expectDefined(checkService(drawing).checked, `${name} is sound`), name)
}

/** The drawing with some parameters of a stage set. */
export function withParams(drawing: Drawing, stage: string, params: Readonly<Record<string, unknown>>): Drawing {
  const nodes = drawing.nodes.map((node) =>
    // What is set is checked as the drawing is.
    node.id === stage ? { ...node, params: { ...node.params, ...(params as typeof node.params) } } : node,
  )
  return { ...drawing, nodes }
}

/** Moves of a drill as the changes and acts that they come to. */
export function handOfMoves(drill: Drill, records: DrillRecords, begin: Beginning, moves: readonly DrillMove[]) {
  const changes: PlannedChange[] = []
  const acts: DrillAct[] = []
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
      drawing = withParams(drawing, done.set, done.params)
      const spec = lowered({ drawing, name: drill.service.name })
      changes.push({ type: 'spec', spec, at, by: BY, why: title })
    } else {
      const version = versionOf(records, done.point, done.version)
      aliases = { ...aliases, [done.point]: { ...aliases[done.point], [done.alias]: version } }
      changes.push({ type: 'aliases', aliases, at, by: BY, why: title })
    }
  }
  return { changes, acts }
}

type Made = Exclude<Change['what'], { type: 'note' }>
interface Moment {
  readonly at: number
  readonly what: Made
  /** A canary did it where it runs, and does it again by itself in a replay. */
  readonly isOwn: boolean
}

/** What the log says was done to the service, in its order. */
function madeIn(changes: readonly Change[]): readonly Moment[] {
  const made = changes.flatMap(({ at, what }) => (what.type === 'note' ? [] : [{ at, what }]))
  const turns = made.filter(({ what }) => what.type === 'canary' && what.by === CANARY && isOwnTurn(what.did))
  return made.map(({ at, what }) => {
    const isOf = (turn: (typeof turns)[number]) => turn.at === at && turn.what.why === what.why
    return { at, what, isOwn: (!('by' in what) || what.by === CANARY) && turns.some(isOf) }
  })
}

/** Turns that the worker takes; all others are told to it by the page. */
function isOwnTurn(did: CanaryDid): boolean {
  return did === 'advanced' || did === 'rolled back'
}

/** The changes as they are planned for a replay; `named` are the sound drawings there were, in their order, under whatever name. */
export function plannedOf(
  changes: readonly Change[],
  begin: Beginning,
  named: readonly ServiceSpec[],
): readonly PlannedChange[] {
  let { spec, aliases } = begin
  const { name } = spec
  const specs = named.map((one) => ({ ...one, name }))
  let next = 0
  const made = madeIn(changes)
  const planned: PlannedChange[] = []
  /** The drawing of which the log says this from here on, and how many lines of it. */
  function drawnAt(i: number, reason: { readonly by: string; readonly why: string }) {
    for (let k = next; k < specs.length; k++) {
      const drawn = specs[k] as ServiceSpec
      if (stableJson(drawn) === stableJson(spec)) continue
      const whats = redrawn(spec, { spec: drawn, ...reason })
      const told = made.slice(i, i + whats.length).map(({ at, what }) => ({ at, what }))
      if (stableJson(told) !== stableJson(whats.map((what) => ({ at: made[i]?.at, what })))) continue
      next = k + 1
      return { drawn, lines: whats.length }
    }
    return undefined
  }
  for (let i = 0; i < made.length; i++) {
    const { at, what, isOwn } = made[i] as Moment
    if (isOwn) {
      if (what.type === 'canary') spec = withShare(spec, what.plan.stage, what.percent)
      if (what.type === 'alias') aliases = movedBy(aliases, what)
    } else if (what.type === 'canary') {
      const { did, plan, step, percent, by, why } = what
      spec = withShare(spec, plan.stage, percent)
      planned.push({ type: 'canary', did, plan, step, percent, by, why, at })
    } else if (what.type === 'alias') {
      aliases = movedBy(aliases, what)
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
        // A share says what it was by itself.
        spec = withShare(spec, what.stage, what.to)
        planned.push({ type: 'spec', spec, at, ...reason })
      } else return refuse('drill-lost', { minute: Math.floor(at / 60_000) })
    }
  }
  return planned
}

/** The drawing that a canary's turn brings is told right before the turn, for the same reason. */
function isShareOfTurn(after: Moment | undefined, at: number, why: string): boolean {
  return after?.what.type === 'canary' && after.at === at && after.what.why === why
}

function movedBy(aliases: AliasBook, { model, alias, to }: Extract<Made, { type: 'alias' }>): AliasBook {
  const { [alias]: _, ...others }: Partial<Record<Alias, number>> = aliases[model] ?? {}
  return { ...aliases, [model]: to === undefined ? others : { ...others, [alias]: to } }
}

function withShare(spec: ServiceSpec, stage: string, challenger: number): ServiceSpec {
  const stages = spec.stages.map((one) =>
    one.id === stage && one.class_name === 'Split'
      ? { ...one, config: { champion: 100 - challenger, challenger } }
      : one,
  )
  return { ...spec, stages }
}

/** Letters of what was done at one moment. */
const MOST_SAID = 400

/** The same for people, moment by moment; what was done in a canary's name was nobody's act. */
export function actsOf(changes: readonly Change[]): readonly DrillAct[] {
  const acts: { at: number; kind: 'change'; what: string }[] = []
  for (const { at, what, isOwn } of madeIn(changes)) {
    if (isOwn || ('by' in what && what.by === CANARY)) continue
    const last = acts.at(-1)
    if (last?.at === at) last.what += `, ${storedAct(what)}`
    else acts.push({ at, kind: 'change', what: storedAct(what) })
  }
  return acts.map((act) => ({ ...act, what: act.what.slice(0, MOST_SAID) }))
}

/** A change as the file of a result stores it. A replay compares it, so it never changes. */
function storedAct(what: Made): string {
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
