/** @file What a lesson may contain: the commands that it can hide, and how many steps it has. */

/** Maximum number of steps of a lesson. */
export const MOST_STEPS = 30

/** Nouns whose commands a lesson cannot hide: without them, work could be lost or the user could not leave. */
const KEPT_NOUNS =
  /^(project|version|lesson|app|storage|notice|model|runs|checkpoints|theme|room|select|trial|canvas|handin)\./
const KEPT: ReadonlySet<string> = new Set(['graph.undo', 'graph.redo', 'graph.jump', 'run.stop', 'run.pause'])

/** Whether a command can never be hidden. */
export function isAlwaysAvailable(command: string): boolean {
  return KEPT.has(command) || KEPT_NOUNS.test(command)
}
