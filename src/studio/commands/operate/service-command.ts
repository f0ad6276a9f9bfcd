/** @file How Operate commands are defined. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import type { ArgSpecs } from '../../arguments'
import { type Command, type CommandRecord, commandsWith } from '../../command'
import type { AppContext } from '../../context'
import { nextAction, type UndoDirection, undoOrRedo } from '../../operate/action-history'
import type { ActionKind } from '../../operate/state'

type OperateCommandId = keyof typeof operateCommandsText

/** Whether a service is open. */
export const isOpen = ({ store }: Pick<AppContext, 'store'>) => store.getState().operate.service !== null

/** Whether the open service is running. */
export const isServing = ({ store }: Pick<AppContext, 'store'>) => store.getState().operate.serving.tag === 'on'

/** Defines a command of the Operate page. */
export const operateCommand = commandsWith(operateCommandsText)

/** Defines a command of the open service: unless it says otherwise, it can run while a service is open. */
export function serviceCommand<const I extends OperateCommandId, const S extends ArgSpecs, R>(
  command: CommandRecord<I, S, R, AppContext>,
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
