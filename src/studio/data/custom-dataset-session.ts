/**
 * @file Custom datasets: creating and editing them. Each step is stored before its command resolves, and the open
 * project is updated if it uses the dataset. Loaded lazily.
 */
import { findDataset } from '../../catalog/dataset-def'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { knownDataset } from '../../catalog/datasets'
import type { DataPick } from '../../compile/project'
import { splitOffSteps } from '../../data/collected-classes'
import type { Dataset } from '../../data/dataset'
import type { DataStep } from '../../data/dataset-edit'
import { checkStep, stepDef } from '../../data/edit-steps'
import { datasetsText } from '../../messages/en/studio/datasets'
import { Refusal, refuse } from '../../messages/message'
import type { ImportWriter, NewSet, SetCard, SetRecord, StoredChunk } from '../../storage/dataset-records'
import { pickOf, setBytes, shortHash, stepsOf, versionOf } from '../../storage/dataset-versions'
import type { AppContext } from '../context'
import { followClasses } from '../network/fit-output'
import { untrackedEdits } from '../project/edit-history-entries'
import { changeProject } from '../project/project-document'
import { showUsage } from '../project/project-session'
import { inTurn, keepSet, setById } from './dataset-change-queue'
import { placeOf, withoutStep, withoutUndone } from './dataset-steps'
import { dropRemovedDatasets, storeRemovedDataset, usesOf } from './dataset-uses'
import { lookAlong, projectAlong, slicesAlong } from './follow-dataset-renames'

/** The result of an import, and the writer that owns its chunks. */
export interface NewDataset {
  readonly writer: ImportWriter
  readonly title: string
  readonly schema: Omit<DatasetSchema, 'id' | 'title'>
  readonly chunks: readonly StoredChunk[]
  readonly card?: PartialCard | undefined
  /** How the files were read. */
  readonly read?: SetRecord['read'] | undefined
  /** For an attack set: what its rows were changed by. */
  readonly attack?: SetRecord['attack']
}

/** Some fields of a dataset card. */
export interface PartialCard {
  readonly about?: string | undefined
  /** Stored as `licence`. */
  readonly license?: string | undefined
  readonly source?: string | undefined
}

/** Reloads the list of datasets. */
export async function listSets(studio: AppContext) {
  const sets = await studio.storage.sets.list()
  studio.store.setState({ sets })
  return sets
}

/** A reference to a custom dataset for a project: at a version, or in its current state. */
export async function customDatasetPick(studio: AppContext, id: string, version?: string): Promise<DataPick> {
  const set = (await studio.storage.sets.get(id)) ?? refuse('unknown-dataset', { dataset: id })
  if (version === undefined || version === versionOf(set)) return pickOf(set)
  const kept = set.versions.find(({ hash }) => hash === version)
  if (kept) return { dataset: id, version, schema: kept.schema }
  return { dataset: id, version, schema: (await studio.data.after(set, stepsTo(set, version))).schema }
}

/** The rows of a dataset: of a built-in dataset, or of a custom dataset at a version. */
export async function rowsOf(studio: AppContext, id: string, version?: string): Promise<Dataset> {
  return studio.data.load((await knownDataset(id)) ? { dataset: id } : await customDatasetPick(studio, id, version))
}

function stepsTo(set: SetRecord, version: string): readonly DataStep[] {
  return stepsOf(set, version) ?? refuse('dataset-version-gone', { title: set.title, version: shortHash(version) })
}

/** Creates a dataset from an import, in the transaction that ends the import. Resolves with its id. */
export async function createSet(
  studio: AppContext,
  { writer, title, schema, chunks, card, read, attack }: NewDataset,
): Promise<string> {
  const id = newSetId()
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const whole: DatasetSchema = { ...schema, id, title: titleOf(title), rows }
  const base: SetRecord['base'] = { kind: 'chunks', schema: whole, chunks }
  await writer.finish({
    ...emptySet(whole),
    base,
    card: cardOf(card),
    ...(read && { read }),
    ...(attack && { attack }),
  })
  await changed(studio)
  return id
}

/** Appends imported rows as a step. Refuses columns that do not match. Resolves with the new version. */
export function appendTo(
  studio: AppContext,
  id: string,
  { writer, title, schema, chunks }: NewDataset,
): Promise<string> {
  return inTurn(async () => {
    const set = await datasetAtVersionInUse(studio, id)
    const { append, columnMismatch: columnsMisfit } = await import('../../data/edit-steps/append-step')
    const misfit = columnsMisfit(set.schema.columns, schema.columns)
    if (misfit) throw new Refusal(misfit)
    const step = { kind: append.kind, chunks, columns: schema.columns, source: title }
    // Steps that turn classes off stay last, so that they also apply to the new rows.
    const { head, offs } = splitOffSteps(set.steps, set.schema.target)
    const next = { ...set, steps: [...head, step, ...offs], undone: [] }
    const after = await studio.data.after(set, next.steps)
    const versions = offs.length > 0 ? await stillUsed(studio, set, next) : set.versions
    const kept = await writer.join({ ...next, versions, schema: after.schema })
    await changed(studio)
    return follow(studio, set, kept, after)
  })
}

/**
 * Applies steps to a dataset (by default the one in use). A built-in dataset is first copied to a custom dataset.
 * Resolves with the new version.
 */
export function takeSteps(studio: AppContext, id: string | undefined, given: readonly unknown[]): Promise<string> {
  return inTurn(async () => {
    const steps = given.map((step) => {
      const checked = checkStep(step)
      if (!checked.ok) throw new Refusal(checked.error)
      if (checked.value.kind === 'append') refuse('append-by-import', {})
      return checked.value
    })
    const set = await datasetAtVersionInUse(studio, id ?? studio.store.getState().project.data.dataset)
    let before = await studio.data.after(set, set.steps)
    const taken: DataStep[] = []
    for (const step of steps) {
      const after = await studio.data.after(set, [...set.steps, ...taken, step])
      const settled = stepDef(step.kind)?.settle?.(step, before, after) ?? step
      taken.push(settled)
      before = settled === step ? after : await studio.data.after(set, [...set.steps, ...taken])
    }
    return saveDataset(studio, set, { ...set, steps: [...set.steps, ...taken], undone: [] })
  })
}

interface UndoRequest {
  readonly to?: number | undefined
  readonly step?: number | undefined
  readonly these?: readonly DataStep[] | undefined
}

/**
 * Undoes steps: the last step, all steps after the first `to`, only the step at index `step`, or only `these` steps.
 * Resolves with the new version.
 */
export function undoSteps(
  studio: AppContext,
  id: string | undefined,
  { to, step, these }: UndoRequest,
): Promise<string> {
  return inTurn(async () => {
    const set = await datasetAtVersionInUse(studio, id ?? studio.store.getState().project.data.dataset)
    const { steps, undone } = set
    if (step !== undefined) return saveDataset(studio, set, { ...set, steps: withoutStep(steps, step), undone: [] })
    const place = these && placeOf(steps, these)
    if (these && place !== undefined && place >= 0 && place + these.length < steps.length) {
      const alone = these.reduceRight((rest, _, i) => withoutStep(rest, place + i), steps)
      return saveDataset(studio, set, { ...set, steps: alone, undone: [] })
    }
    const stay = place ?? to ?? steps.length - 1
    if (stay < 0 || stay >= steps.length) refuse('dataset-nothing-undone', {})
    return saveDataset(studio, set, { ...set, steps: steps.slice(0, stay), undone: [...steps.slice(stay), ...undone] })
  })
}

/** Redoes the next undone step, or all undone steps until there are `to` steps. Resolves with the new version. */
export function redoSteps(studio: AppContext, id: string | undefined, to: number | undefined): Promise<string> {
  return inTurn(async () => {
    const set = await datasetAtVersionInUse(studio, id ?? studio.store.getState().project.data.dataset)
    const count = (to ?? set.steps.length + 1) - set.steps.length
    if (count <= 0 || count > set.undone.length) refuse('dataset-nothing-redone', {})
    const steps = [...set.steps, ...set.undone.slice(0, count)]
    const { target } = set.schema
    const isOff = ({ kind, column }: DataStep) => kind === 'off' && column === target
    // Steps that turn classes off stay last, because the row numbers in other steps count the rows of all classes.
    const sorted = [...steps.filter((step) => !isOff(step)), ...steps.filter(isOff)]
    return saveDataset(studio, set, { ...set, steps: sorted, undone: set.undone.slice(count) })
  })
}

/**
 * The dataset with this id, at the version that the open project uses; a built-in dataset is returned as an unsaved
 * custom copy.
 */
export async function datasetAtVersionInUse(studio: AppContext, id: string): Promise<SetRecord> {
  const { data } = studio.store.getState().project
  if (await knownDataset(id)) return fork(id, data)
  const set = await setById(studio.storage, id)
  if (data.dataset !== id || data.version === undefined || data.version === versionOf(set)) return set
  return datasetAtVersion(set, data.version)
}

/** Turns a built-in dataset into a custom one that is not saved yet. */
function fork(dataset: string, pick: DataPick): SetRecord {
  const def = findDataset(dataset) ?? refuse('unknown-dataset', { dataset })
  const { seed, bias } = pick.dataset === dataset ? pick : {}
  const schema = { ...def.schema, id: newSetId(), title: datasetsText.edited({ title: def.schema.title }) }
  return {
    ...emptySet(schema),
    ...(pick.dataset === dataset && pick.slices ? { slices: pick.slices } : {}),
    card: { about: def.about, licence: def.licence, source: def.source.name },
    base: {
      kind: 'shipped',
      dataset,
      ...(seed !== undefined && def.rows.kind === 'generated' ? { seed } : {}),
      ...(bias === undefined ? {} : { bias }),
    },
    revision: 0,
    createdAt: new Date().toISOString(),
    updatedAt: '',
  }
}

/**
 * The dataset record at another version. The current version is added to the record's versions if it cannot be reached
 * by the steps of the other version.
 */
function datasetAtVersion(set: SetRecord, version: string): SetRecord {
  const steps = stepsTo(set, version)
  const moved = { ...set, steps, undone: [] }
  const here = versionOf(set)
  if (stepsOf(moved, here)) return moved
  const at = new Date().toISOString()
  return { ...moved, versions: [...set.versions, { hash: here, at, steps: set.steps, schema: set.schema }] }
}

/**
 * Saves a dataset with changed steps. States that the new steps no longer reach are kept as versions if projects, runs,
 * or derived datasets refer to them.
 */
export async function saveDataset(studio: AppContext, before: SetRecord, set: SetRecord): Promise<string> {
  const after = await studio.data.after(set, set.steps)
  const all = [...before.steps, ...before.undone]
  const next = [...set.steps, ...set.undone]
  const lost = all.length > 0 && !all.every((step, i) => step === next[i])
  const versions = lost && before.revision > 0 ? await stillUsed(studio, before, set) : set.versions
  const walk = { base: set.base, from: before.steps, to: set.steps, schema: after.schema, usual: before.schema.target }
  const slices = slicesAlong(set.id, set.slices, walk)
  const kept = await keepSet(studio, { ...set, versions, slices, schema: after.schema })
  studio.store.setState(({ notices }) => ({ notices: withoutUndone(notices, kept.id, kept.steps) }))
  return follow(studio, before, kept, after)
}

/** The dataset's versions, plus earlier states that are still referenced but no longer reachable by its steps. */
export async function stillUsed(studio: AppContext, before: SetRecord, set: SetRecord): Promise<SetRecord['versions']> {
  const versions = [...set.versions]
  for (const { version, schema } of await usesOf(studio.storage, set.id)) {
    if (version === undefined || !schema || stepsOf({ ...set, versions }, version)) continue
    const steps = stepsOf(before, version)
    if (steps) versions.push({ hash: version, at: new Date().toISOString(), steps, schema })
  }
  for (const { parent } of studio.store.getState().sets.sets) {
    if (parent?.set !== set.id || stepsOf({ ...set, versions }, parent.version)) continue
    const steps = stepsOf(before, parent.version)
    if (!steps) continue
    const { schema } = await studio.data.after(before, steps)
    versions.push({ hash: parent.version, at: new Date().toISOString(), steps, schema })
  }
  return versions
}

/**
 * Updates the open project to the new version if it uses the dataset; the last layer follows the classes. Resolves with
 * the version.
 */
export async function follow(studio: AppContext, before: SetRecord, kept: SetRecord, after: Dataset): Promise<string> {
  const { data, id, plan, drawing, drawingVersion } = studio.store.getState().project
  const from = before.base.kind === 'shipped' && before.revision === 0 ? before.base.dataset : before.id
  const pick = pickOf(kept)
  if (data.dataset === from) {
    const { samples, seed } = data
    const { history } = studio.store.getState()
    const given = { plan, drawing, ...history }
    const walk = {
      base: kept.base,
      from: stepsOf(before, data.version) ?? before.steps,
      to: kept.steps,
      schema: after.schema,
      usual: (data.schema ?? before.schema).target,
    }
    const names = projectAlong(id, given, walk)
    const { look } = studio.store.getState()
    const along = look && lookAlong(look, walk)
    if (along !== look) studio.store.setState({ look: along })
    if (names !== given) {
      const named = { past: names.past, future: names.future }
      if (names.plan !== plan) untrackedEdits.add(names.plan)
      untrackedEdits.add(named)
      changeProject(
        studio.store,
        {
          plan: names.plan,
          ...(names.drawing === drawing ? {} : { drawing: names.drawing, drawingVersion: drawingVersion + 1 }),
        },
        { history: named },
      )
    }
    const rest = { ...(samples === undefined ? {} : { samples }), ...(seed === undefined ? {} : { seed }) }
    const { report } = studio.store.getState()
    studio.data.take({ ...pick, ...rest }, after)
    if (report.checked) await followClasses(studio, data.schema)
  }
  return pick.version as string
}

/** Switches the dataset to one of its versions; the open project switches too if it uses the dataset. */
export function openVersion(studio: AppContext, id: string | undefined, version: string): Promise<string> {
  return inTurn(async () => {
    const set = await setById(studio.storage, id ?? studio.store.getState().project.data.dataset)
    const whole = set.versions.find(({ hash }) => hash === version || hash.startsWith(version))?.hash ?? version
    return saveDataset(studio, set, datasetAtVersion(set, whole))
  })
}

/** Saves the state of the dataset that the project uses as a named version. */
export function keepVersion(studio: AppContext, id: string | undefined, name: string): Promise<string> {
  return inTurn(async () => {
    const set = await datasetAtVersionInUse(studio, id ?? studio.store.getState().project.data.dataset)
    const hash = versionOf(set)
    const { steps, schema } = set
    const known = set.versions.find((one) => one.hash === hash)
    const kept = { hash, at: new Date().toISOString(), steps, schema, ...known, name: titleOf(name) }
    await keepSet(studio, { ...set, versions: [...set.versions.filter((one) => one.hash !== hash), kept] })
    return hash
  })
}

/** Changes fields of a dataset other than its rows: title, card, slices, and so on. */
export function changeSet(
  studio: AppContext,
  id: string | undefined,
  part: (set: SetRecord) => Partial<Pick<SetRecord, 'title' | 'card' | 'slices' | 'schema' | 'accepted'>>,
): Promise<void> {
  return inTurn(async () => {
    const set = await setById(studio.storage, id ?? studio.store.getState().project.data.dataset)
    await keepSet(studio, { ...set, ...part(set) })
  })
}

/** Removes a dataset, even a damaged one. Refuses while something refers to it, unless forced. */
export function removeSet(studio: AppContext, id: string, force: boolean): Promise<void> {
  return inTurn(async () => {
    const { sets, damaged } = await listSets(studio)
    const set = sets.find((one) => one.id === id)
    if (!set && !damaged.includes(id)) refuse('no-dataset', { id })
    const uses = await usesOf(studio.storage, id)
    const needs = [...new Set(uses.map(({ title }) => title))]
    if (needs.length > 0 && !force)
      refuse('dataset-in-use', { title: set?.title ?? id, needs, bytes: set ? setBytes(set) : 0 })
    // Keep the record, so that the dataset can be restored later from its files.
    if (set && needs.length > 0) await storeRemovedDataset(studio.storage, set)
    await studio.storage.sets.remove(id)
    await dropRemovedDatasets(studio.storage)
    await changed(studio)
    const { data, plan } = studio.store.getState().project
    if (data.dataset === id) void studio.data.use(data, plan).catch(() => undefined)
  })
}

/** Refreshes the dataset list and the storage usage. */
export async function changed(studio: AppContext): Promise<void> {
  await listSets(studio)
  await showUsage(studio.store, studio.storage)
}

/** Trims a title to at most 120 characters; refuses an empty title. */
export function titleOf(given: string): string {
  const title = given.trim().slice(0, 120)
  return title === '' ? refuse('name-empty', {}) : title
}

/** A dataset card with its text fields truncated to the maximum length. */
export function cardOf(given: PartialCard = {}, before: SetCard = { about: '', licence: '', source: '' }): SetCard {
  const of = (text: string | undefined, known: string) => text?.slice(0, 2000) ?? known
  return {
    about: of(given.about, before.about),
    licence: of(given.license, before.licence),
    source: of(given.source, before.source),
  }
}

function emptySet(schema: DatasetSchema): Omit<NewSet, 'base' | 'card'> {
  return { id: schema.id, title: schema.title, schema, steps: [], undone: [], slices: [], versions: [] }
}

/** A new dataset id. */
export function newSetId(): string {
  const part = Array.from(globalThis.crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('')
  return `own-${part}`
}
