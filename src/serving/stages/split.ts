/**
 * @file Split: gives a request to one of the models behind it by its trace, so that a larger share moves requests one way only. A
 * challenger that stands for no version gets none.
 */
import type { ServiceFacts } from '../request-context'
import { defineRunner, isSettled, type StageOf } from '../request-context'

export const split = defineRunner('Split', (stage, place, facts) => {
  const behind = behindSplit(place, facts)
  return {
    run(token, { asked }) {
      if (!isSettled(token)) token.to = chosen(stage.config, behind, asked.draw, facts)
      // Any way will do for one that nobody is to answer.
      else token.to = behind.champion ?? behind.challenger ?? -1
    },
  }
})

export interface Behind {
  readonly champion?: number
  readonly challenger?: number
}

/** The model stages directly behind a split, by their alias. */
export function behindSplit(place: number, { spec }: Pick<ServiceFacts, 'spec'>): Behind {
  const find = (alias: 'champion' | 'challenger') =>
    spec.stages.findIndex((one) => one.class_name === 'Model' && one.config.alias === alias && one.from.includes(place))
  const [champion, challenger] = [find('champion'), find('challenger')]
  return { ...(champion >= 0 && { champion }), ...(challenger >= 0 && { challenger }) }
}

/** The stage that a request goes to. Drawn from the top: the challenger's share is the last of the 2^32. */
export function chosen(
  { challenger: share }: StageOf<'Split'>['config'],
  { champion, challenger }: Behind,
  draw: number,
  { spec, resolve }: Pick<ServiceFacts, 'spec' | 'resolve'>,
): number {
  if (champion === undefined || challenger === undefined) return champion ?? challenger ?? -1
  const stage = spec.stages[challenger]
  const there = stage?.class_name === 'Model' && resolve(stage.config.model, stage.config.alias) >= 0
  return there && draw < (share / 100) * 2 ** 32 ? challenger : champion
}
