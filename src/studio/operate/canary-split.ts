/** @file splitOf: the split stage of a service in which a canary can be run, with the models behind it. */
import { refuse } from '../../messages/message'
import '../../messages/en/canary'
import type { ServiceSpec } from '../../ops/service-spec'

export interface CanarySplit {
  /** Nodes. */
  readonly stage: string
  readonly champion: string
  readonly challenger: string
  readonly model: string
  /** The challenger's share now. */
  readonly percent: number
  /** Milliseconds that a request of the champion waits, at most, for its batch to be filled. */
  readonly waitMs: number
}

/** The first split with a champion and a challenger of one model behind it; refuses where there is none. */
export function splitOf({ name, stages }: ServiceSpec): CanarySplit {
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
