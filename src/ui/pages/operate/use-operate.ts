/** @file useOperate: the state of the Operate page, for components. */

import { useEffect, useMemo } from 'react'
import type { Service } from '../../../compile/project'
import type { CanarySplitState } from '../../../studio/operate/canary'
import type { ServiceLogReader } from '../../../studio/operate/log/service-log'
import { drillIdOf } from '../../../studio/operate/project-model'
import type { RegistryModel } from '../../../studio/operate/registry/registry'
import type { OperateState, ServiceLogView } from '../../../studio/operate/state'
import { type Slice, sliceOf } from '../../../studio/state-slice'
import { useLoaded } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'

/** Selects a value from the state; re-renders only when the selected value changes, compared by identity. */
export function useOperate<T>(select: (state: OperateState) => T): T {
  return useSelect(({ operate }) => select(operate))
}

/** The log of the open service, as a new object whenever it has grown; null while there is none. */
export function useLogView(): ServiceLogView | null {
  return useOperate(({ log }) => log)
}

/** The log of the open service, for components that read it while they render; re-renders when it has grown. */
export function useLog(): ServiceLogReader | undefined {
  return useLogView()?.log
}

/** Reads and watches the state outside of rendering, in effects and handlers. */
export function useOperateState(): Pick<Slice<OperateState>, 'getState' | 'subscribe'> {
  const { store } = useStudio()
  return useMemo(() => sliceOf(store, 'operate'), [store])
}

/** What the split of the open service depends on; does not change with the clock. */
export function useCanarySplitState(): CanarySplitState {
  const board = useOperate((state) => state.board)
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving)
  const served = useOperate((state) => state.served)
  return useMemo(() => ({ board, service, serving, served }), [board, service, serving, served])
}

/** The open service as saved in the project. */
export function useOpenService(): Service | undefined {
  const name = useOperate(({ service }) => service)
  return useSelect(({ project }) => project.services?.find((one) => one.name === name))
}

/** Whether the project belongs to a drill: its simulation uses fixed times, also after the drill has ended. */
export function useIsDrill(): boolean {
  return useSelect(({ project }) => drillIdOf(project) !== undefined)
}

/** The models in the registry, read again whenever models or aliases change; undefined during the first load. */
export function useModels(): readonly RegistryModel[] | undefined {
  const studio = useStudio()
  const models = useSelect((state) => state.models)
  const aliases = useSelect((state) => state.aliases)
  const { value, why } = useLoaded([studio], () => studio.run('registry.models'), [models, aliases])
  useEffect(() => {
    if (why !== undefined) void studio.run('notice.show', { tone: 'bad', text: why })
  }, [studio, why])
  return value
}
