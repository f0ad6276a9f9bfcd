/** @file selectNode: selects a layer in a list, which the layer's panel then replaces. */
import type { MouseEvent } from 'react'
import { focusInspector } from '../canvas/use-keys'

/** Selects the node. After a key press the focus moves into its panel, because the list disappears. */
export function selectNode(run: (id: string, args: object) => void, node: string, { detail }: MouseEvent): void {
  run('select.set', { nodes: [node] })
  // A click by keyboard has a detail of 0.
  if (detail === 0) focusInspector(node)
}
