/**
 * @file Deployed: whether something that is no version of the registry answers in the champion's place, as the latest requests of the log tell
 * it. The registry has no flag there: what a score deploys is put over the version that the flag stands at.
 */
import { ALIASES } from '../../catalog/lowered-stage'
import { oldest, placeOf } from '../../ops/log/request-buffer'
import { NONE } from '../../ops/record'
import type { VersionRef } from '../../ops/service-spec'
import type { Desk } from './controller'

export interface Deployed {
  /** The version that the champion's flag stands at. */
  readonly over: VersionRef
  /** What answers, as the log names it. */
  readonly name: VersionRef
  /** Virtual milliseconds of the latest request that it answered. */
  readonly at: number
}

/** Requests that are looked at, the latest first: few stages answer none of so many. */
const LOOKED = 500
const CHAMPION = ALIASES.indexOf('champion')

/** What answers in the champion's place now; undefined where the champion does, or nothing serves. */
export function deployedOver({ store, log }: Pick<Desk, 'store' | 'log'>): Deployed | undefined {
  const { serving, aliases } = store.getState()
  if (serving.tag !== 'on') return undefined
  const { fold, book, changes, deploy } = log()
  const { ring } = fold
  const champions = Object.entries(aliases).flatMap(([model, { champion }]): VersionRef[] =>
    champion === undefined ? [] : [{ model, version: champion }],
  )
  const last = Math.max(oldest(ring), ring.next - LOOKED)
  for (let request = ring.next - 1; request >= last; request--) {
    const place = placeOf(ring, request)
    if (place < 0 || ring.columns.version[place] === NONE || ring.columns.alias[place] !== CHAMPION) continue
    const name = book?.versions[ring.columns.version[place] as number]
    const over = name && champions.find(({ model }) => name.model.startsWith(`${model} (`))
    // A model may be called so itself.
    if (!over || Object.hasOwn(aliases, name.model)) return undefined
    const at = ring.columns.at[place] as number
    // A drawing that was changed says nothing of a deploy: it stands where it was put.
    const stands = deploy()?.places.some(({ alias }) => alias === 'champion') === true
    const isOver = changes.some(
      (change) =>
        change.at >= at &&
        ((change.what.type === 'service' && !stands) ||
          (change.what.type === 'alias' && change.what.alias === 'champion')),
    )
    return isOver ? undefined : { over, name, at }
  }
  return undefined
}
