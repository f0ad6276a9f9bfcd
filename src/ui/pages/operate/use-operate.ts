/** @file useOperate: access to the controller of the Operate page and its state. */
import { useStore } from 'zustand'
import type { AppContext } from '../../../studio/context'
import { type Desk, operateDesk } from '../../../studio/operate/controller'
import type { OperateState } from '../../../studio/operate/state'
import { useStudio } from '../../studio-context'

/** The controller of this studio. Cast: the studio of a page is the whole workshop; its type only hides the internals. */
export function useDesk(): Desk {
  return operateDesk(useStudio() as AppContext)
}

/** Selects from the state of the controller; renders again only when the selected value changes by identity. */
export function useOperate<T>(select: (state: OperateState) => T): T {
  return useStore(useDesk().store, select)
}
