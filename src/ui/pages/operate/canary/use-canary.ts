/** @file useCanary: the canary of the open service, updated as the log grows. */
import { useMemo } from 'react'
import { type CanaryState, canaryState } from '../../../../studio/operate/canary-state'
import type { CanarySplit } from '../../../../studio/operate/canary-split'
import { useSelect } from '../../../studio-context'
import { useOperateController, useOperate } from '../use-operate'

export interface CanaryView extends CanaryState {
  /** The split that can run a canary; if no split can, `why` contains the reason. */
  readonly split: CanarySplit | undefined
  readonly why: string
  readonly classes: readonly string[]
}

/** Everything that the UI shows about the canary. */
export function useCanary(): CanaryView {
  const controller = useOperateController()
  const logVersion = useOperate((state) => state.logVersion)
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving)
  const services = useSelect((state) => state.project.services)
  const aliases = useSelect((state) => state.aliases)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read again when any of these changes
  return useMemo(() => {
    const log = service === null ? undefined : controller.log()
    const state = canaryState(controller.canary, log)
    const classes = log?.book?.classes ?? []
    try {
      return { ...state, classes, split: controller.canary.split(), why: '' }
    } catch (error) {
      return { ...state, classes, split: undefined, why: error instanceof Error ? error.message : String(error) }
    }
  }, [controller, logVersion, service, serving, services, aliases])
}
