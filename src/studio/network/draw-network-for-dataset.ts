/** @file Networks drawn for a dataset, and the target of a network set to another column. */
import { knownDataset } from '../../catalog/datasets'
import { lossFor } from '../../compile/default-plan'
import type { DatasetDef } from '../../catalog/dataset-def'
import type { DataPick, LessonStart, ProjectContent } from '../../compile/project'
import { textAt } from '../../data/column-operations'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { needsPreparation } from '../../data/transforms/loaded-transforms'
import { fittingContent, fittingDrawing } from '../../gallery/network-for-dataset'
import { refuse } from '../../messages/message'
import type { AppContext } from '../context'
import { schemaOf, setNamed } from '../data/data-session'
import { workHistory } from '../project/edit-history'
import type { LinkedEdits } from '../project/edit-history-entries'
import { goBackTo } from '../project/restore-project'
import { fittedOutput, withUsualLosses } from './fit-output'
import '../../messages/en/runs'
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import { predictedColumn } from '../../compile/dataset-of-project'
import { applyAll } from '../../graph/apply-edit'

/**
 * Draws a fitting network as one undo step, unless the drawing already fits. Undo also restores `before`, the previous
 * data and plan. Resolves with whether a network was drawn.
 */
export async function fitNetwork(studio: AppContext, before: Pick<ProjectContent, 'data' | 'plan'>): Promise<boolean> {
  const { report } = studio.store.getState()
  if (report.checked && !report.diagnostics.some(({ severity }) => severity === 'error')) return false
  await loadPreparation()
  workHistory(studio).together(linkedTo(studio, before), () => draw(studio))
  return true
}

/** Restores a drawing with its data and plan; one undo brings all of them back. */
export function restoreTogether(studio: AppContext, past: LessonStart): void {
  workHistory(studio).together(linkedTo(studio, studio.store.getState().project), () => goBackTo(studio, past))
}

/** The data and the plan, undone and redone together with a change of the drawing; `before` is what undo restores. */
export function linkedTo(
  studio: Pick<AppContext, 'store' | 'data'>,
  before: Pick<LessonStart, 'data' | 'plan'>,
): LinkedEdits {
  let [behind, ahead] = [before, before]
  const use = ({ data, plan }: typeof before) => {
    studio.store.setState({ trial: null, answer: null })
    // If the dataset no longer exists, the data state reports that.
    void studio.data.use(data, plan).catch(() => undefined)
  }
  return {
    undo() {
      ahead = studio.store.getState().project
      use(behind)
    },
    redo() {
      behind = studio.store.getState().project
      use(ahead)
    },
  }
}

/**
 * Replaces the drawing as one undo step. In the plan, only the loss changes, and only if the target needs a different
 * one.
 */
export async function drawFitting(studio: AppContext): Promise<boolean> {
  await loadPreparation()
  workHistory(studio).together(linkedTo(studio, studio.store.getState().project), () => draw(studio))
  return true
}

function draw(studio: AppContext): void {
  const { project } = studio.store.getState()
  const { schema } = setNamed(project.data)
  const loss = { kind: lossFor(schema, project.plan.target ?? schema.target) }
  const plan = loss.kind === project.plan.loss.kind ? project.plan : { ...project.plan, loss }
  goBackTo(studio, { ...project, plan, drawing: fittingDrawing(schema, plan) })
}

/**
 * Creates and opens a project for a dataset; the previous project is unchanged. Resolves with its id once the data is
 * loaded.
 */
export async function projectForSet(studio: AppContext, dataset: string): Promise<string> {
  const pick = await pickOf(studio, dataset)
  const def = await readySet(studio, pick)
  if (needsPreparation(def.schema, {})) await loadPreparation()
  const id = await studio.projects.create(fittingContent(def, pick))
  studio.store.setState({ trial: null, answer: null })
  await studio.data.ready()
  return id
}

/** The longest text that is read by character, and how many characters the network distinguishes. */
const MAX_LENGTH = 40
const MAX_CHARACTERS = 60
/** The share of values that must be single words, and the number of rows that are looked at. */
const SINGLE = 0.95
const MAX_ROWS = 10_000

/**
 * The definition of a dataset, with initial steps that read by character each text column of a user's dataset whose
 * values are single words, such as names: as words, most of them would be unknown.
 */
export async function readySet(studio: AppContext, pick: DataPick): Promise<DatasetDef> {
  const def = setNamed(pick)
  if (!pick.schema?.columns.some(({ type, name }) => type === 'text' && name !== def.schema.target)) return def
  const { columns, schema } = await studio.data.load(pick)
  const prepare = columns.flatMap((column, i) => {
    const { name = '' } = schema.columns[i] ?? {}
    if (column.type !== 'text' || name === schema.target) return []
    const texts = Array.from({ length: Math.min(schema.rows, MAX_ROWS) }, (_, row) => textAt(column, row).trim())
    const words = texts.filter((text) => text !== '' && !/\s/u.test(text))
    if (words.length === 0 || words.length < SINGLE * texts.filter(Boolean).length) return []
    const length = words.reduce((most, word) => Math.max(most, Math.min(word.length, MAX_LENGTH)), 1)
    return [[name, [{ kind: 'characters', most: MAX_CHARACTERS, length, pad: 'left' }]]]
  })
  return prepare.length > 0 ? { ...def, prepare: Object.fromEntries(prepare) } : def
}

async function pickOf(studio: AppContext, dataset: string): Promise<DataPick> {
  if (typeof dataset !== 'string' || dataset === '') return refuse('unknown-dataset', { dataset: String(dataset) })
  if (await knownDataset(dataset)) return { dataset }
  const { customDatasetPick: ownPick } = await import('../data/custom-dataset-session')
  return ownPick(studio, dataset)
}

interface PredictOptions {
  readonly column?: string | undefined
  readonly fit?: boolean | undefined
}

/**
 * Sets the target column, if given. With `fit`, the loss and the last layer are adapted; otherwise the check reports
 * what does not fit.
 */
export async function predict(studio: AppContext, { column, fit }: PredictOptions): Promise<void> {
  const state = studio.store.getState()
  const schema = schemaOf(state) ?? refuse('no-data', {})
  if (column !== undefined) {
    if (columnIndex(schema, column) < 0) return refuse('data-lacks-column', { dataset: schema.title, column })
    // A single output takes its target from the plan, which the split, the report, and simple models also use.
    const outputs = state.project.drawing.nodes.filter(({ kind }) => kind === 'output')
    const [only] = outputs
    const own = outputs.length === 1 && only?.params.target ? only : undefined
    await studio.run('plan.set', { target: column === schema.target ? null : column })
    if (own) {
      const { project } = studio.store.getState()
      const edits = [{ type: 'set', node: own.id, params: { target: '' } }] as const
      goBackTo(studio, { ...project, drawing: applyAll(project.drawing, edits) })
    }
  }
  if (fit) await fitEnd(studio, schema)
}

async function fitEnd(studio: AppContext, schema: DatasetSchema): Promise<void> {
  if (needsPreparation(schema, studio.store.getState().project.plan)) await loadPreparation()
  const { project } = studio.store.getState()
  const hasSeveral = project.drawing.nodes.filter(({ kind }) => kind === 'output').length > 1
  const plan = hasSeveral
    ? { ...project.plan, loss: withUsualLosses(project.drawing, schema, project.plan) }
    : planFor(schema, project.plan, predictedColumn(project, schema))
  const drawing = fittedOutput(project.drawing, schema, plan)
  if (drawing || hasSeveral) restoreTogether(studio, { ...project, plan, drawing: drawing ?? project.drawing })
  else await drawFitting(studio)
}

/** The plan with a loss that fits the target; class weights are dropped if they are for other classes. */
function planFor(schema: DatasetSchema, plan: Plan, target: string): Plan {
  const { classWeights, ...rest } = plan
  const classes = schema.columns[columnIndex(schema, target)]?.type === 'category'
  const loss = { kind: lossFor(schema, target) }
  const same = plan.loss.kind === loss.kind
  return {
    ...rest,
    loss: same ? plan.loss : loss,
    ...(classes && classWeights === 'balanced' ? { classWeights } : {}),
  }
}
