/**
 * @file The split that the weights in use are evaluated on: the one of their own run, also after the training settings
 * have changed. On another split, rows that the run was trained on would count as new.
 */
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { schemaOf, targetOf } from '../../compile/dataset-of-project'
import type { DataPick, ProjectContent } from '../../compile/project'
import { needsStrategy } from '../../data/split'
import '../../messages/en/runs'
import { type Message, message, Refusal, refuse } from '../../messages/message'
import type { ModelRecord, RunRecord } from '../../storage/records'
import { dataRelation, type KnownSets } from '../data/data-relation'
import { type DataSession, keyOf, type ReadyData } from '../data/data-session'
import type { AppState } from '../state'
import { runInUse } from '../training/weights-in-use'

type Content = Pick<ProjectContent, 'data' | 'plan'>
type Used = Pick<AppState, 'run' | 'runs' | 'inUse' | 'project'>

/**
 * The run whose own split is evaluated because the split or the data has changed since; undefined if nothing has
 * changed, or if the current data has no row in common with the data of the run.
 */
export function runOfOtherSplit(state: Used): RunRecord | undefined {
  const run = runInUse(state)
  const { project, inUse } = state
  // Nothing is known about the split of a deleted run.
  if (!run || (inUse && inUse.run !== run.id) || hasOtherRows(run.content.data, project.data)) return undefined
  return splitId(run.content) === splitId(project) ? undefined : run
}

/** The data and the training settings whose split is evaluated. */
export function evaluatedContent(state: Used): Content {
  return runOfOtherSplit(state)?.content ?? state.project
}

/**
 * The rows and the split to evaluate the weights in use on. `held` is the run that the worker has and the rows that it
 * was started with. Refuses if the rows are no longer on this device.
 */
export async function evaluatedData(
  state: Used,
  data: DataSession,
  held?: { readonly run: string; readonly ready?: ReadyData },
): Promise<ReadyData> {
  const run = runOfOtherSplit(state)
  if (!run) return data.ready()
  if (held?.ready && held.run === run.id) return held.ready
  return data.of(run.content).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    return refuse('run-rows-gone', { run: run.name, why: error.message })
  })
}

/**
 * The run that `run` was trained further from, directly or not, on another split. Examples that `run` has not seen may
 * have been training examples there. 'deleted' if that run no longer exists, because its split is unknown.
 */
export function originOnOtherSplit(run: RunRecord, runs: readonly RunRecord[]): RunRecord | 'deleted' | undefined {
  return lineageOf(run, runs).find((one) => {
    if (one === 'deleted') return true
    return !hasOtherRows(one.content.data, run.content.data) && splitId(one.content) !== splitId(run.content)
  })
}

/** Whether a saved model may have been trained on rows of its validation or test set. */
export function mayHaveSeenRows({ lineage, metrics }: Pick<ModelRecord, 'lineage' | 'metrics'>): boolean {
  return lineage?.mayBeSeen === true || metrics?.mayBeSeen === true
}

/**
 * What the weights in use were trained on, of the rows that they are evaluated on. `sets`: the training set, and no
 * other row. `edited`: the same, before the data was edited. `some`: rows of any set, since the split differs. `none`:
 * no row at all, such as after a change of the data seed.
 */
export type SeenRows = 'sets' | 'edited' | 'some' | 'none'

/** Every claim about what the weights in use were trained on asks this; 'sets' before the first run. */
export function seenRows(state: Used & Pick<AppState, 'sets'>): SeenRows {
  const run = runInUse(state)
  if (!run) return 'sets'
  const evaluated = evaluatedContent(state)
  const seen = lineageOf(run, state.runs).map((one) =>
    one === 'deleted' ? 'some' : seenBy(one.content, evaluated, state.sets.sets),
  )
  return (['some', 'sets', 'edited'] as const).find((one) => seen.includes(one)) ?? 'none'
}

function seenBy(trained: Content, evaluated: Content, sets: KnownSets): SeenRows {
  const relation = dataRelation(trained.data, evaluated.data, sets)
  if (relation === 'other') return 'none'
  if (relation === 'derived' || setsId(trained) !== setsId(evaluated)) return 'some'
  if (relation === 'same') return 'sets'
  // After a row is added, groups, times, and columns may put others into another set.
  return needsStrategy(evaluated.plan.split) ? 'some' : 'edited'
}

/** The run and those it was trained further from, directly or not; 'deleted' in place of one that no longer exists. */
function lineageOf(run: RunRecord, runs: readonly RunRecord[]): readonly (RunRecord | 'deleted')[] {
  const found = new Set<RunRecord>()
  for (let at: RunRecord | undefined = run; at && !found.has(at); ) {
    found.add(at)
    const { from }: RunRecord = at
    at = from && runs.find(({ id }) => id === from.run)
    if (from && !at) return [...found, 'deleted']
  }
  return [...found]
}

/** Whether the weights in use may have been trained on examples that are only evaluated. */
export function mayHaveSeenExamples(state: Parameters<typeof seenRows>[0]): boolean {
  return seenRows(state) === 'some'
}

/** Equal for equal rows in equal sets. */
export function splitId({ data, plan }: Content): string {
  return JSON.stringify([data.version, setsId({ data, plan })])
}

/** Equal if the rows of a dataset are put into the same sets. */
function setsId({ data, plan }: Content): string {
  const { seed: own, ...split } = plan.split
  const seed = own ?? plan.seed
  const { samples } = data
  return JSON.stringify([
    samples === undefined ? [] : [samples, data.seed ?? plan.seed],
    Object.entries(split).sort(([a], [b]) => a.localeCompare(b)),
    // A split by time draws nothing at random.
    split.kind === 'time' ? 0 : seed,
    targetOf({ data, plan }),
  ])
}

/** The target that the weights in use were trained to predict, if it is not the current one. */
export function earlierTarget(state: Used): string | undefined {
  const run = runInUse(state)
  const target = run && !hasOtherRows(run.content.data, state.project.data) ? targetOf(run.content) : undefined
  return target === targetOf(state.project) ? undefined : target
}

/** Whether two picks are of other datasets (a copy of a built-in one counts), or of points from other seeds. */
function hasOtherRows(a: DataPick, b: DataPick): boolean {
  return a.dataset !== b.dataset || dataRelation(a, b, []) === 'other'
}

/**
 * Whether the shown results are of the same dataset before it was edited, such as before an example was relabeled. Edits
 * of a built-in dataset are made in a copy of it.
 */
export function areBeforeEdit(state: Used & Pick<AppState, 'data' | 'metrics' | 'sets'>): boolean {
  const [key, shown] = [evaluatedKey(state), state.metrics?.data]
  if (key === undefined || shown === undefined || key === shown) return false
  const [trained, { dataset }] = [runInUse(state)?.content.data.dataset, state.project.data]
  const base = state.sets.sets.find(({ id }) => id === dataset)?.base
  return trained === dataset || (base?.kind === 'shipped' && base.dataset === trained)
}

/** Whether the shown results are of the rows that the chosen dataset had before later edits, or of later ones. */
export function areOfEarlierVersion(state: Used & Pick<AppState, 'data' | 'metrics' | 'sets'>): boolean {
  const run = runInUse(state)
  const shown = state.data.tag === 'ready' ? state.data.key : undefined
  if (!run || !state.metrics || state.metrics.data === shown) return false
  return dataRelation(run.content.data, state.project.data, state.sets.sets) === 'edited'
}

/** The run whose results are shown although a dataset without any of its rows has been chosen since. */
export function runOfOtherData(state: Parameters<typeof areBeforeEdit>[0]): RunRecord | undefined {
  const [run, shown] = [runInUse(state), state.metrics?.data]
  if (!run || shown === undefined || shown === evaluatedKey(state) || areBeforeEdit(state)) return undefined
  return hasOtherRows(run.content.data, state.project.data) ? run : undefined
}

/** Why a dataset has no example of a class that an output predicts. */
export function missingClasses(
  { column, labels }: { readonly column: string; readonly labels: readonly string[] },
  { title, columns }: DatasetSchema,
): Message | undefined {
  const found = columns.find(({ name }) => name === column)
  const isUnknown = found?.type === 'category' && !found.values.some((value) => labels.includes(value))
  return isUnknown ? message('data-lacks-classes', { dataset: title, column, labels }) : undefined
}

/** Why nothing of the target of a run can be measured on the chosen data; undefined if its target is there. */
export function missingOnChosenData({ content }: RunRecord, { data }: AppState['project']): Message | undefined {
  const [trained, chosen, column] = [schemaOf(content.data), schemaOf(data), targetOf(content)]
  const target = trained?.columns.find(({ name }) => name === column)
  if (!chosen || !target) return undefined
  if (chosen.columns.every(({ name }) => name !== target.name))
    return message('data-lacks-column', { dataset: chosen.title, column: target.name })
  return target.type === 'category' ? missingClasses({ column: target.name, labels: target.values }, chosen) : undefined
}

/** The key of the data that is evaluated; undefined while no data is loaded. */
export function evaluatedKey(state: Used & Pick<AppState, 'data'>): string | undefined {
  const run = runOfOtherSplit(state)
  return run ? keyOf(run.content.data) : state.data.tag === 'ready' ? state.data.key : undefined
}
