/** @file standsAt: where a node of the opened drawing is seen: as itself, or as the block it is in. */
import type { Expanded } from '../graph/expand'

/** The node that stands for it within the blocks of a path, of which the first turns are seen; undefined where it is elsewhere. */
export function standsAt(
  { places }: Pick<Expanded, 'places'>,
  id: string,
  path: readonly string[],
): string | undefined {
  const place = places.get(id)
  if (!place) return path.length === 0 ? id : undefined
  const here = path.every((node, i) => place.within[i]?.node === node && place.within[i]?.turn === 0)
  return here ? (place.within[path.length]?.node ?? place.node) : undefined
}
