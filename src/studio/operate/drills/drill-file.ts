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
import { stages } from '../../../catalog/service-stages'
import { checkService } from '../../../compile/service/check-service'
import { toService } from '../../../compile/service/service-to-spec'
import type { WeightSet } from '../../../data/training-job'
import { type Drill, drillInScenario } from '../../../gallery/drills/define-drill'
import type { DrawnNode } from '../../../graph/drawing'
import { valuesOfNode } from '../../../graph/node-values'
import { drillFaults as faults } from '../../../messages/en/studio/drills'
import { type Message, message, Refusal } from '../../../messages/message'
import type { DrillResult } from '../../../ops/drill-grade'
import type { DrillAction } from '../../../ops/drill-tally'
import type { Timing } from '../../../ops/log-entry'
import { parseScenario, printScenario } from '../../../ops/scenario/print-scenario'
import type { ServiceSpec } from '../../../ops/service-spec'
import type { PlannedChange, ServiceStart } from '../../../protocol/serving-messages'
import { DRILL_FILE_LIMITS, drillFileBody, drillFileHead } from '../../../storage/drill-file-schema'
import { parseGuarded } from '../../../storage/json-guard'
import { conform } from '../../../storage/shared-schemas'
import type { DrillModels } from './drill-models'
import type { ReplayActions, ReplayLabel, ReplayResult } from './drill-replay'

/** The newest format of the file. */
const DRILL_FORMAT = 3
const KIND = 'netloom-drill'

export interface DrillFile {
  readonly drill: string
  readonly version: number
  readonly title: string
  readonly service: unknown
  readonly seed: number
  readonly models: readonly {
    readonly model: string
    readonly version: number
    readonly hash: string
    readonly weights: WeightSet
  }[]
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
    grading: drill.grading,
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
  const { format, drill: id, version } = conforming(drillFileHead, value)
  if (format > DRILL_FORMAT) throw new Refusal(message('drill-file-newer', { format, known: DRILL_FORMAT }))
  const newest = known(id) ?? rejectFile(faults.drill({ drill: id }))
  if (version !== newest.version && version !== newest.previous?.version)
    throw new Refusal(message('drill-file-version', { id, version, known: newest.version }))
  const given = conforming(drillFileBody, value)
  const scenario = parseScenario(given.scenario ?? given.score ?? '')
  const drill = drillInScenario(newest, scenario.ok ? scenario.value : undefined)
  const isSame =
    scenario.ok && drill.version === version && printScenario(scenario.value) === printScenario(drill.service.scenario)
  if (!isSame) return rejectFile(faults.scenario)
  if ((given.grading ?? 1) !== drill.grading) return rejectFile(faults.grading)
  const { sum, ...rest } = value as Readonly<Record<string, unknown>>
  const file: DrillFile = {
    ...given,
    ...{ drill: id, version, isUnchanged: sum === checksumOf(rest) },
    models: given.models.map(readModel),
    // The cast is safe because the schema leaves out optional fields that are not set.
    timing: given.timing as Timing,
    changes: given.changes.map((change) =>
      change.type === 'spec'
        ? { ...change, spec: readSpec(drill, change.spec, change.at) }
        : (change as Exclude<PlannedChange, { type: 'spec' }>),
    ),
  }
  for (const what of ['changes', 'labels', 'acts'] as const) {
    const inOrder = file[what].every(
      ({ at }, i) => at >= (file[what][i - 1]?.at ?? 0) && at <= drill.service.scenario.durationMs,
    )
    if (!inOrder) return rejectFile(faults.order[what])
  }
  return { drill, file }
}

/** Refuses a file. `why` is one of `drillFaults`. */
export function rejectFile(why: string): never {
  throw new Refusal(message('drill-file', { why }))
}

function conforming<T extends Parameters<typeof conform>[0]>(schema: T, value: unknown) {
  const read = conform(schema, value, faults.file)
  if (!read.ok) throw new Refusal(read.error)
  return read.value
}

type Given = ReturnType<typeof conforming<typeof drillFileBody>>

function readModel({ model, version, hash, specs, data }: Given['models'][number]) {
  const size = specs.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0)
  const bytes = size <= DRILL_FILE_LIMITS.weights ? fromBase64(data) : undefined
  if (bytes?.byteLength !== 4 * size) return rejectFile(faults.weightsSize)
  const weights: WeightSet = { specs, data: new Float32Array(bytes.buffer) }
  if (hashArrays([weights.data]) !== hash) return rejectFile(faults.weightsHash({ model }))
  return { model, version, hash, weights }
}

type GivenSpec = Extract<Given['changes'][number], { type: 'spec' }>['spec']

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
function readSpec({ service }: Drill, spec: GivenSpec, at: number): ServiceSpec {
  const nodes = spec.stages.map(readStage)
  const ids = nodes.map(({ id }) => id)
  const wires = spec.stages.flatMap(({ id: to, from }, i) =>
    from.map((place, port) => ({
      id: `${to}.${port}`,
      from: (place < i ? ids[place] : undefined) ?? rejectFile(faults.wire),
      ...{ to, port },
    })),
  )
  if (new Set(ids).size < ids.length) return rejectFile(faults.stageTwice)
  const { checked } = checkService({ nodes, wires })
  const lowered = checked && toService(checked, service.name)
  if (lowered && stableJson(lowered) === stableJson(spec)) return lowered
  throw new Refusal(message('drill-unsound', { minute: Math.floor(at / 60_000) }))
}

function readStage({ id, class_name, config }: GivenSpec['stages'][number]): DrawnNode {
  const kind = KINDS.get(class_name) ?? rejectFile(faults.stageKind)
  if (id === '' || id in Object.prototype) return rejectFile(faults.stageNoId)
  // Settings are checked with the diagram. A lowered stage omits the setting for absent columns if they pass.
  const params = { ...(class_name === 'Validate' ? { absent: 'pass' } : {}), ...config } as DrawnNode['params']
  return { id, kind, label: id, params, position: { x: 0, y: 0 } }
}
