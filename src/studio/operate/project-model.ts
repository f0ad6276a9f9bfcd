/**
 * @file Saved models of a project: the record of a version, the model that a new service uses, and the ids that mark
 * versions and projects of drills.
 */
import { refuse } from '../../messages/message'
import type { ModelRecord, ModelRow } from '../../storage/records'
import type { AppContext } from '../context'
import type { AppState } from '../state'
import { runInUse } from '../training/weights-in-use'

/** The record of a version. Refuses if there is none. */
export async function modelRecord(
  { storage }: Pick<AppContext, 'storage'>,
  { name, version }: Pick<ModelRow, 'name' | 'version'>,
): Promise<ModelRecord> {
  return (await storage.models.get(name, version)) ?? refuse('no-model', { name, version })
}

/**
 * The newest version that a run of this project trained; undefined if there is none. The project has to match because
 * the registry holds the models of all projects, including drills.
 */
export function projectModel({
  models,
  runs,
  project,
}: Pick<AppState, 'models' | 'runs' | 'project'>): ModelRow | undefined {
  const own = new Set(runs.filter((run) => run.project === project.id).map(({ id }) => id))
  return newestOf(models.filter(({ run, practice }) => !practice && run !== undefined && own.has(run)))
}

/** The newest version on this device, from any project. Versions that a drill trained are used only in drills. */
export function newestModel(state: Pick<AppState, 'models' | 'project'>): ModelRow | undefined {
  return newestOf(servableModels(state))
}

/** The saved versions that a service of this project can use: outside of drills, not those that a drill trained. */
export function servableModels({ models, project }: Pick<AppState, 'models' | 'project'>): readonly ModelRow[] {
  return drillIdOf(project) === undefined ? models.filter((row) => !isDrillVersion(row)) : models
}

function newestOf(models: readonly ModelRow[]): ModelRow | undefined {
  return models.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
}

/**
 * The model for a router and a larger one with the same outputs, the smaller of both first. Only the given model if
 * there is no other for its data.
 */
export async function modelAndLargerOne(
  { store, storage }: AppContext,
  name: string,
): Promise<readonly [small: string, large?: string]> {
  const rows = servableModels(store.getState()).filter(({ practice }) => !practice)
  const recordOf = async (of: string) => {
    const newest = newestOf(rows.filter((row) => row.name === of))
    return newest && storage.models.get(of, newest.version)
  }
  const own = await recordOf(name)
  if (!own) return [name]
  const task = ({ content, pipeline }: ModelRecord) =>
    JSON.stringify([content.data.dataset, pipeline.outputs.map((output) => ('labels' in output ? output.labels : 0))])
  let other: ModelRecord | undefined
  for (const of of new Set(rows.map((row) => row.name))) {
    const record = of === name ? undefined : await recordOf(of)
    if (record && task(record) === task(own) && size(record) > (other ? size(other) : 0)) other = record
  }
  if (!other) return [name]
  return size(other) < size(own) ? [other.name, name] : [name, other.name]
}

function size({ weights }: ModelRecord): number {
  return weights.data.length
}

/** Whether there is a trained network that can be saved: that of the current run or, after a reload, of a stored one. */
export function hasTrainedNetwork(state: Pick<AppState, 'run' | 'runs' | 'inUse'>): boolean {
  const { run } = state
  if (run.tag !== 'idle') return run.tag === 'done' || run.tag === 'paused'
  const stored = runInUse(state)
  return stored?.tag === 'done' || (stored?.tag === 'interrupted' && stored.history.length > 0)
}

/** Whether a network is being trained and can therefore be saved soon. */
export function isTraining({ run }: Pick<AppState, 'run'>): boolean {
  return run.tag === 'preparing' || run.tag === 'training'
}

const RUN = 'drill '
const TEMPLATE = 'drill:'

/** The run id of a version that a drill trained. */
export function drillRunId(model: string): string {
  return RUN + model
}

/** Whether a drill trained this version. */
export function isDrillVersion({ run }: Pick<ModelRow, 'run'>): boolean {
  return run?.startsWith(RUN) === true
}

/** The template id of a drill's project. */
export function drillTemplateId(id: string): string {
  return TEMPLATE + id
}

/** The id of the drill that a project belongs to; undefined for any other project. */
export function drillIdOf({ template }: Pick<AppState['project'], 'template'>): string | undefined {
  return template?.startsWith(TEMPLATE) ? template.slice(TEMPLATE.length) : undefined
}
