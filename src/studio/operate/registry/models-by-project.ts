/**
 * @file modelsByProject: which models of the registry the open project lists. A model created by a drill is left out,
 * unless the project is that drill's, uses the model, or trained one of its versions.
 */
import { drills } from '../../../gallery/drills'
import type { AppState } from '../../state'
import { drillIdOf, isDrillVersion } from '../drills/drill-ids'
import type { RegistryModel } from './registry'

export interface ModelsByProject {
  /** Models that services of the project use come first. */
  readonly ofProject: readonly RegistryModel[]
  /** Models that drills created. */
  readonly ofDrills: readonly RegistryModel[]
}

/** Separates the models that the project lists from the models of drills that it does not list. */
export function modelsByProject(
  lines: readonly RegistryModel[],
  { project, runs }: Pick<AppState, 'project' | 'runs'>,
): ModelsByProject {
  const drill = drills.find(({ id }) => id === drillIdOf(project))
  const used = new Set(
    (project.services ?? []).flatMap(({ drawing }) => drawing.nodes.map(({ params }) => params.model)),
  )
  const own = new Set(runs.filter((run) => run.project === project.id).map(({ id }) => id))
  const isAsked = ({ model }: RegistryModel) => used.has(model)
  const isOwn = ({ versions }: RegistryModel) =>
    versions.some((one) => one.state === 'here' && one.run !== undefined && own.has(one.run))
  const isHere = (line: RegistryModel) =>
    !isOfDrills(line) || isAsked(line) || isOwn(line) || drill?.models.some(({ name }) => name === line.model) === true
  const here = lines.filter(isHere)
  return {
    ofProject: [...here.filter(isAsked), ...here.filter((line) => !isAsked(line))],
    ofDrills: lines.filter((line) => !isHere(line)),
  }
}

/** A model belongs to a drill if the drill trained its first version, regardless of where later versions come from. */
function isOfDrills({ versions }: RegistryModel): boolean {
  const first = versions.find(({ state }) => state === 'here')
  return first?.state === 'here' && isDrillVersion(first)
}
