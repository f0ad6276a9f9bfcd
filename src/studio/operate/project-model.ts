/**
 * @file Saved models of a project: the record of a version, the model that a new service uses, and the ids that mark
 * versions and projects of drills.
 */
import { refuse } from '../../messages/message'
import type { ModelRecord, ModelRow } from '../../storage/records'
import type { AppContext } from '../context'
import type { AppState } from '../state'

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
export function newestModel({ models, project }: Pick<AppState, 'models' | 'project'>): ModelRow | undefined {
  return newestOf(drillIdOf(project) === undefined ? models.filter((row) => !isDrillVersion(row)) : models)
}

function newestOf(models: readonly ModelRow[]): ModelRow | undefined {
  return models.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
}

/** Whether there is a trained network that can be saved. */
export function hasTrainedNetwork({ run }: Pick<AppState, 'run'>): boolean {
  return run.tag === 'done' || run.tag === 'paused'
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
