/** @file OfDrill: which saved versions a drill trained, and which projects are a drill's: what drills make is told apart from a person's own. */
import type { ModelRow } from '../../storage/records'
import type { AppState } from '../state'

const RUN = 'drill '
const TEMPLATE = 'drill:'

/** The run that a version of a drill is said to be of. */
export function drillRun(model: string): string {
  return RUN + model
}

/** Whether a drill trained this version. */
export function isOfDrill({ run }: Pick<ModelRow, 'run'>): boolean {
  return run?.startsWith(RUN) === true
}

/** What the project of a drill is made from. */
export function drillTemplate(id: string): string {
  return TEMPLATE + id
}

/** The drill that a project is of, by what it was made from; undefined of any other project. */
export function drillOf({ template }: Pick<AppState['project'], 'template'>): string | undefined {
  return template?.startsWith(TEMPLATE) ? template.slice(TEMPLATE.length) : undefined
}
