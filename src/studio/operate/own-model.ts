/** @file ownModel: which saved model a project's first service is of. */
import type { ModelRow } from '../../storage/records'
import type { AppState } from '../state'
import { drillOf, isOfDrill } from './drill-row'

/** The newest saved version out of this project's runs; undefined where none is. Models of this device are of all projects, drills too. */
export function ownModel({
  models,
  runs,
  project,
}: Pick<AppState, 'models' | 'runs' | 'project'>): ModelRow | undefined {
  const own = new Set(runs.filter((run) => run.project === project.id).map(({ id }) => id))
  return newestOf(models.filter(({ run, practice }) => !practice && run !== undefined && own.has(run)))
}

/** The newest of this device, whichever project it is of; what drills made is for drills. */
export function newestModel({ models, project }: Pick<AppState, 'models' | 'project'>): ModelRow | undefined {
  return newestOf(drillOf(project) === undefined ? models.filter((row) => !isOfDrill(row)) : models)
}

function newestOf(models: readonly ModelRow[]): ModelRow | undefined {
  return models.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
}

/** Whether there is a network in hand that could be saved. */
export function inHand({ run }: Pick<AppState, 'run'>): boolean {
  return run.tag === 'done' || run.tag === 'paused'
}

/** Whether the network in hand is being trained, so that there is one to save soon. */
export function isLearning({ run }: Pick<AppState, 'run'>): boolean {
  return run.tag === 'preparing' || run.tag === 'training'
}
