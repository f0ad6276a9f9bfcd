/**
 * @file Action history: undo and redo for user actions outside the diagram and the scenario: alias moves, changes to
 * the challenger's traffic share, and changes to objectives. It lasts until the page closes. An action cannot be undone
 * once something else has changed its result.
 */
import '../../messages/en/operate-page'
import { refuse } from '../../messages/message'
import type { Slo } from '../../ops/slo'
import type { AppContext } from '../context'
import type { AppState, Notice } from '../state'
import { sliceOf } from '../state-slice'
import { operateController } from './controller'
import { replaceService } from './service-board'
import type { ActionHistory, ActionKind, ObjectivesChange, ServiceObjectives, UndoableAction } from './state'

export type UndoDirection = 'undo' | 'redo'

/** The maximum number of actions that can be undone. */
const LIMIT = 100

const historiesOf = ({ store }: Pick<AppContext, 'store'>) => sliceOf(sliceOf(store, 'operate'), 'actions')

/** Records an action so that it can be undone, and clears the redo history. */
export function recordAction(studio: AppContext, act: UndoableAction): void {
  historiesOf(studio).setState((all) => ({
    [act.kind]: { past: [...all[act.kind].past, act].slice(-LIMIT), future: [] },
  }))
}

/** Removes the alias moves of these models from the history, because their aliases start over. */
export function forgetAliasMoves(studio: AppContext, models: readonly string[]): void {
  const stays = (act: UndoableAction) => act.kind !== 'flag' || !models.includes(act.move.model)
  historiesOf(studio).setState(({ flag }) => ({
    flag: { past: flag.past.filter(stays), future: flag.future.filter(stays) },
  }))
}

/** Updates the history when a service is renamed. */
export function renameServiceInHistory(studio: AppContext, service: string, to: string): void {
  const named = (act: UndoableAction): UndoableAction =>
    act.kind !== 'flag' && act.service === service ? { ...act, service: to } : act
  const all = ({ past, future }: ActionHistory): ActionHistory => ({ past: past.map(named), future: future.map(named) })
  historiesOf(studio).setState(({ flag, share, objective }) => ({
    flag,
    share: all(share),
    objective: all(objective),
  }))
}

/**
 * The action that undo or redo would apply next; undefined if there is none, or if something else has changed its
 * result.
 */
export function nextAction(state: AppState, kind: ActionKind, way: UndoDirection): UndoableAction | undefined {
  const { past, future } = state.operate.actions[kind]
  const act = way === 'undo' ? past.at(-1) : future[0]
  return act && isUnchangedSince(state, act, way) ? act : undefined
}

function isUnchangedSince({ aliases, project, operate }: AppState, act: UndoableAction, way: UndoDirection): boolean {
  if (act.kind === 'flag') {
    const { model, alias, from, to } = act.move
    return aliases[model]?.[alias] === (way === 'undo' ? to : from)
  }
  if (operate.service !== act.service) return false
  const service = project.services?.find(({ name }) => name === act.service)
  if (act.kind === 'objective') {
    if (!service || project.id !== act.project) return false
    const { slos, rules } = service
    const left = way === 'undo' ? act.to : act.from
    return JSON.stringify([slos, rules]) === JSON.stringify([left.slos, left.rules])
  }
  if (service?.canary?.plan.to !== act.tried) return false
  const percent = service?.canary?.percent ?? splitPercent(service)
  return percent === (way === 'undo' ? act.to : act.from)
}

function splitPercent(service: { readonly drawing: { readonly nodes: readonly SplitLike[] } } | undefined) {
  return Number(service?.drawing.nodes.find(({ kind }) => kind === 'split')?.params.challenger ?? 0)
}
interface SplitLike {
  readonly kind: string
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * Undoes or redoes the last action of a kind. Refuses if there is none, or if something else has changed its result.
 */
export async function undoOrRedo(studio: AppContext, kind: ActionKind, way: UndoDirection): Promise<UndoableAction> {
  const act = nextAction(studio.store.getState(), kind, way) ?? refuse('act-none', { way, what: kind })
  const before = historiesOf(studio).getState()[kind]
  // The history moves first: once the change shows, the opposite step must be possible.
  historiesOf(studio).setState({ [kind]: stepped(before, act, way) })
  try {
    await apply(studio, act, way)
  } catch (error) {
    historiesOf(studio).setState({ [kind]: before })
    throw error
  }
  return act
}

function stepped({ past, future }: ActionHistory, act: UndoableAction, way: UndoDirection): ActionHistory {
  return way === 'undo'
    ? { past: past.slice(0, -1), future: [act, ...future] }
    : { past: [...past, act], future: future.slice(1) }
}

async function apply(studio: AppContext, act: UndoableAction, way: UndoDirection): Promise<void> {
  if (act.kind === 'flag') {
    const { reverseAliasMove } = await import('./registry/registry')
    await reverseAliasMove(studio, act.move, way)
  } else if (act.kind === 'objective') {
    setObjectives(studio, way === 'undo' ? act.from : act.to)
  } else {
    await operateController(studio).canary.setShare(way === 'undo' ? act.from : act.to)
  }
}

/** Changes objectives or rules of the open service; returns undefined if nothing changes. */
export function changeObjectives(studio: AppContext, part: ServiceObjectives): ObjectivesChange | undefined {
  const service = operateController(studio).service()
  const from = objectivesOf(service)
  const to = { ...from, ...part }
  if (JSON.stringify(from) === JSON.stringify(to)) return undefined
  setObjectives(studio, to)
  return { project: studio.store.getState().project.id, service: service.name, from, to }
}

/** Sets the objectives and rules of the open service; they are evaluated from then on. */
function setObjectives(studio: AppContext, promised: ServiceObjectives): void {
  const controller = operateController(studio)
  replaceService(studio, controller.service().name, ({ slos: _, rules: __, ...rest }) => ({ ...rest, ...promised }))
  // The offer to restore an objective is void once it is back. The cast is safe because its command has this argument.
  const isBack = ({ action }: Notice) =>
    action?.command === 'slo.restore' &&
    promised.slos?.some(({ id }) => id === (action.args as { readonly slo?: Slo }).slo?.id) === true
  studio.store.setState(({ notices }) => ({ notices: notices.filter((notice) => !isBack(notice)) }))
}

function objectivesOf({ slos, rules }: ServiceObjectives): ServiceObjectives {
  return { ...(slos && { slos }), ...(rules && { rules }) }
}
