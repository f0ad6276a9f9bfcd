/**
 * @file Collecting: a dataset that is created in the studio and filled sample by sample. Each batch is one step and is
 * stored before the command resolves, so closing the tab loses nothing. Steps that turn classes off always stay last.
 * Loaded lazily.
 */
import '../../messages/en/collect'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import {
  classColumn,
  classesOff,
  collectedClasses,
  collectedImageSchema,
  IMAGE_SIZES,
  offSteps,
  splitOffSteps,
} from '../../data/collected-classes'
import type { Dataset } from '../../data/dataset'
import type { DataStep, RowRanges } from '../../data/dataset-edit'
import { checkStep } from '../../data/edit-steps'
import { countRows, rangesOf } from '../../data/edit-steps/row-steps'
import { packChunk } from '../../data/packed-chunk'
import { type RowValues, rowsFromValues } from '../../data/rows-from-values'
import { datasetsText } from '../../messages/en/studio/datasets'
import { offersText } from '../../messages/en/studio/offers'
import { message, Refusal, refuse } from '../../messages/message'
import type { SetRecord } from '../../storage/dataset-records'
import type { AppContext } from '../context'
import { callOf } from '../run-command'
import { canStep, recordChange, stepInHistory } from './collect-history'
import { createSet, datasetAtVersionInUse, follow, saveDataset, stillUsed } from './custom-dataset-session'
import { inTurn } from './dataset-change-queue'
import { usesOf } from './dataset-uses'

interface TableColumn {
  readonly name: string
  readonly type: 'number' | 'category' | 'text' | 'time'
}

export interface Make {
  readonly title: string
  readonly kind?: 'images' | 'table' | undefined
  /** Width and height of the images in pixels: 28 in grayscale; 32, 64, or 96 in color. */
  readonly size?: number | undefined
  readonly classes?: readonly string[] | undefined
  /** The columns of a table. The last column is the target unless `target` names another. */
  readonly columns?: readonly TableColumn[] | undefined
  readonly target?: string | undefined
}

/** Creates an empty dataset and resolves with its id. */
export async function makeSet(studio: AppContext, make: Make): Promise<string> {
  const schema = make.kind === 'table' ? tableSchema(make) : picturesOf(make)
  const writer = await studio.storage.sets.beginImport()
  try {
    return await createSet(studio, {
      ...{ writer, title: make.title, schema, chunks: [] },
      card: datasetsText.collected,
    })
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    throw error
  }
}

type NewSchema = Omit<DatasetSchema, 'id' | 'title'>

function picturesOf({ size = 28, classes = [] }: Make): NewSchema {
  const form = IMAGE_SIZES.find(({ side }) => side === size)
  if (!form) return refuse('collect-size', { size, sizes: IMAGE_SIZES.map(({ side }) => side) })
  return collectedImageSchema(form, [...new Set(classes.map(labelOf))])
}

function tableSchema({ columns = [], target = columns.at(-1)?.name ?? '' }: Make): NewSchema {
  const names = columns.map(({ name }) => name.trim())
  if (names.length < 2 || new Set(names).size < names.length || names.includes('')) return refuse('collect-columns', {})
  if (!names.includes(target.trim())) return refuse('collect-target', { target, columns: names })
  const schemas = columns.map(({ name, type }): ColumnSchema => {
    const called = { name: name.trim() }
    return type === 'category' ? { ...called, type, values: [] } : { ...called, type }
  })
  return { kind: 'table', columns: schemas, rows: 0, testRows: 0, target: target.trim(), ignore: [] }
}

/** Opens a dataset for collecting samples. */
export function openCollecting(studio: AppContext, id: string): Promise<string> {
  return inTurn(async () => {
    await show(studio, await datasetAtVersionInUse(studio, id))
    return id
  })
}

/** Stops collecting. Collected samples are already stored. */
export function closeCollecting(studio: AppContext): void {
  studio.store.setState({ collecting: null })
}

export interface Adding {
  readonly set?: string | undefined
  readonly rows: readonly RowValues[]
  /** A description of the rows for the dataset's history: "samples of rock by camera". */
  readonly source?: string | undefined
  /** Batches with the same group are undone together. */
  readonly group?: string | undefined
}

/** Adds rows to a dataset. Resolves with the new version. */
export function addRows(studio: AppContext, { set, rows, ...about }: Adding): Promise<string> {
  return addPart(studio, set, about, (schema) => {
    const read = rowsFromValues(schema, rows)
    if (!read.ok) throw new Refusal(read.error)
    return read.value
  })
}

/** Appends the rows that `part` builds for the dataset's schema. Resolves with the new version. */
export function addPart(
  studio: AppContext,
  id: string | undefined,
  about: Pick<Adding, 'source' | 'group'>,
  part: (schema: DatasetSchema) => Dataset,
): Promise<string> {
  return inTurn(async () => {
    const { set, head, offs } = await parted(studio, id)
    const rows = part((await studio.data.after(set, head)).schema)
    const { columns } = rows.schema
    const writer = await studio.storage.sets.beginImport()
    try {
      const chunks = rows.schema.rows > 0 ? [await writer.put(packChunk(rows), rows.schema.rows)] : []
      const step: DataStep = { kind: 'append', chunks, columns, ...about }
      const steps = [...head, step, ...offs]
      const after = await studio.data.after(set, steps)
      const versions = offs.length > 0 ? await keepingUsed(studio, set, { ...set, steps, undone: [] }) : set.versions
      const kept = await writer.join({ ...set, steps, undone: [], versions, schema: after.schema })
      studio.store.setState(({ sets }) => ({
        sets: { ...sets, sets: [kept, ...sets.sets.filter((one) => one.id !== kept.id)] },
      }))
      recordChange(set, steps)
      const version = await follow(studio, set, kept, after)
      await showAgain(studio, kept)
      return version
    } catch (error) {
      await writer.abandon().catch(() => undefined)
      throw error
    }
  })
}

/**
 * Hashes of versions that were saved only because a project used them. These versions are removed once no project uses
 * them, so that batches do not leave versions behind.
 */
const passing = new Set<string>()

async function keepingUsed(studio: AppContext, before: SetRecord, set: SetRecord): Promise<SetRecord['versions']> {
  const versions = await stillUsed(studio, before, set)
  for (const { hash } of versions) if (!before.versions.some((one) => one.hash === hash)) passing.add(hash)
  const used = new Set((await usesOf(studio.storage, set.id)).map(({ version }) => version))
  return versions.filter(({ hash, name }) => name !== undefined || used.has(hash) || !passing.has(hash))
}

export interface Change {
  readonly set?: string | undefined
  /**
   * Steps to apply before any steps that turn classes off, because the row numbers in these steps count the rows of all
   * classes.
   */
  readonly steps?: readonly unknown[] | undefined
  readonly label?: string | undefined
  /** The new name of the class. */
  readonly to?: string | undefined
  /** Whether to turn the class off (true) or back on (false). */
  readonly off?: boolean | undefined
  /** If true, removes the class and its rows. */
  readonly remove?: boolean | undefined
  /** If true, undoes the last change; `redo` reapplies it. */
  readonly undo?: boolean | undefined
  readonly redo?: boolean | undefined
}

/**
 * Changes the collected dataset: applies steps; adds, renames, toggles, or removes a class; undoes or redoes. Resolves with the
 * new version.
 */
export async function changeCollected(studio: AppContext, { set: id, ...change }: Change): Promise<string> {
  const { label, to, off, remove } = change
  if (label !== undefined && to === undefined && off === undefined && !remove && !change.steps)
    return addClass(studio, id, label)
  return inTurn(async () => {
    const { set, head, offs } = await parted(studio, id)
    const direction = change.undo ? 'undo' : change.redo ? 'redo' : undefined
    const moved = direction && stepInHistory(set, direction)
    const { steps, undone } = moved ?? (await changed(studio, { set, head, offs }, change))
    const version = await saveDataset(studio, set, { ...set, steps, undone })
    if (moved) moved.done()
    else recordChange(set, steps)
    const { sets } = studio.store.getState().sets
    await showAgain(studio, sets.find((one) => one.id === set.id) ?? set)
    if (remove && label !== undefined) {
      const cut = steps.slice(head.length).find(({ kind }) => kind === 'exclude')
      const rows = cut ? countRows(cut.rows as RowRanges) : 0
      await studio.run('notice.show', {
        ...{ tone: 'info', message: message('collect-class-removed', { label, rows }) },
        action: { title: offersText.undo, ...callOf('collect.change', { dataset: set.id, undo: true }) },
      })
    }
    return version
  })
}

interface Parted {
  readonly set: SetRecord
  readonly head: readonly DataStep[]
  readonly offs: readonly DataStep[]
}

async function changed(
  studio: AppContext,
  { set, head, offs }: Parted,
  { steps, label, to, off, remove }: Change,
): Promise<Pick<SetRecord, 'steps' | 'undone'>> {
  const { target } = set.schema
  const dataset = await studio.data.after(set, head)
  const { schema } = dataset
  const labels = classColumn(schema)?.values ?? []
  const known = (name: string) => (labels.includes(name) ? name : refuse('collect-no-class', { label: name, labels }))
  const offNow = classesOff(offs)
  if (label !== undefined && off !== undefined) {
    const one = known(label)
    const stay = offNow.filter((name) => name !== one)
    return { steps: [...head, ...offSteps(target, off ? [...stay, one] : stay)], undone: [] }
  }
  if (label !== undefined && remove) {
    const rows = collectedClasses(dataset, []).find((one) => one.label === known(label))?.rows ?? []
    const group = `remove ${label}`
    const cut = { kind: 'exclude', rows: rangesOf(rows), why: 'removed while collecting', group } // not text: kept in the recipe
    const map = { kind: 'map', column: target, values: [[label, null]], group }
    const left = offNow.filter((name) => name !== label)
    return { steps: [...head, ...(rows.length > 0 ? [cut] : []), map, ...offSteps(target, left)], undone: [] }
  }
  if (label !== undefined && to !== undefined) {
    const name = labelOf(to)
    const before = known(label)
    if (labels.includes(name)) refuse('collect-class-there', { label: name })
    const renamed = offNow.map((one) => (one === before ? name : one))
    const step = { kind: 'map', column: target, values: [[before, name]] }
    return { steps: [...head, step, ...offSteps(target, renamed)], undone: [] }
  }
  const checked = (steps ?? []).map((step) => {
    const one = checkStep(step)
    if (!one.ok) throw new Refusal(one.error)
    return one.value
  })
  return { steps: [...head, ...checked, ...offs], undone: [] }
}

/** Adds a class without rows. */
function addClass(studio: AppContext, id: string | undefined, given: string): Promise<string> {
  const label = labelOf(given)
  return addPart(studio, id, { source: `the class "${label}"` }, (schema) => {
    const column = classColumn(schema) ?? refuse('collect-no-classes', { target: schema.target })
    if (column.values.includes(label)) refuse('collect-class-there', { label })
    const empty = rowsFromValues(schema, [])
    if (!empty.ok) throw new Refusal(empty.error)
    const columns = schema.columns.map((one) =>
      one === column ? { ...column, values: [...column.values, label] } : one,
    )
    return { schema: { ...empty.value.schema, columns }, columns: empty.value.columns }
  })
}

/** A class name in the form that is stored: trimmed, at most 80 characters. */
export function labelOf(given: string): string {
  const label = given.trim().slice(0, 80)
  return label === '' ? refuse('name-empty', {}) : label
}

async function parted(studio: AppContext, id: string | undefined): Promise<Parted> {
  const set = await datasetAtVersionInUse(studio, id ?? studio.store.getState().project.data.dataset)
  return { set, ...splitOffSteps(set.steps, set.schema.target) }
}

async function showAgain(studio: AppContext, set: SetRecord): Promise<void> {
  // The notice about a removed class undoes the last change, which is another one from now on.
  studio.store.setState(({ notices }) => ({
    notices: notices.filter(({ action }) => action?.command !== 'collect.change'),
  }))
  const { collecting } = studio.store.getState()
  if (collecting !== 'new' && collecting?.set === set.id) await show(studio, set)
}

async function show(studio: AppContext, set: SetRecord): Promise<void> {
  const { head, offs } = splitOffSteps(set.steps, set.schema.target)
  const dataset = await studio.data.after(set, head)
  studio.store.setState({
    collecting: {
      ...{ set: set.id, dataset, off: classesOff(offs) },
      ...canStep(set),
    },
  })
}
