/** @file standsAt: where a node of the opened drawing is seen: as itself, or as the block it is in. */
import type { Expanded, Place } from '../graph/expand'

/** The node that stands for it within the blocks of a path, of which the first turns are seen; undefined where it is elsewhere. */
export function standsAt(
  { places }: Pick<Expanded, 'places'>,
  id: string,
  path: readonly string[],
): string | undefined {
  return placeSeen(places.get(id) ?? { within: [], node: id }, path)
}

/** The same of a place. */
export function placeSeen({ within, node }: Place, path: readonly string[]): string | undefined {
  const here = path.every((block, i) => within[i]?.node === block && within[i]?.turn === 0)
  return here ? (within[path.length]?.node ?? node) : undefined
}
