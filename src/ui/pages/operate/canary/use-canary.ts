/** @file useCanary: the canary of the open service, updated as the log grows. */
import { useMemo } from 'react'
import { type CanaryState, canaryState } from '../../../../studio/operate/canary-state'
import { canarySplit, type CanarySplit } from '../../../../studio/operate/canary-split'
import { useLogView, useOpenService, useOperate } from '../use-operate'

export interface CanaryView extends CanaryState {
  /** The split that can run a canary; if no split can, `why` contains the reason. */
  readonly split: CanarySplit | undefined
  readonly why: string
  readonly classes: readonly string[]
}

/** Everything that the UI shows about the canary. */
export function useCanary(): CanaryView {
  const log = useLogView()?.log
  const state = useOperate((operate) => operate)
  const saved = useOpenService()?.canary
  return useMemo(() => {
    const shown = canaryState(saved, log)
    const classes = log?.book?.classes ?? []
    try {
      return { ...shown, classes, split: canarySplit(state), why: '' }
    } catch (error) {
      return { ...shown, classes, split: undefined, why: error instanceof Error ? error.message : String(error) }
    }
  }, [log, state, saved])
}
