/** @file lineageOf: the lineage that is saved with a new version: its project, data, run, and parent. */
import type { CheckpointRecord, Lineage } from '../../../storage/records'
import type { AppState } from '../../state'

/** The lineage of the newest weights when they are saved as a version of the model with this name. */
export function lineageOf(
  { project, runs, models, inUse }: Pick<AppState, 'project' | 'runs' | 'models' | 'inUse'>,
  { run, step }: Pick<CheckpointRecord, 'run' | 'step'>,
  name: string,
): Lineage {
  const row = runs.find(({ id }) => id === run)
  if (!row) return { project: project.id, step }
  const { data, drawingVersion, steps, why, tag, from, inexact } = row
  const chosen = inUse !== null
  const over = tag === 'done' && !chosen
  const parent = from && models.find((model) => model.name === name && model.run === from.run)
  return {
    project: project.id,
    ...(data === undefined ? {} : { data }),
    drawingVersion,
    step: over ? (row.step ?? step) : step,
    steps,
    ...(over && why !== undefined ? { why } : {}),
    ...(chosen ? {} : { newest: true }),
    ...(from ? { from } : {}),
    ...(parent ? { parent: parent.version } : {}),
    ...(inexact === undefined ? {} : { inexact }),
  }
}
