/** @file useCanary: the canary of the open service, updated as the log grows. */
import { type CanaryState, canaryState } from '../../../../studio/operate/canary/canary-state'
import { canarySplit, type CanarySplit } from '../../../../studio/operate/canary/canary-split'
import { useCanarySplitState, useLogView, useOpenService, useOperate } from '../use-operate'
import { useComputedOnChange } from '../../../kit/use-on-change'

export interface CanaryView extends CanaryState {
  /** The split that can run a canary; if no split can, `why` contains the reason. */
  readonly split: CanarySplit | undefined
  readonly why: string
  readonly classes: readonly string[]
}

/** Everything that the UI shows about the canary. */
export function useCanary(): CanaryView {
  const view = useLogView()
  const state = useCanarySplitState()
  const open = useOpenService()
  const aliases = useOperate((operate) => operate.aliases)
  // An edit of the diagram or of the aliases can change whether the split is valid.
  return useComputedOnChange([view, state, open, aliases], () => {
    const log = view?.log
    const shown = canaryState(open?.canary, log)
    const classes = log?.book?.classes ?? []
    try {
      return { ...shown, classes, split: canarySplit(state), why: '' }
    } catch (error) {
      return { ...shown, classes, split: undefined, why: error instanceof Error ? error.message : String(error) }
    }
  })
}
