/** @file useDrill: the state of the open drill. */
import { useStore } from 'zustand'
import type { AppContext } from '../../../../studio/context'
import { type DrillState, actionsTaken, drillStore } from '../../../../studio/operate/drill-session'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

/** The state of the drill; re-renders as it changes. */
export function useDrill(): DrillState {
  return useStore(drillStore(useStudio() as AppContext))
}

/** Whether a drill is in progress. The drill's scenario and simulated ground truth stay hidden until it ends. */
export function useDrillContinues(): boolean {
  const { tag } = useDrill()
  return tag === 'open' || tag === 'scoring'
}

/** The actions taken so far, re-read as the log grows. */
export function useActs() {
  const studio = useStudio() as AppContext
  useOperate(({ logVersion }) => logVersion)
  useDrill()
  return actionsTaken(studio)
}
