/** @file useOperate: access to the controller of the Operate page and its state. */
import { useStore } from 'zustand'
import type { AppContext } from '../../../studio/context'
import { type OperateController, operateController } from '../../../studio/operate/controller'
import type { OperateState } from '../../../studio/operate/state'
import { useStudio } from '../../studio-context'

/**
 * The controller of this studio. The cast is safe because the studio object is the complete AppContext at run time; its
 * declared type merely hides the internals.
 */
export function useOperateController(): OperateController {
  return operateController(useStudio() as AppContext)
}

/**
 * Selects a value from the controller's state; re-renders only when the selected value changes, compared by identity.
 */
export function useOperate<T>(select: (state: OperateState) => T): T {
  return useStore(useOperateController().store, select)
}
