/** @file Saved models: the record of a version, and the model that a new service of a project uses. */
import { refuse } from '../../messages/message'
import type { ModelRecord, ModelRow } from '../../storage/records'
import type { AppContext } from '../context'
import type { AppState } from '../state'
import { drillIdOf, isDrillVersion } from './drill-ids'

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
