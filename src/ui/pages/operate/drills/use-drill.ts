/** @file useDrill: the state of the open drill. */
import { actionsTaken } from '../../../../studio/operate/drills/drill-session'
import type { DrillState } from '../../../../studio/operate/state'
import { useLog, useOperate } from '../use-operate'

/** The state of the drill; re-renders as it changes. */
export function useDrill(): DrillState {
  return useOperate(({ drill }) => drill)
}

/** Whether a drill is in progress. The drill's scenario and simulated ground truth stay hidden until it ends. */
export function useDrillContinues(): boolean {
  const { tag } = useDrill()
  return tag === 'open' || tag === 'scoring'
}

/** The actions taken so far, re-read as the log grows. */
export function useActs() {
  const drill = useDrill()
  return actionsTaken(drill, useLog())
}
