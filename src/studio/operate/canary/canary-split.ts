/** @file Canary split: the split stage of a service at which a canary can run, with the model stages after it. */
import { refuse } from '../../../messages/message'
import '../../../messages/en/canary'
import type { ServiceSpec } from '../../../ops/service-spec'
import { canServe, serviceSpec } from '../service-start'
import type { OperateState } from '../state'

export interface CanarySplit {
  /** The node id of the split stage. */
  readonly stage: string
  readonly champion: string
  readonly challenger: string
  readonly model: string
  /** The challenger's current share, in percent. */
  readonly percent: number
  /** The maximum time in ms that a request to the champion waits for its batch to fill. */
  readonly waitMs: number
}

/** What the split of the open service depends on. */
export type CanarySplitState = Pick<OperateState, 'board' | 'service' | 'serving' | 'served'>

/**
 * The split of the open service. While its diagram has errors, the service and its canary keep running on the last
 * valid diagram. Refuses if no service is open or it has no split for a canary.
 */
export function canarySplit({ board, service, serving, served }: CanarySplitState): CanarySplit {
  if (!board || service === null) return refuse('service-none', {})
  return findCanarySplit(serving.tag === 'on' && served && !canServe(board) ? served : serviceSpec(board, service))
}

/** Finds the first split stage that leads to the champion and the challenger of one model. Refuses if there is none. */
export function findCanarySplit({ name, stages }: ServiceSpec): CanarySplit {
  for (const [place, stage] of stages.entries()) {
    if (stage.class_name !== 'Split') continue
    const behind = (alias: string) =>
      stages.find((one) => one.class_name === 'Model' && one.config.alias === alias && one.from.includes(place))
    const [champion, challenger] = [behind('champion'), behind('challenger')]
    if (champion?.class_name !== 'Model' || challenger?.class_name !== 'Model') continue
    const { model } = challenger.config
    const { batch, waitMs } = champion.config
    if (champion.config.model !== model)
      return refuse('canary-two-models', { champion: champion.config.model, challenger: model })
    return {
      ...{ stage: stage.id, champion: champion.id, challenger: challenger.id, model },
      percent: stage.config.challenger,
      waitMs: batch > 1 ? waitMs : 0,
    }
  }
  return refuse('canary-no-split', { service: name })
}
