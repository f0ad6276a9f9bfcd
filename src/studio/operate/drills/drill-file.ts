/**
 * @file The result of a drill as a file: the actions, the scenario, the models, the hash of the resulting log, and the
 * score. Anyone can replay the file to verify the result. A file from outside is validated against limits before any of
 * it is used.
 */
import '../../../messages/en/drills'
import { fromBase64, toBase64 } from '../../../base/bytes'
import { hashArrays } from '../../../base/hash'
import { fail, ok, type Result } from '../../../base/result'
import { stableJson } from '../../../base/stable-json'
import { ALIASES } from '../../../catalog/lowered-stage'
import { stages } from '../../../catalog/service-stages'
import { checkService } from '../../../compile/service/check-service'
import { toService } from '../../../compile/service/service-to-spec'
import type { WeightSet } from '../../../data/training-job'
import type { Drill } from '../../../gallery/drills/define-drill'
import type { DrawnNode } from '../../../graph/drawing'
import { valuesOfNode } from '../../../graph/node-values'
import { drillFaults as faults } from '../../../messages/en/studio/drills'
import { type Message, message, Refusal } from '../../../messages/message'
import type { CanaryPlan } from '../../../ops/canary-plan'
import { DRILL_ACTIONS, type DrillAction, type DrillResult } from '../../../ops/drill-grade'
import type { CanaryDid, Timing } from '../../../ops/log-entry'
import { parseScenario, printScenario } from '../../../ops/scenario/print-scenario'
import type { ServiceSpec } from '../../../ops/service-spec'
import type { PlannedChange, ServiceStart } from '../../../protocol/serving-messages'
import { parseGuarded } from '../../../storage/json-guard'
import {
  DRILL_FILE_LIMITS,
  readDuration,
  readInteger,
  readList,
  readNumber,
  readObject,
  readText,
  rejectFile,
} from './drill-file-readers'
import type { DrillModels } from './drill-models'
import type { ReplayActions, ReplayLabel, ReplayResult } from './drill-replay'

/** The newest format of the file. */
const DRILL_FORMAT = 2
const KIND = 'netloom-drill'

export interface DrillFile {
  readonly drill: string
  readonly version: number
  readonly seed: number
  readonly models: readonly { readonly model: string; readonly version: number; readonly weights: WeightSet }[]
  readonly timing: Timing
  /** Measured times, keyed by stage id, for stages that were added during the drill. */
  readonly laterMs: Readonly<Record<string, number>>
  readonly changes: readonly PlannedChange[]
  readonly labels: readonly ReplayLabel[]
  readonly acts: readonly DrillAction[]
  readonly hash: string
  readonly minutes: readonly string[]
  readonly result: unknown
  /** Whether the file is unchanged since it was written, according to its checksum. */
  readonly isUnchanged: boolean
}

export interface DrillFileContent {
  readonly drill: Drill
  readonly start: Required<Pick<ServiceStart, 'spec' | 'seed' | 'timing' | 'laterMs'>>
  readonly records: DrillModels
  readonly actions: ReplayActions
  readonly acts: readonly DrillAction[]
  readonly played: ReplayResult
  readonly result: DrillResult
}

/** Writes a drill result as a file. */
export function writeDrillFile({
  drill,
  start,
  records,
  actions: userActions,
  acts,
  played,
  result,
}: DrillFileContent): Uint8Array<ArrayBuffer> {
  const file = {
    ...{ kind: KIND, format: DRILL_FORMAT, drill: drill.id, version: drill.version, title: drill.title },
    scenario: printScenario(drill.service.scenario),
    service: start.spec,
    seed: start.seed,
    models: records.map(({ name, version, weights, hash }) => ({
      ...{ model: name, version, hash, specs: weights.specs },
      data: toBase64(new Uint8Array(weights.data.buffer, weights.data.byteOffset, weights.data.byteLength)),
    })),
    ...{ timing: start.timing, laterMs: start.laterMs, changes: userActions.changes, labels: userActions.labels, acts },
    ...{ hash: played.hash, minutes: played.minutes, result },
  }
  return new TextEncoder().encode(`${stableJson({ ...file, sum: checksumOf(file) }, 1)}\n`)
}

/** A hash of everything else in the file, so that later changes are noticed before a replay. */
function checksumOf(file: object): string {
  return hashArrays([new TextEncoder().encode(stableJson(file))])
}

/** Reads a result file for the drill that it names; `known` looks up the drill. */
export function readDrillFile(
  bytes: Uint8Array,
  known: (id: string) => Drill | undefined,
): Result<{ readonly drill: Drill; readonly file: DrillFile }, Message> {
  const parsed = parseGuarded(bytes, DRILL_FILE_LIMITS.bytes)
  if (!parsed.ok) return parsed
  try {
    return ok(readAll(parsed.value, known))
  } catch (error) {
    if (error instanceof Refusal) return fail(error.reason)
    throw error
  }
}

function readAll(value: unknown, known: (id: string) => Drill | undefined) {
  const given = readObject(value, faults.notObject)
  if (given.kind !== KIND) return rejectFile(faults.kind({ kind: KIND }))
  const format = readInteger(given.format, 'format', 1000)
  if (format > DRILL_FORMAT) throw new Refusal(message('drill-file-newer', { format, known: DRILL_FORMAT }))
  const id = readText(given.drill, 'drill')
  const drill = known(id) ?? rejectFile(faults.drill({ drill: id }))
  const version = readInteger(given.version, 'version', 1_000_000)
  if (version !== drill.version) throw new Refusal(message('drill-file-version', { id, version, known: drill.version }))
  // Format 1 named the field `score`.
  const scenario = parseScenario(readText(given.scenario ?? given.score, 'scenario'))
  const isSame = scenario.ok && printScenario(scenario.value) === printScenario(drill.service.scenario)
  if (!isSame) return rejectFile(faults.scenario)
  const models = readList(given.models, 'models', DRILL_FILE_LIMITS.models).map(readModel)
  const { sum, ...rest } = given
  const file: DrillFile = {
    ...{ drill: id, version, models },
    seed: readInteger(given.seed, 'seed', 0xffffffff),
    timing: readTiming(given.timing),
    laterMs: readLater(given.laterMs),
    changes: readList(given.changes, 'changes', DRILL_FILE_LIMITS.changes).map((one, i) =>
      readChange(readObject(one, faults.change({ change: i + 1 })), drill, i),
    ),
    labels: readList(given.labels, 'labels', DRILL_FILE_LIMITS.labels).map((one, i) => {
      const { at, request, label } = readObject(one, faults.label({ label: i + 1 }))
      return {
        at: readNumber(at, 'label'),
        request: readInteger(request, 'label', 1e9),
        label: readNumber(label, 'label'),
      }
    }),
    acts: readList(given.acts, 'acts', DRILL_FILE_LIMITS.acts).map(readAct),
    hash: readText(given.hash, 'hash'),
    minutes: readList(given.minutes, 'minutes', DRILL_FILE_LIMITS.minutes).map((one) => readText(one, 'minutes')),
    result: given.result,
    isUnchanged: sum === checksumOf(rest),
  }
  const inOrder = (all: readonly { readonly at: number }[]) =>
    all.every(({ at }, i) => at >= (all[i - 1]?.at ?? 0) && at <= drill.service.scenario.durationMs)
  for (const [what, all] of [
    ['changes', file.changes],
    ['labels', file.labels],
    ['acts', file.acts],
  ] as const)
    if (!inOrder(all)) return rejectFile(faults.order[what])
  return { drill, file }
}

function readModel(value: unknown) {
  const { model, version, hash, specs, data } = readObject(value, faults.model)
  const read = readList(specs, 'specs', DRILL_FILE_LIMITS.tensors).map((one) => {
    const { name, shape } = readObject(one, faults.tensor)
    return {
      name: readText(name, 'tensor'),
      shape: readList(shape, 'shape', 8).map((n) => readInteger(n, 'shape', DRILL_FILE_LIMITS.weights)),
    }
  })
  const size = read.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0)
  const bytes = typeof data === 'string' && size <= DRILL_FILE_LIMITS.weights ? fromBase64(data) : undefined
  if (bytes?.byteLength !== 4 * size) return rejectFile(faults.weightsSize)
  const weights: WeightSet = { specs: read, data: new Float32Array(bytes.buffer) }
  if (hashArrays([weights.data]) !== hash) return rejectFile(faults.weightsHash({ model: String(model) }))
  return { model: readText(model, 'model'), version: readInteger(version, 'version', 1_000_000), weights }
}

function readTiming(value: unknown): Timing {
  const { stages, models } = readObject(value, faults.noTiming)
  const named = Object.entries(readObject(models, faults.noModelTiming))
  if (named.length > DRILL_FILE_LIMITS.models) return rejectFile(faults.manyModelTimings)
  return {
    stages: readList(stages, 'stages', 200).map((ms) => readDuration(ms)),
    models: Object.fromEntries(
      named.map(([name, one]) => {
        const { one: samples, more, cold } = readObject(one, faults.modelTiming)
        const times = readList(samples, 'times', DRILL_FILE_LIMITS.samples).map((ms) => readDuration(ms))
        if (times.length === 0) return rejectFile(faults.noTimes)
        return [
          name,
          { one: times, more: readDuration(more), ...(cold === undefined ? {} : { cold: readDuration(cold) }) },
        ]
      }),
    ),
  }
}

function readLater(value: unknown): Readonly<Record<string, number>> {
  const named = Object.entries(readObject(value, faults.noLater))
  if (named.length > DRILL_FILE_LIMITS.stages) return rejectFile(faults.manyLater)
  return Object.fromEntries(named.map(([id, ms]) => [readText(id, 'stages'), readDuration(ms)]))
}

function readAct(value: unknown, i: number): DrillAction {
  const { at, kind, what } = readObject(value, faults.action({ action: i + 1 }))
  const known = DRILL_ACTIONS.find((one) => one === kind) ?? rejectFile(faults.actionKind({ action: i + 1 }))
  return { at: readNumber(at, 'act'), kind: known, what: readText(what, 'act') }
}

// Reads the changes in a drill result file: a service diagram must pass its check, a canary step must be within its
// limits, and aliases must point to existing version numbers. Nothing unchecked reaches the code that runs a service.

/** Reads change `i` of a file. */
function readChange(given: Readonly<Record<string, unknown>>, drill: Drill, i: number): PlannedChange {
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
