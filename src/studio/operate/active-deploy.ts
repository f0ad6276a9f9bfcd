/**
 * @file Active deploy: whether a model deployed by a scenario event answers in place of the champion, according to the
 * latest requests in the log. The registry does not know such a deploy: the champion alias keeps pointing to its
 * version.
 */
import { ALIASES } from '../../catalog/lowered-stage'
import { oldestId, slotOf } from '../../ops/log/request-buffer'
import { NO_VERSION_INDEX } from '../../ops/log-entry'
import type { VersionRef } from '../../ops/service-spec'
import type { OperateController } from './controller'

export interface ActiveDeploy {
  /** The version that the champion alias points to. */
  readonly champion: VersionRef
  /** The model that answers, by its name in the log. */
  readonly deployed: VersionRef
  /** The simulated time of the latest request that it answered, in ms. */
  readonly at: number
}

/**
 * The maximum number of requests that are inspected, newest first. It is enough unless a stage answers almost no
 * requests.
 */
const LOOKED = 500
const CHAMPION = ALIASES.indexOf('champion')

/** The deploy that answers in place of the champion; undefined if the champion answers, or nothing is served. */
export function activeDeploy({ store, log }: Pick<OperateController, 'store' | 'log'>): ActiveDeploy | undefined {
  const { serving, aliases } = store.getState()
  if (serving.tag !== 'on') return undefined
  const { fold, book, changes, deploy } = log()
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
    // The name may be that of a model in the registry.
    if (!over || Object.hasOwn(aliases, name.model)) return undefined
    const at = buffer.columns.at[place] as number
    // A changed diagram does not end a deploy that is still in place.
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
