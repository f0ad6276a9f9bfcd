/** @file selectNode: selects a layer in a list, which is then replaced by the layer's panel. */
import type { RunAndReport } from '../../studio/run-command'
import type { MouseEvent } from 'react'
import { focusInspector } from '../canvas/use-keys'

/** Selects the node. After a key press, the focus moves into the node's panel, because the list disappears. */
export function selectNode(run: RunAndReport, node: string, { detail }: MouseEvent): void {
  run('select.set', { nodes: [node] })
  // A click triggered from the keyboard has a detail of 0.
  if (detail === 0) focusInspector(node)
}
