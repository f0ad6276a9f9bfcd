/**
 * @file Split: routes each request to the champion or the challenger based on its trace id, so that increasing the
 * challenger's share only moves requests from the champion to the challenger. A challenger whose alias is not set gets
 * no requests.
 */
import type { ServiceInfo } from '../request-context'
import { defineRunner, isSettled, type StageOf } from '../request-context'

// not text: a class name
export const runner = defineRunner('Split', (stage, place, info) => {
  const targets = splitTargets(place, info)
  return {
    run(context, { request }) {
      if (!isSettled(context)) context.onlyTo = chooseTarget(stage.config, targets, request.draw, info)
      // The branch does not matter for a request that already has its result.
      else context.onlyTo = targets.champion ?? targets.challenger ?? -1
    },
  }
})

export interface SplitTargets {
  readonly champion?: number
  readonly challenger?: number
}

/** The model stages directly after a split, keyed by alias. */
export function splitTargets(place: number, { spec }: Pick<ServiceInfo, 'spec'>): SplitTargets {
  const find = (alias: 'champion' | 'challenger') =>
    spec.stages.findIndex((one) => one.class_name === 'Model' && one.config.alias === alias && one.from.includes(place))
  const [champion, challenger] = [find('champion'), find('challenger')]
  return { ...(champion >= 0 && { champion }), ...(challenger >= 0 && { challenger }) }
}

/**
 * Returns the stage that a request goes to: the challenger if the 32-bit draw is below the challenger's share;
 * otherwise the champion.
 */
export function chooseTarget(
  { challenger: share }: StageOf<'Split'>['config'],
  { champion, challenger }: SplitTargets,
  draw: number,
  { spec, resolve }: Pick<ServiceInfo, 'spec' | 'resolve'>,
): number {
  if (champion === undefined || challenger === undefined) return champion ?? challenger ?? -1
  const stage = spec.stages[challenger]
  const there = stage?.class_name === 'Model' && resolve(stage.config.model, stage.config.alias) >= 0
  return there && draw < (share / 100) * 2 ** 32 ? challenger : champion
}
