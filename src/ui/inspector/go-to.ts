/** @file goTo: selects a layer from a list that its panel then replaces. */
import type { MouseEvent } from 'react'
import { focusInspector } from '../canvas/use-keys'

/** Selects the node; pressed by a key, the focus goes on into its panel instead of being lost with the list. */
export function goTo(run: (id: string, args: object) => void, node: string, { detail }: MouseEvent): void {
  run('select.set', { nodes: [node] })
  // A click made by a key has no count.
  if (detail === 0) focusInspector(node)
}
