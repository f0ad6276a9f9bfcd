/** @file unlabelledOf: the requests of a log of which the world knows the answer and has not told it yet: what labels may be on their way of. */
import { LABELLERS } from '../record'
import { placeOf, type Ring } from './request-buffer'

/** In the order of their ids. */
export interface Unlabelled {
  readonly id: Float64Array<ArrayBuffer>
  readonly at: Float64Array<ArrayBuffer>
  readonly truth: Float32Array<ArrayBuffer>
}

const WORLD = LABELLERS.indexOf('world')

/** Of those that are kept in full. */
export function unlabelledOf(ring: Ring): Unlabelled {
  const { truth, at } = ring.columns
  const places: number[] = []
  for (let id = Math.max(0, ring.next - ring.capacity); id < ring.next; id++) {
    const place = placeOf(ring, id)
    // What a person said meanwhile does not keep the world from saying it, too.
    if (place >= 0 && !Number.isNaN(truth[place]) && ring.labelBy[place] !== WORLD) places.push(place)
  }
  return {
    id: Float64Array.from(places, (place) => ring.id[place] as number),
    at: Float64Array.from(places, (place) => at[place] as number),
    truth: Float32Array.from(places, (place) => truth[place] as number),
  }
}
