/**
 * @file predictRows: the monitored features of dataset rows, and what the log would store as each version's answers to
 * them, without requests or log entries. Drift compares the answers in the log with these.
 */
import type { Alias } from '../catalog/lowered-stage'
import { refuse } from '../messages/message'
import { JOINT_VERSION, NO_VERSION_INDEX, SOURCES } from '../ops/log-entry'
import type { ServiceSpec, VersionRef } from '../ops/service-spec'
import type { RowsRequest, VersionAnswers } from '../protocol/serving-messages'
import { makeRequestRun, openExecutor, type PipelineExecutor, startRun } from './execute-pipeline'
import type { Service, ValidatedInput } from './open-service'
import { ABSTAINED, OK, type PipelineRequest, type RequestRun } from './request-context'
import { groundTruthReader, rowReader } from './request-rows'

/** Throws a Refusal if the service has no rows. */
export async function predictRows(service: Service, rows: Uint32Array, of: 'inputs' | 'answers'): Promise<RowsRequest> {
  const { rows: from, versions } = service
  const first = versions.find((one) => one)
  if (!from || !first) return refuse('service-no-rows', {})
  const isJoint = isJointSpec(service.spec)
  const readRow = rowReader(from.dataset, first.pipeline)
  const truthOf = groundTruthReader(first.pipeline, from.dataset, service.output.classes)
  const raw = Array.from(rows, readRow)
  const size = service.book().features?.length ?? 0
  const features = new Float32Array(rows.length * size)
  raw.forEach((row, i) => {
    features.set(service.monitoredFeatures(row), i * size)
  })
  const truth = Float32Array.from(rows, truthOf)
  if (of === 'inputs') return { features, truth, answers: [], isJoint }
  const inputs = raw.map((row) => service.validate(row))
  const predictions = await rawPredictions(service, rows, inputs)
  return { features, truth, answers: answersOf(service, inputs, predictions), isJoint }
}

/** Whether a stage passes on only some of a model's predictions, or joins those of several models. */
function isJointSpec({ stages }: ServiceSpec): boolean {
  return stages.some(({ class_name }) => class_name === 'Router' || class_name === 'Ensemble')
}

type Predictions = readonly (Float32Array<ArrayBuffer> | undefined)[]

/** For each row, the prediction of each version; undefined if the version cannot read the row. */
async function rawPredictions(
  service: Service,
  rows: Uint32Array,
  inputs: readonly ValidatedInput[],
): Promise<readonly Predictions[]> {
  const { versions } = service
  const all = inputs.map(() => new Array<Float32Array<ArrayBuffer> | undefined>(versions.length).fill(undefined))
  for (const [at, version] of versions.entries()) {
    if (!version) continue
    const readable = inputs.flatMap(({ clean }, i) => (clean[at] ? [i] : []))
    if (readable.length === 0) continue
    const encoded = version.encode(
      readable.map((i) => inputs[i]?.clean[at] ?? {}),
      readable.map((i) => rows[i] as number),
    )
    const predictions = await version.predict(encoded, readable.length)
    const flags = service.appliesGuards ? await version.flags?.(encoded, readable.length) : undefined
    flags?.forEach((flag, k) => {
      const input = inputs[readable[k] as number]
      if (input) input.check.flagged[at] = flag
    })
    predictions.forEach((prediction, k) => {
      const row = all[readable[k] as number]
      if (row) row[at] = prediction
    })
  }
  return all
}

/** Sends every row through the stages, once for each branch of the traffic splits. */
function answersOf(
  service: Service,
  inputs: readonly ValidatedInput[],
  predictions: readonly Predictions[],
): readonly VersionAnswers[] {
  const { spec, versions, width } = service
  const branches = branchesOf(spec)
  const usual = openExecutor({ ...service, resolve: (model, alias) => usualVersion(service, model, alias) })
  // The bad versions of a scenario and versions that were not reloaded have no answers to compare with.
  const compared = [...versions.entries()].flatMap(([at, version]) => (version && !version.derivedFrom ? [at] : []))
  const empty = () => branches.map(() => new Float32Array(inputs.length * width).fill(Number.NaN))
  const outputs = new Map(compared.map((at) => [at, empty()]))
  const isAnswering = new Set<number>()
  const send = sender(spec, inputs, predictions)
  branches.forEach(({ draw }, branch) => {
    inputs.forEach((_, row) => {
      const end = send(usual, row, draw)
      if (service.refOf(end.version)?.version === JOINT_VERSION && !outputs.has(end.version))
        outputs.set(end.version, empty())
      const into = outputs.get(end.version)?.[branch]
      if (!into || !end.outputs || (end.status !== OK && end.status !== ABSTAINED)) return
      isAnswering.add(end.version)
      into.set(end.outputs, row * width)
    })
  })
  // A version that gets no requests now, such as a challenger without a share, answers as if it were alone, unless its
  // answers depend on the other models.
  for (const at of isJointSpec(spec) ? [] : compared) {
    const into = outputs.get(at)?.[0]
    if (!into || isAnswering.has(at)) continue
    const alone = openExecutor({ ...service, resolve: () => at })
    inputs.forEach((_, row) => {
      const { status, outputs: one } = send(alone, row, 0)
      if (one && (status === OK || status === ABSTAINED)) into.set(one, row * width)
    })
  }
  return [...outputs].flatMap(([at, all]) =>
    all.map((one, branch) => ({
      version: service.refOf(at) as VersionRef,
      share: branches[branch]?.share ?? 1,
      outputs: one,
    })),
  )
}

/** The version that an alias points to, regardless of a scenario's deploy. */
function usualVersion({ aliases, versions }: Service, model: string, alias: Alias): number {
  const version = aliases[model]?.[alias]
  return versions.findIndex((one) => one && one.ref.model === model && one.ref.version === version)
}

const DRAWS = 2 ** 32

/** The ranges of the random draw in which requests take the same branch at every traffic split. */
function branchesOf({ stages }: ServiceSpec): readonly { readonly draw: number; readonly share: number }[] {
  const cuts = stages.flatMap((stage) => (stage.class_name === 'Split' ? [stage.config.challenger / 100] : []))
  const edges = [...new Set([0, ...cuts.filter((cut) => cut > 0 && cut < 1), 1])].sort((a, b) => a - b)
  return edges.slice(1).map((end, i) => {
    const begin = edges[i] as number
    return { draw: Math.floor(((begin + end) / 2) * DRAWS), share: end - begin }
  })
}

/** Between two rows, so much time passes that rate limits are full again and caches are empty. */
const ROW_MS = 1e9

/** Returns a function that sends a row through the stages, and returns what the log would store. */
function sender(spec: ServiceSpec, inputs: readonly ValidatedInput[], predictions: readonly Predictions[]) {
  const source = SOURCES.indexOf('held-out')
  let sent = 0
  return (executor: PipelineExecutor, row: number, draw: number) => {
    const check = inputs[row]?.check ?? { verdict: OK, predictions: [], flagged: [] }
    const id = sent++
    const request: PipelineRequest = {
      ...{ id, at: 0, tick: id * ROW_MS, source, slice: 0, row, operator: 0, strength: 0, groundTruth: Number.NaN },
      // Shadow models do not answer, so no row gets a copy.
      ...{ draw, shadowDraw: DRAWS - 1, key: id },
      input: { ...check, predictions: [...(predictions[row] ?? [])] },
    }
    const run: RequestRun = makeRequestRun(spec.stages.length, request)
    startRun(run, request)
    // Without queues, a row that stops before a model continues at once.
    while (executor.advance(run, { estimatedMs: [] }) >= 0) {}
    const { status, version, outputs } = executor.end(run)
    return { status, version: version ?? NO_VERSION_INDEX, outputs }
  }
}
