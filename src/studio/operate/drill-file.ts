/**
 * @file The result of a drill as a file: the actions, the scenario, the models, the hash of the resulting log, and the score. Anyone can
 * replay it and check the result. A file from outside is checked against limits before anything is made from it.
 */
import '../../messages/en/drills'
import { drillFaults as faults } from '../../messages/en/studio/drills'
import { fromBase64, toBase64 } from '../../base/base64'
import { hashArrays } from '../../base/hash'
import { type Message, message, Refusal } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import { stableJson } from '../../base/stable-json'
import type { WeightSet } from '../../data/job'
import type { Drill } from '../../gallery/drills/define-drill'
import { DRILL_ACTS, type DrillAct, type DrillResult } from '../../ops/drill-grade'
import type { Timing } from '../../ops/record'
import { printScore } from '../../ops/scenario/print-scenario'
import type { PlannedChange, ServiceStart } from '../../protocol/serving-messages'
import { parseGuarded } from '../../storage/json-guard'
import type { DrillRecords } from './drill-models'
import type { GivenLabel, Hand, PlayedHand } from './drill-replay'
import { readChange } from './drill-file-changes'
import { list, MOST_DRILL, no, number, record, text, time, whole } from './drill-file-parts'

/** The newest format of the file. */
export const DRILL_FORMAT = 1
const KIND = 'netloom-drill'

export interface DrillFile {
  readonly drill: string
  readonly version: number
  readonly seed: number
  readonly models: readonly { readonly model: string; readonly version: number; readonly weights: WeightSet }[]
  readonly timing: Timing
  /** Of stages that were drawn later, by their ids. */
  readonly laterMs: Readonly<Record<string, number>>
  readonly changes: readonly PlannedChange[]
  readonly labels: readonly GivenLabel[]
  readonly acts: readonly DrillAct[]
  readonly hash: string
  readonly minutes: readonly string[]
  readonly result: unknown
  /** Nothing in it was changed since it was written. */
  readonly isWhole: boolean
}

export interface Packed {
  readonly drill: Drill
  readonly start: Required<Pick<ServiceStart, 'spec' | 'seed' | 'timing' | 'laterMs'>>
  readonly records: DrillRecords
  readonly hand: Hand
  readonly acts: readonly DrillAct[]
  readonly played: PlayedHand
  readonly result: DrillResult
}

/** The file of a result. */
export function packDrill({ drill, start, records, hand, acts, played, result }: Packed): Uint8Array<ArrayBuffer> {
  const file = {
    ...{ kind: KIND, format: DRILL_FORMAT, drill: drill.id, version: drill.version, title: drill.title },
    score: printScore(drill.service.score),
    service: start.spec,
    seed: start.seed,
    models: records.map(({ name, version, weights, hash }) => ({
      ...{ model: name, version, hash, specs: weights.specs },
      data: toBase64(new Uint8Array(weights.data.buffer, weights.data.byteOffset, weights.data.byteLength)),
    })),
    ...{ timing: start.timing, laterMs: start.laterMs, changes: hand.changes, labels: hand.labels, acts },
    ...{ hash: played.hash, minutes: played.minutes, result },
  }
  return new TextEncoder().encode(`${stableJson({ ...file, sum: sumOf(file) }, 1)}\n`)
}

/** A hash of everything else in the file, so that a later change is noticed before anything is replayed. */
function sumOf(file: object): string {
  return hashArrays([new TextEncoder().encode(stableJson(file))])
}

/** The file as it was read, for the drill that it names; `known` finds that. */
export function readDrillFile(
  bytes: Uint8Array,
  known: (id: string) => Drill | undefined,
): Result<{ readonly drill: Drill; readonly file: DrillFile }, Message> {
  const parsed = parseGuarded(bytes, MOST_DRILL.bytes)
  if (!parsed.ok) return parsed
  try {
    return ok(readAll(parsed.value, known))
  } catch (error) {
    if (error instanceof Refusal) return fail(error.reason)
    throw error
  }
}

function readAll(value: unknown, known: (id: string) => Drill | undefined) {
  const given = record(value, faults.notObject)
  if (given.kind !== KIND) return no(faults.kind({ kind: KIND }))
  const format = whole(given.format, 'format', 1000)
  if (format > DRILL_FORMAT) throw new Refusal(message('drill-file-newer', { format, known: DRILL_FORMAT }))
  const id = text(given.drill, 'drill')
  const drill = known(id) ?? no(faults.drill({ drill: id }))
  const version = whole(given.version, 'version', 1_000_000)
  if (version !== drill.version) throw new Refusal(message('drill-file-version', { id, version, known: drill.version }))
  if (given.score !== printScore(drill.service.score)) return no(faults.scenario)
  const models = list(given.models, 'models', MOST_DRILL.models).map(readModel)
  const { sum, ...rest } = given
  const file: DrillFile = {
    ...{ drill: id, version, models },
    seed: whole(given.seed, 'seed', 0xffffffff),
    timing: readTiming(given.timing),
    laterMs: readLater(given.laterMs),
    changes: list(given.changes, 'changes', MOST_DRILL.changes).map((one, i) =>
      readChange(record(one, faults.change({ change: i + 1 })), drill, i),
    ),
    labels: list(given.labels, 'labels', MOST_DRILL.labels).map((one, i) => {
      const { at, request, label } = record(one, faults.label({ label: i + 1 }))
      return { at: number(at, 'label'), request: whole(request, 'label', 1e9), label: number(label, 'label') }
    }),
    acts: list(given.acts, 'acts', MOST_DRILL.acts).map(readAct),
    hash: text(given.hash, 'hash'),
    minutes: list(given.minutes, 'minutes', MOST_DRILL.minutes).map((one) => text(one, 'minutes')),
    result: given.result,
    isWhole: sum === sumOf(rest),
  }
  const inOrder = (all: readonly { readonly at: number }[]) =>
    all.every(({ at }, i) => at >= (all[i - 1]?.at ?? 0) && at <= drill.service.score.durationMs)
  for (const [what, all] of [
    ['changes', file.changes],
    ['labels', file.labels],
    ['acts', file.acts],
  ] as const)
    if (!inOrder(all)) return no(faults.order[what])
  return { drill, file }
}

function readModel(value: unknown) {
  const { model, version, hash, specs, data } = record(value, faults.model)
  const read = list(specs, 'specs', MOST_DRILL.tensors).map((one) => {
    const { name, shape } = record(one, faults.tensor)
    return {
      name: text(name, 'tensor'),
      shape: list(shape, 'shape', 8).map((n) => whole(n, 'shape', MOST_DRILL.weights)),
    }
  })
  const size = read.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1), 0)
  const bytes = typeof data === 'string' && size <= MOST_DRILL.weights ? fromBase64(data) : undefined
  if (bytes?.byteLength !== 4 * size) return no(faults.weightsSize)
  const weights: WeightSet = { specs: read, data: new Float32Array(bytes.buffer) }
  if (hashArrays([weights.data]) !== hash) return no(faults.weightsHash({ model: String(model) }))
  return { model: text(model, 'model'), version: whole(version, 'version', 1_000_000), weights }
}

function readTiming(value: unknown): Timing {
  const { stages, models } = record(value, faults.noTiming)
  const named = Object.entries(record(models, faults.noModelTiming))
  if (named.length > MOST_DRILL.models) return no(faults.manyModelTimings)
  return {
    stages: list(stages, 'stages', 200).map((ms) => time(ms)),
    models: Object.fromEntries(
      named.map(([name, one]) => {
        const { one: samples, more, cold } = record(one, faults.modelTiming)
        const times = list(samples, 'times', MOST_DRILL.samples).map((ms) => time(ms))
        if (times.length === 0) return no(faults.noTimes)
        return [name, { one: times, more: time(more), ...(cold === undefined ? {} : { cold: time(cold) }) }]
      }),
    ),
  }
}

function readLater(value: unknown): Readonly<Record<string, number>> {
  const named = Object.entries(record(value, faults.noLater))
  if (named.length > MOST_DRILL.stages) return no(faults.manyLater)
  return Object.fromEntries(named.map(([id, ms]) => [text(id, 'stages'), time(ms)]))
}

function readAct(value: unknown, i: number): DrillAct {
  const { at, kind, what } = record(value, faults.action({ action: i + 1 }))
  const known = DRILL_ACTS.find((one) => one === kind) ?? no(faults.actionKind({ action: i + 1 }))
  return { at: number(at, 'act'), kind: known, what: text(what, 'act') }
}
