/**
 * @file visibleNode: finds where a node of the expanded drawing is visible, either as the node itself or as the block
 * that contains the node.
 */
import type { ExpandedDrawing, NodePath } from '../graph/expand-blocks'

/**
 * The id of the node that represents the given node inside the block at `path` (for a repeated block, in its first
 * repetition); undefined when the given node is not inside that block.
 */
export function visibleNode(
  { paths }: Pick<ExpandedDrawing, 'paths'>,
  id: string,
  path: readonly string[],
): string | undefined {
  return visiblePath(paths.get(id) ?? { within: [], node: id }, path)
}

/** Like `visibleNode`, but for a node path. */
export function visiblePath({ within, node }: NodePath, path: readonly string[]): string | undefined {
  const here = path.every((block, i) => within[i]?.node === block && within[i]?.iteration === 0)
  return here ? (within[path.length]?.node ?? node) : undefined
}
