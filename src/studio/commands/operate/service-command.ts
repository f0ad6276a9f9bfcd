/** @file How Operate commands are defined: with the title that the texts list for their id. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import type { ArgSpecs } from '../../arguments'
import { type Command, defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { nextAction, type UndoDirection, undoOrRedo } from '../../operate/action-history'
import type { ActionKind } from '../../operate/state'

type OperateCommandId = keyof typeof operateCommandsText
const TITLES: Readonly<Record<OperateCommandId, string>> = operateCommandsText
type Untitled<I extends string, S extends ArgSpecs, R> = Omit<Command<I, S, R>, 'title'>

/** Whether a service is open. */
export const isOpen = ({ store }: Pick<AppContext, 'store'>) => store.getState().operate.service !== null

/** Whether the open service is running. */
export const isServing = ({ store }: Pick<AppContext, 'store'>) => store.getState().operate.serving.tag === 'on'

/** Defines a command of the Operate page. */
export function operateCommand<const I extends OperateCommandId, const S extends ArgSpecs, R>(
  command: Untitled<I, S, R>,
): Command<I, S, R> {
  return defineCommand({ ...command, title: TITLES[command.id] })
}

/** Defines a command of the open service: unless it says otherwise, it can run while a service is open. */
export function serviceCommand<const I extends OperateCommandId, const S extends ArgSpecs, R>(
  command: Untitled<I, S, R>,
): Command<I, S, R> {
  return operateCommand({ enabled: isOpen, ...command })
}

/** Defines a command that undoes or redoes the last action of a kind. */
export function historyCommand<const I extends OperateCommandId>(id: I, kind: ActionKind, way: UndoDirection) {
  return operateCommand({
    id,
    args: {},
    enabled: ({ store }) => nextAction(store.getState(), kind, way) !== undefined,
    run: async (studio): Promise<void> => void (await undoOrRedo(studio, kind, way)),
  })
}
