/**
 * @file The changes in a drill's file as they are read from outside: a drawing is one that its check finds sound, a canary's turn is
 * bounded, flags stand at versions by number. Nothing else reaches what runs a service.
 */
import '../../messages/en/drills'
import { message, Refusal } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import { ALIASES } from '../../catalog/lowered-stage'
import { stages } from '../../catalog/stages'
import { checkService } from '../../compile/service/check-service'
import { toService } from '../../compile/service/to-service'
import type { Drill } from '../../gallery/drills/define-drill'
import type { DrawnNode } from '../../graph/drawing'
import { valuesOfNode } from '../../graph/values'
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
      return no(`its change ${i + 1} is of no kind that can be played again`)
  }
}

/** By the class that it lowers to: a kind of stage. */
const KINDS: ReadonlyMap<unknown, string> = new Map(
  stages.kinds.flatMap((kind) => {
    const def = stages.find(kind)
    const usual = def && valuesOfNode(def, { id: kind, kind, label: '', params: {}, position: { x: 0, y: 0 } })
    return def && usual?.ok ? [[def.lower(usual.value).class_name, kind] as const] : []
  }),
)

/** A lowered drawing, drawn again and checked as any: what is refused is what no drawing of the catalog lowers to. */
export function readSpec({ service }: Drill, spec: unknown, at: number): ServiceSpec {
  const given = list(record(spec, 'a drawing in it is none').stages, 'stages', MOST_DRILL.stages).map(readStage)
  const ids = given.map(({ node }) => node.id)
  const wires = given.flatMap(({ from, node: { id: to } }) =>
    from.map((place, port) => ({
      id: `${to}.${port}`,
      from: ids[place] ?? no('a wire in it begins nowhere'),
      to,
      port,
    })),
  )
  if (new Set(ids).size < ids.length) return no('two stages of a drawing in it have one id')
  const { checked } = checkService({ nodes: given.map(({ node }) => node), wires })
  const lowered = checked && toService(checked, service.name)
  if (lowered && stableJson(lowered) === stableJson(spec)) return lowered
  throw new Refusal(message('drill-unsound', { minute: Math.floor(at / 60_000) }))
}

function readStage(value: unknown, i: number) {
  const { id, class_name, config, from } = record(value, 'a stage in it is none')
  const kind = KINDS.get(class_name) ?? no(`a stage in it is of no known kind`)
  const named = text(id, 'stages')
  if (named === '' || named in Object.prototype) return no('a stage in it has no id')
  // What is set is checked as the drawing is.
  const params = record(config, 'a stage in it has no settings') as DrawnNode['params']
  return {
    node: { id: named, kind, label: named, params, position: { x: 0, y: 0 } },
    from: list(from, 'wires', MOST_DRILL.stages).map((place) => whole(place, 'wires', i - 1)),
  }
}

const DIDS = ['began', 'resumed', 'advanced', 'rolled back', 'promoted', 'stopped'] as const satisfies CanaryDid[]

function readTurn({ did, plan, step, percent }: Readonly<Record<string, unknown>>) {
  const known = DIDS.find((one) => one === did) ?? no('a turn of a canary in it is of no kind')
  return { did: known, plan: readPlan(plan), step: number(step, 'canary'), percent: share(percent) }
}

function readPlan(value: unknown): CanaryPlan {
  const { stage, champion, challenger, model, from, to, steps, automatic, limits } = record(
    value,
    'a canary has no plan',
  )
  const { alpha, margin, lateMs, within } = record(limits, 'a canary has no limits')
  return {
    ...{ stage: text(stage, 'canary'), champion: text(champion, 'canary'), challenger: text(challenger, 'canary') },
    ...{ model: text(model, 'canary'), from: whole(from, 'canary', 1e6), to: whole(to, 'canary', 1e6) },
    steps: list(steps, 'steps', 20).map((one) => {
      const { percent, labels, minutes } = record(one, 'a step of a canary is none')
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
  return percent >= 0 && percent <= 100 ? percent : no('a share of a canary in it is out of range')
}

function readAliases(value: unknown) {
  const models = Object.entries(record(value, 'the flags of a change are none'))
  if (models.length > 200) return no('the flags of a change are too many')
  return Object.fromEntries(
    models.map(([model, flags]) => {
      const given = record(flags, 'the flags of a change are none')
      const read = ALIASES.flatMap((alias) =>
        given[alias] === undefined ? [] : [[alias, whole(given[alias], 'flags', 1_000_000)] as const],
      )
      return [text(model, 'flags'), Object.fromEntries(read)]
    }),
  )
}
