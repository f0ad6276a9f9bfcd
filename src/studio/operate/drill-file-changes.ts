/**
 * @file Reads the changes in the file of a drill result: a service diagram must pass its check, a step of a canary must be within its
 * limits, and aliases must point to versions by number. Nothing else reaches the code that runs a service.
 */
import '../../messages/en/drills'
import { drillFaults as faults } from '../../messages/en/studio/drills'
import { message, Refusal } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import { ALIASES } from '../../catalog/lowered-stage'
import { stages } from '../../catalog/stages'
import { checkService } from '../../compile/service/check-service'
import { toService } from '../../compile/service/to-service'
import type { Drill } from '../../gallery/drills/define-drill'
import type { DrawnNode } from '../../graph/drawing'
import { valuesOfNode } from '../../graph/node-values'
import type { CanaryPlan } from '../../ops/canary-plan'
import type { CanaryDid } from '../../ops/record'
import type { ServiceSpec } from '../../ops/service-spec'
import type { PlannedChange } from '../../protocol/serving-messages'
import { list, MOST_DRILL, no, number, record, text, whole } from './drill-file-parts'

/** Change `i` of a file. */
export function readChange(given: Readonly<Record<string, unknown>>, drill: Drill, i: number): PlannedChange {
  const reason = { at: number(given.at, 'changes'), by: text(given.by, 'changes'), why: text(given.why, 'changes') }
  switch (given.type) {
    case 'spec':
      return { type: 'spec', spec: readSpec(drill, given.spec, reason.at), ...reason }
    case 'aliases':
      return { type: 'aliases', aliases: readAliases(given.aliases), ...reason }
    case 'canary':
      return { type: 'canary', ...readTurn(given), ...reason }
    default:
      return no(faults.changeKind({ change: i + 1 }))
  }
}

/** Kinds of stages by the class that they lower to. */
const KINDS: ReadonlyMap<unknown, string> = new Map(
  stages.kinds.flatMap((kind) => {
    const def = stages.find(kind)
    const usual = def && valuesOfNode(def, { id: kind, kind, label: '', params: {}, position: { x: 0, y: 0 } })
    return def && usual?.ok ? [[def.lower(usual.value).class_name, kind] as const] : []
  }),
)

/** A lowered service diagram, rebuilt and checked like any other: refuses what no diagram of the catalog lowers to. */
export function readSpec({ service }: Drill, spec: unknown, at: number): ServiceSpec {
  const given = list(record(spec, faults.diagram).stages, 'stages', MOST_DRILL.stages).map(readStage)
  const ids = given.map(({ node }) => node.id)
  const wires = given.flatMap(({ from, node: { id: to } }) =>
    from.map((place, port) => ({
      id: `${to}.${port}`,
      from: ids[place] ?? no(faults.wire),
      to,
      port,
    })),
  )
  if (new Set(ids).size < ids.length) return no(faults.stageTwice)
  const { checked } = checkService({ nodes: given.map(({ node }) => node), wires })
  const lowered = checked && toService(checked, service.name)
  if (lowered && stableJson(lowered) === stableJson(spec)) return lowered
  throw new Refusal(message('drill-unsound', { minute: Math.floor(at / 60_000) }))
}

function readStage(value: unknown, i: number) {
  const { id, class_name, config, from } = record(value, faults.stage)
  const kind = KINDS.get(class_name) ?? no(faults.stageKind)
  const named = text(id, 'stages')
  if (named === '' || named in Object.prototype) return no(faults.stageNoId)
  // Settings are checked with the diagram.
  const params = record(config, faults.stageNoSettings) as DrawnNode['params']
  return {
    node: { id: named, kind, label: named, params, position: { x: 0, y: 0 } },
    from: list(from, 'wires', MOST_DRILL.stages).map((place) => whole(place, 'wires', i - 1)),
  }
}

const DIDS = ['began', 'resumed', 'advanced', 'rolled back', 'promoted', 'stopped'] as const satisfies CanaryDid[]

function readTurn({ did, plan, step, percent }: Readonly<Record<string, unknown>>) {
  const known = DIDS.find((one) => one === did) ?? no(faults.canary)
  return { did: known, plan: readPlan(plan), step: number(step, 'canary'), percent: share(percent) }
}

function readPlan(value: unknown): CanaryPlan {
  const { stage, champion, challenger, model, from, to, steps, automatic, limits } = record(value, faults.canaryPlan)
  const { alpha, margin, lateMs, within } = record(limits, faults.canaryLimits)
  return {
    ...{ stage: text(stage, 'canary'), champion: text(champion, 'canary'), challenger: text(challenger, 'canary') },
    ...{ model: text(model, 'canary'), from: whole(from, 'canary', 1e6), to: whole(to, 'canary', 1e6) },
    steps: list(steps, 'steps', 20).map((one) => {
      const { percent, labels, minutes } = record(one, faults.canaryStep)
      return { percent: share(percent), labels: number(labels, 'canary'), minutes: number(minutes, 'canary') }
    }),
    automatic: automatic === true,
    limits: {
      ...{ alpha: number(alpha, 'canary'), margin: number(margin, 'canary') },
      ...{ lateMs: number(lateMs, 'canary'), within: number(within, 'canary') },
    },
  }
}

function share(value: unknown): number {
  const percent = number(value, 'canary')
  return percent >= 0 && percent <= 100 ? percent : no(faults.canaryShare)
}

function readAliases(value: unknown) {
  const models = Object.entries(record(value, faults.aliases))
  if (models.length > 200) return no(faults.manyAliases)
  return Object.fromEntries(
    models.map(([model, flags]) => {
      const given = record(flags, faults.aliases)
      const read = ALIASES.flatMap((alias) =>
        given[alias] === undefined ? [] : [[alias, whole(given[alias], 'flags', 1_000_000)] as const],
      )
      return [text(model, 'flags'), Object.fromEntries(read)]
    }),
  )
}
