/**
 * @file Scenario edits: the only code that changes a service's scenario. Each edit is a step in the undo history of the
 * scenario, which is separate from that of the diagram. An edit that makes the scenario unreadable is refused; other
 * problems are allowed and shown in the dock.
 */
import { message, Refusal } from '../../messages/message'
import { checkScenario } from '../../ops/scenario/check-scenario'
import { DAY, type Scenario } from '../../ops/scenario/scenario'
import type { AppContext } from '../context'
import { operateController } from './controller'
import { sliceOf } from '../state-slice'
import { updateService } from './service-board'
import { type ScenarioHistory, serviceKey } from './state'

/** The maximum number of steps that can be undone. */
const UNDO_LIMIT = 300
/** The pause that ends a gesture of many small edits, in ms. */
const PAUSE = 1000
/** Codes of problems that an edit must not cause; other problems are shown and can be fixed later. */
const IMPOSSIBLE = [
  'scenario-many',
  'scenario-seed',
  'scenario-duration',
  'scenario-kind',
  'scenario-id',
  'scenario-time',
]

const historiesOf = ({ store }: AppContext) => sliceOf(sliceOf(store, 'operate'), 'scenarios')

/** The key of the history of the open service. */
function historyKey({ store }: AppContext): string {
  const { project, operate } = store.getState()
  return serviceKey(project.id, operate.service)
}

function keyOf({ store }: AppContext, service: string): string {
  return serviceKey(store.getState().project.id, service)
}

/** Moves the history of a service to its new name. */
export function renameScenarioHistory(studio: AppContext, service: string, to: string): void {
  const histories = historiesOf(studio)
  const { [keyOf(studio, service)]: history, [keyOf(studio, to)]: _, ...others } = histories.getState()
  histories.setState({ ...others, ...(history && { [keyOf(studio, to)]: history }) }, true)
}

/** The scenario of the open service; an empty day if it has none. Refuses if no service is open. */
export function currentScenario(studio: AppContext): Scenario {
  const { scenario } = operateController(studio).service()
  return scenario ?? { seed: studio.store.getState().project.plan.seed, durationMs: DAY, events: [] }
}

/** Changes the scenario of the open service as one undo step. Edits of the same gesture in quick succession form one step. */
export function editScenario(studio: AppContext, to: (scenario: Scenario) => Scenario, gesture?: string): Scenario {
  const scenario = currentScenario(studio)
  const next = to(scenario)
  if (next === scenario) return scenario
  const before = new Set(checkScenario(scenario).map(({ message: problem }) => JSON.stringify(problem)))
  const refused = checkScenario(next).find(
    ({ message: problem }) => isImpossible(problem.code) && !before.has(JSON.stringify(problem)),
  )
  if (refused) throw new Refusal(refused.message)
  const history = scenarioHistoryOf(studio, scenario)
  // Use a monotonic clock, because the system time can be set back.
  const now = performance.now()
  const isContinued = gesture !== undefined && history.gesture?.name === gesture && now < history.gesture.until
  keep(studio, {
    past: isContinued ? history.past : [...history.past, scenario].slice(-UNDO_LIMIT),
    future: [],
    now: next,
    ...(gesture === undefined ? {} : { gesture: { name: gesture, until: now + PAUSE } }),
  })
  return next
}

/** Undoes the last step. */
export function undoScenario(studio: AppContext): void {
  const { past, future, now } = scenarioHistoryOf(studio, currentScenario(studio))
  const before = past.at(-1)
  if (before) keep(studio, { past: past.slice(0, -1), future: [now, ...future], now: before })
}

/** Redoes the next step. */
export function redoScenario(studio: AppContext): void {
  const { past, future, now } = scenarioHistoryOf(studio, currentScenario(studio))
  const [after, ...rest] = future
  if (after) keep(studio, { past: [...past, now], future: rest, now: after })
}

/** The history of the open service's scenario, in which `scenario` is the current state. */
export function scenarioHistoryOf(studio: AppContext, scenario: Scenario): ScenarioHistory {
  const known = historiesOf(studio).getState()[historyKey(studio)]
  if (!known) return { past: [], future: [], now: scenario }
  const { scenario: kept } = operateController(studio).service()
  if (known.now === scenario || kept === undefined) return known
  return { past: [...known.past, known.now].slice(-UNDO_LIMIT), future: [], now: scenario }
}

function isImpossible(code: string): boolean {
  return IMPOSSIBLE.includes(code) || code.startsWith('param-')
}

function keep(studio: AppContext, history: ScenarioHistory): void {
  const controller = operateController(studio)
  const { durationMs: before } = currentScenario(studio)
  historiesOf(studio).setState({ [historyKey(studio)]: history })
  updateService(studio, controller.service().name, { scenario: history.now })
  const { durationMs } = history.now
  const { at, playing } = controller.store.getState().clock
  if (at >= durationMs && durationMs < before) {
    if (playing) controller.pause()
    const problem = message('scenario-cut', { days: durationMs / DAY, at: at / DAY })
    void studio.run('notice.show', { tone: 'info', message: problem })
    return
  }
  // Playback continues with the edited scenario as soon as it has no problems.
  if (controller.store.getState().clock.playing && checkScenario(history.now).length === 0)
    void controller.play({}).catch(() => undefined)
}
