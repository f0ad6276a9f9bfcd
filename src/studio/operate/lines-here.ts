/** @file LinesHere: which lines of the registry are shown in the open project: all but those that drills made, which stand in their own. */
import { drills } from '../../gallery/drills'
import type { AppState } from '../state'
import { drillOf, isOfDrill } from './drill-row'
import type { ModelLine } from './registry'

export interface LinesHere {
  /** What the project's services ask comes first. */
  readonly here: readonly ModelLine[]
  /** What drills made, which is shown in those. */
  readonly elsewhere: readonly ModelLine[]
}

/** Sorts the lines for a project. */
export function linesHere(
  lines: readonly ModelLine[],
  { project, runs }: Pick<AppState, 'project' | 'runs'>,
): LinesHere {
  const drill = drills.find(({ id }) => id === drillOf(project))
  const asked = new Set(
    (project.services ?? []).flatMap(({ drawing }) => drawing.nodes.map(({ params }) => params.model)),
  )
  const own = new Set(runs.filter((run) => run.project === project.id).map(({ id }) => id))
  const isAsked = ({ model }: ModelLine) => asked.has(model)
  const isOwn = ({ versions }: ModelLine) =>
    versions.some((one) => one.state === 'here' && one.run !== undefined && own.has(one.run))
  const isHere = (line: ModelLine) =>
    !isOfDrills(line) || isAsked(line) || isOwn(line) || drill?.models.some(({ name }) => name === line.model) === true
  const here = lines.filter(isHere)
  return {
    here: [...here.filter(isAsked), ...here.filter((line) => !isAsked(line))],
    elsewhere: lines.filter((line) => !isHere(line)),
  }
}

/** A line that a drill began is the drill's, whatever was made of its versions there. */
function isOfDrills({ versions }: ModelLine): boolean {
  const first = versions.find(({ state }) => state === 'here')
  return first?.state === 'here' && isOfDrill(first)
}
