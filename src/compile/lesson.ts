/**
 * @file Lesson: a goal for the learner, the parts of the studio that it hides, and the rules that a lesson must follow.
 */
import { type Message, message } from '../messages/message'
import { readCheck } from './lesson-check'
import type { Lesson } from './project'

/** The pages that a lesson can hide. */
export const PAGE_IDS = ['build', 'data', 'train', 'evaluate', 'operate', 'machine'] as const

/** Nouns whose commands a lesson cannot hide: without them, work could be lost or the user could not leave. */
const KEPT_NOUNS =
  /^(project|version|lesson|app|storage|notice|model|runs|checkpoints|theme|room|select|trial|canvas)\./
const KEPT: ReadonlySet<string> = new Set(['graph.undo', 'graph.redo', 'graph.jump', 'run.stop', 'run.pause'])

/** Whether a command can never be hidden. */
export function isAlwaysAvailable(command: string): boolean {
  return KEPT.has(command) || KEPT_NOUNS.test(command)
}

/** The first problem of a lesson; undefined when the lesson is valid. */
export function lessonProblem({ goal, check, hides = {} }: Lesson): Message | undefined {
  if (goal.trim() === '') return message('lesson-no-goal', {})
  const { pages = [], commands = [], params = [] } = hides
  const unknown = (
    what: 'page' | 'command' | 'parameter',
    names: readonly string[],
    known: (name: string) => boolean,
  ) => {
    const name = names.find((one) => !known(one))
    return name === undefined ? undefined : message('lesson-unknown', { what, name: name.slice(0, 40) })
  }
  const kept = commands.find(isAlwaysAvailable)
  if (kept !== undefined) return message('lesson-keeps', { command: kept })
  if (PAGE_IDS.every((page) => pages.includes(page))) return message('lesson-no-page', {})
  const names =
    unknown('page', pages, (page) => (PAGE_IDS as readonly string[]).includes(page)) ??
    unknown('command', commands, (name) => /^[a-z][A-Za-z]{0,30}(\.[A-Za-z]{1,30}){0,2}$/.test(name)) ??
    unknown('parameter', params, (name) => /^[A-Za-z_]\w{0,40}(\.[A-Za-z_]\w{0,40})?$/.test(name))
  if (names || check === undefined) return names
  const read = readCheck(check)
  return read.ok ? undefined : read.error
}
