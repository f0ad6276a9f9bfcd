/**
 * @file Drill ids: mark versions and projects that drills create, so that they can be told apart from the user's own.
 */
import type { ModelRow } from '../../storage/records'
import type { AppState } from '../state'

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
