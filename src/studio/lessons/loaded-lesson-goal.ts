/**
 * @file The goal check of lessons, for the console. It is loaded when a project with a lesson is opened, because the
 * first page does not need it.
 */
import type { lessonPart } from './lesson-steps'
import type { AppState } from '../state'

let loaded: typeof lessonPart | undefined

/** Loads the goal check; must be called before a project with a lesson is shown. */
export async function loadLessonGoal(): Promise<void> {
  loaded ??= (await import('./lesson-steps')).lessonPart
}

/** The lesson of a state as the console reports it; null if there is none. `seen` is the rest of the console's state. */
export function lessonNow(state: AppState, seen: object): ReturnType<typeof lessonPart> {
  return loaded?.(state, seen) ?? null
}
