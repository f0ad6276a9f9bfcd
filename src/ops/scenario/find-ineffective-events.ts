/**
 * @file idleEvents: finds scenario events that have no effect on a service, because they refer to something that does
 * not exist in the service or does not apply to it. The scenario can still be played.
 */
import { type Message, message } from '../../messages/message'
import '../../messages/en/operate'
import { augmentations, findAugmentation } from '../../data/augment'
import { namesIn } from '../../data/evaluate-condition'
import { readCondition } from '../../data/condition-text'
import { findTransform, transforms } from '../../data/transforms'
import type { ScenarioProblem } from './check-scenario'
import { parsedEvent } from './conditions-at'
import type { ScenarioEvent, Scenario } from './scenario'

export interface ScenarioSubject {
  /** The names of the slices to which requests can belong. */
  readonly slices: readonly string[]
  /** The columns of requests: all columns of the dataset except the target. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** The target column, which conditions may use. */
  readonly target?: string
  /** Set only for simulated requests: the names of the simulation's drifts. */
  readonly world?: { readonly drifts: readonly string[] }
}

/**
 * Operators that can change at least one of these columns: augmentations for images, noise and partially applicable
 * transforms for numbers.
 */
export function operatorsFor({ columns, world }: ScenarioSubject, column = ''): readonly string[] {
  const types = new Set(columns.filter(({ name }) => column === '' || column === name).map(({ type }) => type))
  const varied = augmentations.filter(
    ({ mix, shake }) => !mix && (types.has('image') || (shake && types.has('number'))),
  )
  const moved = types.has('number') ? transforms.filter(({ blends, takes }) => blends && takes.includes('number')) : []
  return [...[...varied, ...moved].map(({ kind }) => kind), ...(world ? ['world'] : [])]
}

/** Returns a message for each event that has no effect, in the order of the events. */
export function idleEvents({ events }: Scenario, subject: ScenarioSubject): readonly ScenarioProblem[] {
  return events.flatMap((event) => {
    const reason = idleReason(event, subject)
    return reason ? [{ event: event.id, message: reason }] : []
  })
}

function idleReason(event: ScenarioEvent, subject: ScenarioSubject): Message | undefined {
  const parsed = parsedEvent(event)
  if (!parsed) return undefined
  const { title } = parsed.def
  const value = (name: string) => String(parsed.values[name] ?? '')
  switch (event.kind) {
    case 'share':
      return sliceProblem(title, value('slice'), subject, isCondition(value('slice'), subject))
    case 'deploy':
      return value('model') === 'worse for one slice'
        ? sliceProblem(title, value('slice'), subject, value('slice') === '')
        : undefined
    case 'drift':
      return driftProblem(title, value('operator'), value('column'), subject)
    case 'missing':
    case 'stale':
    case 'schema':
      return columnProblem(title, value('column'), subject)
    default:
      return undefined
  }
}

function sliceProblem(
  title: string,
  slice: string,
  { slices }: ScenarioSubject,
  isAllowed: boolean,
): Message | undefined {
  // A missing slice name is already reported by `checkScenario`.
  if (slice === '' || isAllowed || slices.includes(slice)) return undefined
  return message('scenario-idle-slice', { title, slice, slices }) as Message
}

/** Whether a string is a condition on known columns. In a simulation, slices can only be specified by name. */
function isCondition(text: string, { columns, target, world }: ScenarioSubject): boolean {
  const read = world ? undefined : readCondition(text)
  const known = new Set([...columns.map(({ name }) => name), ...(target === undefined ? [] : [target])])
  return read?.ok === true && [...namesIn(read.value)].every((name) => known.has(name))
}

function columnProblem(title: string, column: string, { columns }: ScenarioSubject): Message | undefined {
  if (column === '' || columns.some(({ name }) => name === column)) return undefined
  return message('scenario-idle-column', { title, column, columns: columns.map(({ name }) => name) }) as Message
}

function driftProblem(title: string, operator: string, column: string, subject: ScenarioSubject): Message | undefined {
  const fits = operatorsFor(subject)
  if (operator === 'world') {
    const { world } = subject
    if (!world) return message('scenario-idle-world', { title, fits }) as Message
    return world.drifts.includes(column)
      ? undefined
      : (message('scenario-idle-drift', { title, drift: column, drifts: world.drifts }) as Message)
  }
  const missing = columnProblem(title, column, subject)
  if (missing) return missing
  const own = operatorsFor(subject, column)
  // An unknown operator is already rejected when parameters are checked.
  if (own.includes(operator) || !(findAugmentation(operator) || findTransform(operator))) return undefined
  const of = column === '' ? subject.columns.map(({ name }) => name) : [column]
  return message('scenario-idle-operator', { title, operator, columns: of.slice(0, 6), fits: own }) as Message
}
