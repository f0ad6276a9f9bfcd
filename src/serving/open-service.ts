/**
 * @file Service: a service diagram with its opened models: the version that each alias points to, the validation of
 * inputs, and the executors of the service's pipeline.
 */

import { threefry } from '../base/rng'
import type { Alias } from '../catalog/lowered-stage'
import { createMonitor } from '../data/monitoring/monitored-features'
import { loadPreparation } from '../data/transforms/load-transforms'
import { type Message, refuse } from '../messages/message'
import { jointVersion, type LogDictionary, type RemovedStage, type Timing } from '../ops/log-entry'
import type { AliasVersions, LoweredStage, ServiceSpec, VersionRef } from '../ops/service-spec'
import type { ServedModel, ServiceRows, ServiceStart } from '../protocol/serving-messages'
import { practiceVersion } from './bad-models'
import { openExecutor, type PipelineExecutor } from './execute-pipeline'
import { openVersion, thresholdOfRow, type Version } from './model-versions'
import { type OutputKind, outputKindOf } from './request-rows'
import { type InputCheck, OK, type ServiceInfo } from './request-context'
import { aliasChanges } from './service-changes'
import { NO_RULES, type RawRow, type Rules, VERDICTS, validateInput } from './validate-input'

/** The result of validating an input for each version. */
export interface ValidatedInput {
  readonly check: InputCheck
  /** The validated row for each version; undefined if the version cannot read this input. */
  readonly clean: readonly (RawRow | undefined)[]
}

export interface Service extends ServiceInfo {
  readonly seed: number
  readonly output: OutputKind
  /** Number of values per prediction. */
  readonly width: number
  readonly rows: ServiceRows | undefined
  /** The executor for simulated requests, in simulated time. */
  readonly simulated: PipelineExecutor
  /** The executor for external requests, in real time; it has its own caches and rate limits. */
  readonly external: PipelineExecutor
  /** The versions in the order of the log dictionary; an entry is empty if the version was not reloaded. */
  readonly versions: readonly Version[]
  readonly aliases: AliasVersions
  book(): LogDictionary
  /** The version at this index of the log dictionary. */
  refOf(at: number): VersionRef | undefined
  /** For each stage of the diagram, its index in the log dictionary. */
  readonly stageIndices: readonly number[]
  stageMs(): readonly number[]
  setTiming(timing: Timing): void
  /** The index of a drift operator in the log dictionary. */
  operatorIndex(name: string): number
  sliceIndex(name: string): number
  validate(row: unknown): ValidatedInput
  addModels(models: readonly ServedModel[]): Promise<void>
  /** Draws the requests of a scenario only from these rows, with the same slices; returns whether they are others. */
  setHeldOut(rows: ServiceRows['heldOut']): boolean
  /** Whether the service has a stage that applies input guards. */
  readonly appliesGuards: boolean
  /** Whether the service has a stage that rejects invalid inputs. */
  readonly rejectsInvalid: boolean
  /** The monitored features of a raw row, in the order of the log dictionary. */
  monitoredFeatures(row: unknown): Float32Array<ArrayBuffer>
  /** Adds a version that is derived from another one; returns the index of the new version. */
  addVersion(version: Version): number
  /** Makes an alias of a model point to this version; `undefined` removes the override. */
  setOverride(model: string, alias: Alias, version: number | undefined): void
  isOverridden(model: string, alias: Alias): boolean
  /** Sets the aliases for subsequent requests; returns whether this ended a deploy that had replaced a champion. */
  setAliases(aliases: AliasVersions): boolean
  setSpec(spec: ServiceSpec): void
  close(): void
}

/** Opens a service. If a model cannot be served, closes everything that was opened and rejects with a Refusal. */
export async function openService(start: ServiceStart): Promise<Service> {
  await loadPreparation()
  const { seed, models } = start
  let { rows } = start
  const [first] = models
  if (!first) return refuse('service-no-model', { model: modelNames(start.spec)[0] ?? start.spec.name })
  const output: OutputKind = { ...outputKindOf(first), ...(start.book && { classes: start.book.classes }) }
  /** The monitored features are those of the log that is continued or, if there is none, those of the first model. */
  const watch = createMonitor(first.pipeline, start.book?.features)
  const versions: Version[] = []
  /** The versions of the log dictionary, including earlier ones that were not reloaded. */
  const refs: VersionRef[] = [...(start.book?.versions ?? [])]
  const operators: string[] = [...(start.book?.operators ?? [''])]
  const slices: string[] = [...(start.book?.slices ?? ['all'])]
  const verdicts: string[] = [...(start.book?.verdicts ?? VERDICTS)]
  for (const { name } of rows?.slices ?? []) if (!slices.includes(name)) slices.push(name)
  let timing: Timing = start.timing ?? start.book?.timing ?? { stages: [], models: {} }
  let spec = start.spec
  const stages = openStageIndex(spec, start.book, start.previousSpec)
  let aliases = start.aliases
  let rules = validationRules(spec)
  const resolved = new Map<string, number>()
  const overrides = new Map<string, number>()
  /** Indices of joined versions, keyed by the indices of their members. */
  const joints = new Map<string, number>()

  async function add(models: readonly ServedModel[]): Promise<void> {
    for (const file of models) {
      const at = placeOf(file.ref)
      if (versions[at]) continue
      versions[at] = practiceVersion(file, await openVersion(file, output, rows), output, rows)
      if (at === refs.length) refs.push(file.ref)
    }
    resolved.clear()
  }
  function placeOf({ model, version }: VersionRef): number {
    const at = refs.findIndex((one) => one.model === model && one.version === version)
    return at < 0 ? refs.length : at
  }
  function close(): void {
    for (const version of versions) version?.close()
  }
  try {
    await add(models)
  } catch (error) {
    close()
    throw error
  }

  const service: Service = {
    seed,
    output,
    kind: output.kind,
    width: output.kind === 'classes' ? output.classes.length : 1,
    get rows() {
      return rows
    },
    versions,
    get spec() {
      return spec
    },
    get simulated() {
      return simulated
    },
    get external() {
      return external
    },
    get aliases() {
      return aliases
    },
    book: () => ({
      stages: [...stages.ids],
      ...(stages.redrawn && { redrawn: stages.redrawn }),
      slices: [...slices],
      versions: [...refs],
      operators: [...operators],
      verdicts: [...verdicts],
      classes: output.classes,
      features: watch.features,
      timing,
    }),
    get stageIndices() {
      return stages.indices
    },
    stageMs: () => stages.indices.map((place) => timing.stages[place] ?? 0),
    setTiming(measured) {
      timing = measured
    },
    operatorIndex: (name) => indexIn(operators, name),
    sliceIndex: (name) => indexIn(slices, name),
    verdictIndex: (code) => indexIn(verdicts, code),
    resolve(model: string, alias: Alias): number {
      const key = `${alias} ${model}`
      const cached = resolved.get(key)
      if (cached !== undefined) return cached
      const version = aliases[model]?.[alias]
      const at = overrides.get(key) ?? (version === undefined ? -1 : placeOf({ model, version }))
      const found = versions[at] ? at : -1
      resolved.set(key, found)
      return found
    },
    joined(members) {
      const key = members.join(' ')
      const known = joints.get(key)
      if (known !== undefined) return known
      const ref = jointVersion(members.flatMap((member) => refs[member] ?? []))
      const at = placeOf(ref)
      if (at === refs.length) refs.push(ref)
      joints.set(key, at)
      return at
    },
    decisionOf: (at) => versions[at]?.decision,
    refOf: (at) => refs[at],
    typicalPrediction() {
      const stage = spec.stages.find((one) => one.class_name === 'Model')
      const at = stage?.class_name === 'Model' ? service.resolve(stage.config.model, stage.config.alias) : -1
      const typical = (versions[at] ?? versions.find((one) => one))?.reference.usual ?? 0
      if (output.kind === 'number') return Float32Array.of(typical)
      return Float32Array.from(output.classes, (_, k) => (k === typical ? 1 : 0))
    },
    validate(row) {
      let verdict = OK
      let problem: Message | undefined
      // Versions can read different columns; the verdict comes from the version in the first model stage.
      const order = versionsInOrder(service)
      const clean = versions.map(() => undefined as RawRow | undefined)
      for (const at of order) {
        const version = versions[at] as Version
        const found = validateInput(version.columns, version.reference, row, rules)
        if (found.ok) clean[at] = found.value
        else if (at === order[0]) {
          problem = found.error
          verdict = indexIn(verdicts, found.error.code)
        }
      }
      const thresholds = versions.some((version) => version?.decision?.groups)
        ? { thresholds: versions.map((version, at) => version && thresholdOfRow(version, clean[at])) }
        : {}
      return {
        check: {
          ...{ verdict, ...(problem && { problem }), features: watch.read(row) },
          ...{ predictions: [], flagged: [], ...thresholds },
        },
        clean,
      }
    },
    addModels: add,
    setHeldOut(heldOut) {
      if (!rows || heldOut.join() === rows.heldOut.join()) return false
      const left = new Set(heldOut)
      const slices = rows.slices.map((slice) => ({ ...slice, rows: slice.rows.filter((row) => left.has(row)) }))
      rows = { ...rows, heldOut, slices }
      return true
    },
    get appliesGuards() {
      return spec.stages.some(({ class_name }) => class_name === 'Guard')
    },
    get rejectsInvalid() {
      return spec.stages.some(({ class_name }) => class_name === 'Validate')
    },
    monitoredFeatures: watch.read,
    addVersion(version) {
      const at = placeOf(version.ref)
      if (!versions[at]) versions[at] = version
      if (at === refs.length) refs.push(version.ref)
      return at
    },
    setOverride(model, alias, version) {
      const key = `${alias} ${model}`
      if (version === undefined) overrides.delete(key)
      else overrides.set(key, version)
      resolved.clear()
      forget()
    },
    isOverridden: (model, alias) => overrides.has(`${alias} ${model}`),
    setAliases(next) {
      const isMoved = aliasChanges(aliases, { aliases: next, by: '', why: '' }).length > 0
      aliases = next
      // The user's alias determines which version serves requests, so moving it ends a scenario deploy that had
      // replaced a champion.
      const over = [...overrides.keys()].filter((key) => key.startsWith('champion '))
      // Setting the same aliases again must not change anything or clear a cache, because the log would not show it.
      if (!isMoved && over.length === 0) return false
      for (const key of over) overrides.delete(key)
      resolved.clear()
      forget()
      return over.length > 0
    },
    setSpec(next) {
      spec = next
      stages.setSpec(next)
      rules = validationRules(spec)
      resolved.clear()
      simulated = openExecutor(service)
      external = openExecutor(service)
    },
    close,
  }
  let simulated = openExecutor(service)
  let external = openExecutor(service)
  function forget(): void {
    simulated.clearState()
    external.clearState()
  }
  return service
}

/** Returns the versions for which an input is validated: those of the model stages in order, then all others. */
function versionsInOrder({ spec, versions, resolve }: Service): readonly number[] {
  const request = spec.stages.flatMap((stage) =>
    stage.class_name === 'Model' ? [resolve(stage.config.model, stage.config.alias)] : [],
  )
  return [...new Set([...request, ...versions.keys()])].filter((at) => at >= 0 && versions[at])
}

/**
 * Returns the rules for inputs that do not fit the training data: the config of the first Validate stage, and the
 * columns that a Features stage takes from the feature store.
 */
export function validationRules({ stages }: ServiceSpec): Rules {
  const stored = stages.flatMap((stage) => (stage.class_name === 'Features' ? stage.config.stored : []))
  for (const stage of stages) if (stage.class_name === 'Validate') return { ...stage.config, stored }
  return NO_RULES
}

function modelNames({ stages }: ServiceSpec): readonly string[] {
  return stages.flatMap((stage) => (stage.class_name === 'Model' ? [stage.config.model] : []))
}

function indexIn(list: string[], name: string): number {
  const at = list.indexOf(name)
  return at >= 0 ? at : list.push(name) - 1
}

/**
 * The key of the random stream for traces, as in `ops/trace.ts`; it differs from the keys of all streams in
 * `base/rng.ts`.
 */
const TRACE = 0x0f000000
const words = new Uint32Array(2)

/**
 * Returns the first two words of a request's trace id, which determine the branch at a split and whether there is a
 * shadow copy.
 */
export function splitDraws(seed: number, id: number): readonly [number, number] {
  threefry(seed | 0, TRACE, id | 0, Math.floor(id / 4294967296), words)
  return [words[0] as number, words[1] as number]
}

// StageIndex: the stages that a service has now or had at any time. Each stage keeps its index in the log dictionary
// as long as the log exists, so that a column or a count always refers to the same stage: a removed stage keeps its
// index, a stage that is added back gets its old index, and a new stage gets the next free one. Indices are never
// reused, because hourly counts are stored for 60 days. A new stage takes 0.8 MB for the latest 200,000 requests, so
// even 100 new stages in one log take only 80 MB; changing settings or wires, and undo, add no stages.

export interface StageIndex {
  /** The node id of each stage, by index. */
  readonly ids: readonly string[]
  /** The index of each stage in the current diagram. */
  readonly indices: readonly number[]
  /**
   * The order of the stages and the removed stages, for the log dictionary; undefined as long as the list of stages is
   * the same as the diagram.
   */
  readonly redrawn: LogDictionary['redrawn']
  /** Sets the current diagram. */
  setSpec(spec: ServiceSpec): void
}

/**
 * Creates the stage index for a new service, or for a service that continues an earlier log dictionary; `drawnBefore`
 * is the diagram at that time.
 */
export function openStageIndex(spec: ServiceSpec, before?: LogDictionary, drawnBefore?: ServiceSpec): StageIndex {
  const ids: string[] = [...(before?.stages ?? [])]
  const removed = new Map<string, RemovedStage>(Object.entries(before?.redrawn?.gone ?? {}))
  let order: readonly number[] = before?.redrawn?.order ?? [...ids.keys()]
  let stages: readonly LoweredStage[] = drawnBefore?.stages ?? []
  let places: readonly number[] = []

  function draw(next: ServiceSpec): void {
    const drawn = new Set(next.stages.map(({ id }) => id))
    for (const stage of stages) if (!drawn.has(stage.id)) removed.set(stage.id, removedStage(stage))
    for (const id of drawn) {
      removed.delete(id)
      if (!ids.includes(id)) ids.push(id)
    }
    stages = next.stages
    places = stages.map(({ id }) => ids.indexOf(id))
    order = mergeOrder(order, places)
  }
  draw(spec)
  return {
    get ids() {
      return ids
    },
    get indices() {
      return places
    },
    get redrawn() {
      if (removed.size === 0 && order.every((place, i) => place === i)) return undefined
      return { order, gone: Object.fromEntries(removed) }
    },
    setSpec: draw,
  }
}

/**
 * Returns the stage indices in the order of the diagram, with each removed stage after the stage that used to precede
 * it.
 */
function mergeOrder(before: readonly number[], drawn: readonly number[]): readonly number[] {
  const order = [...drawn]
  let at = 0
  for (const place of before) {
    const index = order.indexOf(place)
    if (index >= 0) at = index + 1
    else order.splice(at++, 0, place)
  }
  return order
}

function removedStage(stage: LoweredStage): RemovedStage {
  return { class_name: stage.class_name, ...(stage.class_name === 'Model' && { alias: stage.config.alias }) }
}
