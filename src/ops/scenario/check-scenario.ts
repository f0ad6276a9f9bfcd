/**
 * @file checkScenario: finds all problems in a scenario, each with the event it affects. A scenario without problems
 * can be played.
 */
import { type Message, message } from '../../messages/message'
import '../../messages/en/operate'
import { valuesOf } from '../../catalog/params'
import { augmentations, findAugmentation } from '../../data/augment'
import { readCondition } from '../../data/condition-text'
import { namesIn } from '../../data/evaluate-condition'
import { findTransform, transforms } from '../../data/transforms'
import { expectedRequests, parsedEvent } from './conditions-at'
import { eventKinds, findEventKind } from './events'
import { operatorTitle } from './events/input-events'
import {
  DAY,
  endOf,
  MAX_DAYS,
  MAX_EVENTS,
  MAX_REQUESTS,
  MINUTE,
  paramsOf,
  type Scenario,
  type ScenarioEvent,
} from './scenario'

export interface ScenarioProblem {
  /** The ID of the affected event; absent if the problem concerns the entire scenario. */
  readonly event?: string
  readonly message: Message
}

/** The problems with a scenario, in the order of its events. */
export function checkScenario(scenario: Scenario): readonly ScenarioProblem[] {
  const { events, seed, durationMs } = scenario
  if (events.length > MAX_EVENTS)
    return [{ message: message('scenario-many', { events: events.length, most: MAX_EVENTS }) as Message }]
  const general: Message[] = []
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff))
    general.push(message('scenario-seed', { value: seed }))
  if (!(durationMs >= MINUTE && durationMs <= MAX_DAYS * DAY))
    general.push(message('scenario-duration', { days: rounded(durationMs / DAY), most: MAX_DAYS }))
  const own = events.flatMap((event) => eventProblems(event, scenario))
  const problems = [...general.map((one) => ({ message: one })), ...duplicateIds(events), ...own]
  if (problems.length > 0) return problems
  return [...overlaps(events), ...mixProblems(events), ...tooManyRequests(scenario)]
}

function eventProblems(event: ScenarioEvent, { durationMs }: Scenario): readonly ScenarioProblem[] {
  const def = findEventKind(event.kind)
  const at = (problem: Message): ScenarioProblem => ({ event: event.id, message: problem })
  if (!def) return [at(message('scenario-kind', { kind: event.kind, kinds: eventKinds.map(({ kind }) => kind) }))]
  const { title } = def
  const { startMs, lengthMs } = event
  const problems: ScenarioProblem[] = []
  if (!(startMs >= 0 && lengthMs >= 1 && Number.isFinite(endOf(event))))
    problems.push(at(message('scenario-time', { title, startMs, lengthMs })))
  else if (endOf(event) > durationMs)
    problems.push(at(message('scenario-past-end', { title, minutes: minutes(endOf(event) - durationMs) })))
  const values = valuesOf(def.params, paramsOf(event), title)
  if (!values.ok) return [...problems, at(values.error)]
  for (const name of def.requires ?? []) {
    const param = def.params[name]
    if (param && values.value[name] === '') problems.push(at(message('scenario-needs', { title, param: param.label })))
  }
  return problems
}

function duplicateIds(events: readonly ScenarioEvent[]): readonly ScenarioProblem[] {
  const counts = new Map<string, number>()
  for (const { id } of events) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => ({ event: id, message: message('scenario-id', { id, events: count }) as Message }))
}

/**
 * Reports overlapping events with the same conflict key; each problem is reported for the later event and names the
 * earlier event that lasts longest.
 */
function overlaps(events: readonly ScenarioEvent[]): readonly ScenarioProblem[] {
  const problems: ScenarioProblem[] = []
  const last = new Map<string, ScenarioEvent>()
  for (const event of [...events].sort((a, b) => a.startMs - b.startMs)) {
    const parsed = parsedEvent(event)
    if (!parsed) continue
    const key = `${event.kind}: ${parsed.def.conflictKey?.(parsed.values) ?? ''}`
    const before = last.get(key)
    if (before && endOf(before) > event.startMs) {
      const both = Math.min(endOf(before), endOf(event)) - event.startMs
      const args = { title: `${parsed.def.title} ${event.id}`, other: before.id, minutes: minutes(both) }
      problems.push({ event: event.id, message: message('scenario-overlap', args) as Message })
    }
    if (!before || endOf(event) > endOf(before)) last.set(key, event)
  }
  return problems
}

/** Reports slice shares that add up to more than 1, at the first time this happens. */
function mixProblems(events: readonly ScenarioEvent[]): readonly ScenarioProblem[] {
  const mixed = events.flatMap((event) => {
    const parsed = parsedEvent(event)
    return parsed?.def.track === 'mix'
      ? [{ note: event, share: Number(parsed.values.share), slice: String(parsed.values.slice) }]
      : []
  })
  for (const { note: event } of [...mixed].sort((a, b) => a.note.startMs - b.note.startMs)) {
    const at = mixed.filter((one) => one.note.startMs <= event.startMs && event.startMs < endOf(one.note))
    const sum = at.reduce((sum, { share }) => sum + share, 0)
    if (sum > 1 + 1e-9) {
      const args = { percent: rounded(sum * 100), minute: Math.floor(event.startMs / MINUTE) }
      const problem = message('scenario-mix', { ...args, slices: at.map(({ slice }) => slice) })
      return [{ event: event.id, message: problem as Message }]
    }
  }
  return []
}

function tooManyRequests(scenario: Scenario): readonly ScenarioProblem[] {
  const requests = expectedRequests(scenario)
  if (requests <= MAX_REQUESTS) return []
  return [{ message: message('scenario-requests', { requests, most: MAX_REQUESTS }) as Message }]
}

/** Converts to whole minutes, but returns at least 1, so that a short overlap is not reported as 0 minutes. */
function minutes(ms: number): number {
  return Math.max(1, Math.round(ms / MINUTE))
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

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
    ({ mix, shake, isOfEngine }) => !mix && !isOfEngine && (types.has('image') || (shake && types.has('number'))),
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

/** The scenario without the events that have no effect; the same object if there are none. */
export function withoutIdleEvents(scenario: Scenario, subject: ScenarioSubject | undefined): Scenario {
  const idle = new Set(subject && idleEvents(scenario, subject).map(({ event }) => event))
  return idle.size === 0 ? scenario : { ...scenario, events: scenario.events.filter(({ id }) => !idle.has(id)) }
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
  if (operator === 'world') {
    const { world } = subject
    const fits = operatorsFor(subject).map(operatorTitle)
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
  return message('scenario-idle-operator', {
    ...{ title, operator: operatorTitle(operator) },
    ...{ columns: of.slice(0, 6), fits: own.map(operatorTitle) },
  }) as Message
}
