/** @file useOperate: what the Operate room shows of its desk: select from its state, read its log as it grows, run commands on the studio. */
import { useStore } from 'zustand'
import type { Workshop } from '../../../studio/context'
import { type Desk, operateDesk } from '../../../studio/operate/controller'
import type { OperateState } from '../../../studio/operate/state'
import { useStudio } from '../../studio-context'

/** The desk of this studio. The studio a page stands on is the whole workshop: its type only hides the insides. */
export function useDesk(): Desk {
  return operateDesk(useStudio() as Workshop)
}

/** Selects from the desk's state; renders again only when what it selects changed by identity. */
export function useOperate<T>(select: (state: OperateState) => T): T {
  return useStore(useDesk().store, select)
}
