/**
 * @file Slices: conditions saved under a name. The slices of a custom dataset are stored in its record, those of a
 * built-in dataset in the project.
 */
import { datasetsText } from '../../messages/en/studio/datasets'
import { message, Refusal, refuse } from '../../messages/message'
import '../../messages/en/slices'
import type { Condition, ConditionFault, Slice } from '../../data/condition'
import { maskOf, namesIn } from '../../data/evaluate-condition'
import { type FindVirtualColumn, isVirtualColumn, PREDICTION_COLUMNS } from '../../data/virtual-columns'
import { printCondition, readCondition } from '../../data/condition-text'
import type { Dataset, SplitName } from '../../data/dataset'
import { meanOf, type SliceScore, sliceScore, worstFirst } from '../../metrics/slice-report'
import type { Evaluation } from '../../metrics/evaluation'
import type { AppContext } from '../context'
import type { ReadyData } from './data-session'
import { changeProject } from '../project/project-document'
import { answersOfModel, modelCalled, modelsIn, withModels } from '../models/model-predictions'
import { answersOf, answersOfAll, factsOf, type RowAnswers, scoresOf } from '../models/row-predictions'
import { slicesOf } from './dataset-slices'
import { isSealed } from './test-set-views'

const MOST = 200
const LETTERS = 80

/**
 * Saves a slice, replacing any slice with the same name. Resolves with its row count, if counting needs no predictions.
 */
export async function keepSlice(
  studio: AppContext,
  given: string,
  where: unknown,
): Promise<{ readonly rows?: number }> {
  const name = nameOf(given)
  const condition = conditionOf(where)
  const { dataset, split } = await studio.data.ready()
  const fault = faultIn(condition, dataset)
  if (fault) return refuse('condition-wrong', { sentence: fault.sentence })
  const slices = slicesOf(studio.store.getState())
  const at = slices.findIndex((slice) => slice.name === name)
  if (at < 0 && slices.length >= MOST) return refuse('slices-many', { most: MOST })
  const models = await studio.storage.models.list()
  for (const called of modelsIn([condition], { dataset })) modelCalled(models, called)
  const slice: Slice = { name, where: condition }
  await saveSlices(studio, at < 0 ? [...slices, slice] : slices.with(at, slice))
  const mask = maskOf(condition, dataset, factsOf({ dataset, split }, undefined))
  return mask.ok ? { rows: mask.value.reduce((sum, one) => sum + one, 0) } : {}
}

/** Removes a slice. Refuses an unknown name. */
export async function removeSlice(studio: AppContext, name: string): Promise<void> {
  const slices = slicesOf(studio.store.getState())
  if (!slices.some((slice) => slice.name === name)) {
    refuse('no-slice', { name, names: slices.map((slice) => slice.name) })
  }
  await saveSlices(
    studio,
    slices.filter((slice) => slice.name !== name),
  )
}

async function saveSlices(studio: AppContext, slices: readonly Slice[]): Promise<void> {
  // Drop the scores: they belong to the previous slices.
  studio.store.setState(({ metrics }) => (metrics ? { metrics: withoutSlices(metrics) } : {}))
  const { data } = studio.store.getState().project
  if (data.schema) {
    await studio.run('dataset.slices', { dataset: data.dataset, slices })
    return
  }
  const { slices: _before, ...rest } = data
  changeProject(studio.store, { data: slices.length > 0 ? { ...rest, slices } : rest })
}

function withoutSlices({ slices: _scored, ...evaluation }: Evaluation): Evaluation {
  return evaluation
}

/** Converts a condition, given as text or as data, to a valid condition. Refuses an invalid one. */
export function conditionOf(where: unknown): Condition {
  if (typeof where !== 'string') return readBack(where as Condition)
  const read = readCondition(where)
  return read.ok ? read.value : refuse('condition-wrong', { sentence: read.error.sentence })
}

/**
 * Validates slices from an external source: their names must be unique and their conditions valid. Columns may belong
 * to another version of the dataset.
 */
export function slicesFrom(given: unknown): readonly Slice[] {
  if (!Array.isArray(given)) return refuse('slices-shape', {})
  if (given.length > MOST) return refuse('slices-many', { most: MOST })
  const slices = (given as readonly unknown[]).map((slice): Slice => {
    const { name, where } = (typeof slice === 'object' && slice !== null ? slice : {}) as Partial<Slice>
    const called = nameOf(name)
    if (where === undefined || where === null) return refuse('slices-shape', {})
    return { name: called, where: conditionOf(where) }
  })
  const names = slices.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  return twice === undefined ? slices : refuse('slice-twice', { name: twice })
}

function nameOf(given: unknown): string {
  const name = String(given ?? '').trim()
  if (name.length > LETTERS) refuse('slice-name-long', { letters: name.length, most: LETTERS })
  return name === '' ? refuse('name-empty', {}) : name
}

/** Validates a condition given as data by printing and parsing it, because scripts may pass anything. */
function readBack(given: Condition): Condition {
  let text = ''
  try {
    text = printCondition(given)
  } catch {
    return refuse('condition-wrong', { sentence: datasetsText.noCondition })
  }
  return conditionOf(text)
}

/** Why a condition does not fit the columns; conditions that only lack predictions pass. */
export function faultIn(condition: Condition, dataset: Dataset): ConditionFault | undefined {
  const names = new Set(dataset.schema.columns.map(({ name }) => name))
  for (const name of namesIn(condition)) {
    if (names.has(name) || isVirtualColumn(name)) continue
    const found = maskOf({ column: name, is: 'missing' }, dataset)
    if (!found.ok) return found.error
  }
  const mask = maskOf(condition, dataset, laterFacts)
  return mask.ok || LATER.has(mask.error.code) ? undefined : mask.error
}

/** Faults that only mean that predictions are missing. */
const LATER: ReadonlySet<string> = new Set(['no-fact', 'no-model-fact'])
const laterFacts: FindVirtualColumn = () => undefined

/**
 * Adds the scores of each output on each slice. Returns the evaluation unchanged if there are no slices or if all
 * outputs are images.
 */
export async function withSlices(studio: AppContext, evaluation: Evaluation, ready: ReadyData): Promise<Evaluation> {
  const slices = slicesOf(studio.store.getState())
  if (slices.length === 0) return evaluation
  const rows = ready.split[evaluation.split]
  const heads = await answersOfAll(studio, ready, rows)
  // Conditions use the first output's predictions for every scored output, so that a slice contains the same rows for
  // all outputs.
  const [answers] = heads
  if (!answers) return evaluation
  const parts = await partsOf(studio, ready, evaluation.split, answers)
  const judged = heads.flatMap((head) => {
    const scores = scoresOf(head, rows)
    const whole = meanOf(scores.values)
    const of = heads.length > 1 ? { output: head.output.label } : {}
    const own = parts.map((part): SliceScore => {
      if ('fault' in part) return part
      const { within, ...slice } = part
      return sliceScore(slice, scores, within, whole)
    })
    return worstFirst(own).map((score) => ({ ...score, ...of }))
  })
  return { ...evaluation, slices: judged }
}

/** The rows of a set that are in each slice. `answers` are their predictions, for conditions on predictions. */
export async function partsOf(
  studio: AppContext,
  ready: ReadyData,
  set: SplitName,
  answers: RowAnswers | undefined,
): Promise<readonly (Fault | Part)[]> {
  const slices = slicesOf(studio.store.getState())
  const conditions = slices.map(({ where }) => where)
  const modelAnswers = await answersOfModels(studio, ready, conditions, set === 'test')
  const facts = withModels(factsOf(ready, answers), ready, modelAnswers.byModel)
  return slices.map(({ name, where }): Fault | Part => {
    const text = printCondition(where)
    const missing = modelsIn([where], ready).find((model) => modelAnswers.faults.has(model))
    if (missing !== undefined) return { name, where: text, fault: modelAnswers.faults.get(missing) as string }
    const mask = maskOf(where, ready.dataset, facts)
    if (!mask.ok) return { name, where: text, fault: mask.error.sentence }
    return { name, where: text, within: Uint8Array.from(ready.split[set], (row) => mask.value[row] as number) }
  })
}

type Fault = Extract<SliceScore, { readonly fault: string }>

/** The evaluated rows that are in a slice. */
interface Part {
  readonly name: string
  readonly where: string
  readonly within: Uint8Array
}

/** The predictions of the saved models that the conditions use and, for each model that cannot predict, the reason. */
async function answersOfModels(
  studio: AppContext,
  ready: ReadyData,
  conditions: readonly Condition[],
  opened: boolean,
): Promise<{
  readonly byModel: ReadonlyMap<string, RowAnswers | undefined>
  readonly faults: ReadonlyMap<string, string>
}> {
  const byModel = new Map<string, RowAnswers | undefined>()
  const faults = new Map<string, string>()
  const sealed = !opened && isSealed(studio.store.getState())
  const rows = askable(ready, sealed)
  for (const model of modelsIn(conditions, ready)) {
    try {
      byModel.set(model, await answersOfModel(studio, ready, model, rows))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      faults.set(model, error.message)
    }
  }
  return { byModel, faults }
}

/** A mask of the rows that meet a condition, with one byte per row. Sealed test rows have no predictions. */
export async function rowsMeeting(studio: AppContext, where: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const condition = conditionOf(where)
  const ready = await studio.data.ready()
  const { columns } = ready.dataset.schema
  const asks = [...namesIn(condition)].some(
    (name) => ANSWERED.has(name) && !columns.some((column) => column.name === name),
  )
  const answers =
    asks && studio.runs.loadable()
      ? await answersOf(studio, ready, askable(ready, isSealed(studio.store.getState())))
      : undefined
  const { byModel, faults } = await answersOfModels(studio, ready, [condition], false)
  const [fault] = faults.values()
  if (fault !== undefined) return refuse('condition-wrong', { sentence: fault })
  const mask = maskOf(condition, ready.dataset, withModels(factsOf(ready, answers), ready, byModel))
  if (!mask.ok) throw new Refusal(message('condition-wrong', { sentence: mask.error.sentence }))
  return mask.value
}

const ANSWERED: ReadonlySet<string> = new Set(PREDICTION_COLUMNS)

function askable({ split }: ReadyData, sealed: boolean): Uint32Array<ArrayBuffer> {
  const parts = [
    split.train,
    split.validation,
    ...(sealed ? [] : [split.test]),
    ...(split.leftOut ? [split.leftOut] : []),
  ]
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
