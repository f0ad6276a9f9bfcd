/**
 * @file Reads the changes in a drill result file: a service diagram must pass its check, a canary step must be within
 * its limits, and aliases must point to existing version numbers. Nothing unchecked reaches the code that runs a
 * service.
 */
import '../../../messages/en/drills'
import { stableJson } from '../../../base/stable-json'
import { ALIASES } from '../../../catalog/lowered-stage'
import { stages } from '../../../catalog/service-stages'
import { checkService } from '../../../compile/service/check-service'
import { toService } from '../../../compile/service/service-to-spec'
import type { Drill } from '../../../gallery/drills/define-drill'
import type { DrawnNode } from '../../../graph/drawing'
import { valuesOfNode } from '../../../graph/node-values'
import { drillFaults as faults } from '../../../messages/en/studio/drills'
import { message, Refusal } from '../../../messages/message'
import type { CanaryPlan } from '../../../ops/canary/canary-plan'
import type { CanaryDid } from '../../../ops/log-entry'
import type { ServiceSpec } from '../../../ops/service-spec'
import type { PlannedChange } from '../../../protocol/serving-messages'
import {
  DRILL_FILE_LIMITS,
  readInteger,
  readList,
  readNumber,
  readObject,
  readText,
  rejectFile,
} from './drill-file-readers'

/** Reads change `i` of a file. */
export function readChange(given: Readonly<Record<string, unknown>>, drill: Drill, i: number): PlannedChange {
  const reason = {
    at: readNumber(given.at, 'changes'),
    by: readText(given.by, 'changes'),
    why: readText(given.why, 'changes'),
  }
  switch (given.type) {
    case 'spec':
      return { type: 'spec', spec: readSpec(drill, given.spec, reason.at), ...reason }
    case 'aliases':
      return { type: 'aliases', aliases: readAliases(given.aliases), ...reason }
    case 'canary':
      return { type: 'canary', ...readTurn(given), ...reason }
    default:
      return rejectFile(faults.changeKind({ change: i + 1 }))
  }
}

/** Stage kinds, keyed by the class that they are lowered to. */
const KINDS: ReadonlyMap<unknown, string> = new Map(
  stages.kinds.flatMap((kind) => {
    const def = stages.find(kind)
    const usual = def && valuesOfNode(def, { id: kind, kind, label: '', params: {}, position: { x: 0, y: 0 } })
    return def && usual?.ok ? [[def.lower(usual.value).class_name, kind] as const] : []
  }),
)

/**
 * Rebuilds a lowered service diagram and checks it like any other. Refuses a lowered diagram that cannot result from a
 * diagram of the catalog.
 */
function readSpec({ service }: Drill, spec: unknown, at: number): ServiceSpec {
  const given = readList(readObject(spec, faults.diagram).stages, 'stages', DRILL_FILE_LIMITS.stages).map(readStage)
  const ids = given.map(({ node }) => node.id)
  const wires = given.flatMap(({ from, node: { id: to } }) =>
    from.map((place, port) => ({
      id: `${to}.${port}`,
      from: ids[place] ?? rejectFile(faults.wire),
      to,
      port,
    })),
  )
  if (new Set(ids).size < ids.length) return rejectFile(faults.stageTwice)
  const { checked } = checkService({ nodes: given.map(({ node }) => node), wires })
  const lowered = checked && toService(checked, service.name)
  if (lowered && stableJson(lowered) === stableJson(spec)) return lowered
  throw new Refusal(message('drill-unsound', { minute: Math.floor(at / 60_000) }))
}

function readStage(value: unknown, i: number) {
  const { id, class_name, config, from } = readObject(value, faults.stage)
  const kind = KINDS.get(class_name) ?? rejectFile(faults.stageKind)
  const named = readText(id, 'stages')
  if (named === '' || named in Object.prototype) return rejectFile(faults.stageNoId)
  // Settings are checked with the diagram.
  const params = readObject(config, faults.stageNoSettings) as DrawnNode['params']
  return {
    node: { id: named, kind, label: named, params, position: { x: 0, y: 0 } },
    from: readList(from, 'wires', DRILL_FILE_LIMITS.stages).map((place) => readInteger(place, 'wires', i - 1)),
  }
}

const DIDS = ['began', 'resumed', 'advanced', 'rolled back', 'promoted', 'stopped'] as const satisfies CanaryDid[]

function readTurn({ did, plan, step, percent }: Readonly<Record<string, unknown>>) {
  const known = DIDS.find((one) => one === did) ?? rejectFile(faults.canary)
  return { did: known, plan: readPlan(plan), step: readNumber(step, 'canary'), percent: share(percent) }
}

function readPlan(value: unknown): CanaryPlan {
  const { stage, champion, challenger, model, from, to, steps, automatic, limits } = readObject(
    value,
    faults.canaryPlan,
  )
  const { alpha, margin, lateMs, within } = readObject(limits, faults.canaryLimits)
  return {
    ...{
      stage: readText(stage, 'canary'),
      champion: readText(champion, 'canary'),
      challenger: readText(challenger, 'canary'),
    },
    ...{ model: readText(model, 'canary'), from: readInteger(from, 'canary', 1e6), to: readInteger(to, 'canary', 1e6) },
    steps: readList(steps, 'steps', 20).map((one) => {
      const { percent, labels, minutes } = readObject(one, faults.canaryStep)
      return { percent: share(percent), labels: readNumber(labels, 'canary'), minutes: readNumber(minutes, 'canary') }
    }),
    automatic: automatic === true,
    limits: {
      ...{ alpha: readNumber(alpha, 'canary'), margin: readNumber(margin, 'canary') },
      ...{ lateMs: readNumber(lateMs, 'canary'), within: readNumber(within, 'canary') },
    },
  }
}

function share(value: unknown): number {
  const percent = readNumber(value, 'canary')
  return percent >= 0 && percent <= 100 ? percent : rejectFile(faults.canaryShare)
}

function readAliases(value: unknown) {
  const models = Object.entries(readObject(value, faults.aliases))
  if (models.length > 200) return rejectFile(faults.manyAliases)
  return Object.fromEntries(
    models.map(([model, versions]) => {
      const given = readObject(versions, faults.aliases)
      const read = ALIASES.flatMap((alias) =>
        given[alias] === undefined ? [] : [[alias, readInteger(given[alias], 'flags', 1_000_000)] as const],
      )
      return [readText(model, 'flags'), Object.fromEntries(read)]
    }),
  )
}
