/**
 * @file Active deploy: finds out from the latest requests in the log whether a model deployed by a scenario event
 * answers in place of the champion. The registry does not know about such a deploy: the champion alias keeps pointing
 * to its version.
 */
import { ALIASES } from '../../../catalog/lowered-stage'
import { oldestId, slotOf } from '../../../ops/log/request-buffer'
import { NO_VERSION_INDEX } from '../../../ops/log-entry'
import type { VersionRef } from '../../../ops/service-spec'
import type { ServiceLogReader } from '../log/service-log'
import type { OperateState } from '../state'

export interface ActiveDeploy {
  /** The version that the champion alias points to. */
  readonly champion: VersionRef
  /** The model that answers requests, by its name in the log. */
  readonly deployed: VersionRef
  /** The simulated time of the latest request that the deployed model answered, in ms. */
  readonly at: number
}

/**
 * The maximum number of requests to inspect, newest first. This is enough unless the champion's stage answers almost no
 * requests.
 */
const LOOKED = 500
const CHAMPION = ALIASES.indexOf('champion')

/** The deploy that answers in place of the champion; undefined if the champion answers, or nothing is served. */
export function activeDeploy({
  serving,
  aliases,
  log,
}: Pick<OperateState, 'serving' | 'aliases'> & { readonly log: ServiceLogReader }): ActiveDeploy | undefined {
  if (serving.tag !== 'on') return undefined
  const { fold, book, changes, deploy } = log
  const { buffer } = fold
  const champions = Object.entries(aliases).flatMap(([model, { champion }]): VersionRef[] =>
    champion === undefined ? [] : [{ model, version: champion }],
  )
  const last = Math.max(oldestId(buffer), buffer.next - LOOKED)
  for (let request = buffer.next - 1; request >= last; request--) {
    const place = slotOf(buffer, request)
    if (place < 0 || buffer.columns.version[place] === NO_VERSION_INDEX || buffer.columns.alias[place] !== CHAMPION)
      continue
    const name = book?.versions[buffer.columns.version[place] as number]
    const over = name && champions.find(({ model }) => name.model.startsWith(`${model} (`))
    // A model in the registry may have the same name; in that case, this is not a deploy.
    if (!over || Object.hasOwn(aliases, name.model)) return undefined
    const at = buffer.columns.at[place] as number
    // Editing the diagram does not end a deploy that is in progress.
    const replacesChampion = deploy()?.places.some(({ alias }) => alias === 'champion') === true
    const isOver = changes.some(
      (change) =>
        change.at >= at &&
        ((change.what.type === 'service' && !replacesChampion) ||
          (change.what.type === 'alias' && change.what.alias === 'champion')),
    )
    return isOver ? undefined : { champion: over, deployed: name, at }
  }
  return undefined
}
