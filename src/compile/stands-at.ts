/** @file standsAt: where a node of the opened drawing is seen: as itself, or as the block it is in. */
import type { ExpandedDrawing, NodePath } from '../graph/expand-blocks'

/** The node that stands for it within the blocks of a path, of which the first turns are seen; undefined where it is elsewhere. */
export function standsAt(
  { paths }: Pick<ExpandedDrawing, 'paths'>,
  id: string,
  path: readonly string[],
): string | undefined {
  return placeSeen(paths.get(id) ?? { within: [], node: id }, path)
}

/** The same of a place. */
export function placeSeen({ within, node }: NodePath, path: readonly string[]): string | undefined {
  const here = path.every((block, i) => within[i]?.node === block && within[i]?.iteration === 0)
  return here ? (within[path.length]?.node ?? node) : undefined
}
