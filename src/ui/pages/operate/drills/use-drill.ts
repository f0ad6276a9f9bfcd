/** @file useDrill: the drill that is open, told as it changes. */
import { useStore } from 'zustand'
import type { Workshop } from '../../../../studio/context'
import { type DrillState, drillActs, drillStore } from '../../../../studio/operate/drill-session'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

/** Where the drill stands. */
export function useDrill(): DrillState {
  return useStore(drillStore(useStudio() as Workshop))
}

/** Whether one is being played: what its world does is not told before it is over. */
export function useDrillGoesOn(): boolean {
  const { tag } = useDrill()
  return tag === 'open' || tag === 'scoring'
}

/** What was done so far; read again as the log grows. */
export function useActs() {
  const studio = useStudio() as Workshop
  useOperate(({ grown }) => grown)
  useDrill()
  return drillActs(studio)
}
