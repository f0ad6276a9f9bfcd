/** @file goTo: selects a layer from a list that its panel then replaces. */
import type { MouseEvent } from 'react'
import { focusInspector } from '../canvas/use-keys'

/** Selects the node. When pressed by a key, the focus moves into its panel, because the list goes away. */
export function goTo(run: (id: string, args: object) => void, node: string, { detail }: MouseEvent): void {
  run('select.set', { nodes: [node] })
  // A click by key has a detail of 0.
  if (detail === 0) focusInspector(node)
}
