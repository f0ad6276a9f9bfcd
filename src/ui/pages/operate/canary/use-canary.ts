/** @file useCanary: the canary of the open service, updated as the log grows. */
import { useMemo } from 'react'
import { type CanaryShown, canaryState } from '../../../../studio/operate/canary-state'
import type { CanarySplit } from '../../../../studio/operate/canary-split'
import { useSelect } from '../../../studio-context'
import { useDesk, useOperate } from '../use-operate'

export interface CanaryView extends CanaryShown {
  /** Where a canary can run, or why none can. */
  readonly split: CanarySplit | undefined
  readonly why: string
  readonly classes: readonly string[]
}

/** Everything that is shown about it. */
export function useCanary(): CanaryView {
  const desk = useDesk()
  const grown = useOperate((state) => state.grown)
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving)
  const services = useSelect((state) => state.project.services)
  const aliases = useSelect((state) => state.aliases)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read again when any of these changes
  return useMemo(() => {
    const log = service === null ? undefined : desk.log()
    const state = canaryState(desk.canary, log)
    const classes = log?.book?.classes ?? []
    try {
      return { ...state, classes, split: desk.canary.split(), why: '' }
    } catch (error) {
      return { ...state, classes, split: undefined, why: error instanceof Error ? error.message : String(error) }
    }
  }, [desk, grown, service, serving, services, aliases])
}
