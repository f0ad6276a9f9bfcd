/** @file useDrop: nodes dragged from the palette onto the canvas. A wire that can take one is highlighted, and a drop on it inserts the node. */
import { type DragEvent, useCallback } from 'react'
import { useReactFlow } from 'reactflow'
import type { Drawing } from '../../graph/drawing'
import type { Board } from '../../studio/board'
import { shownDrawing } from '../../studio/levels'
import { findBlock } from '../../studio/new-node'
import { useAdd } from './use-add'
import { canvasUi, hoverWire, type What } from './canvas-ui'
import { NODE_WIDTH, WIRE_Y } from './flow'
import { useBoard } from './on-board'
import { DRAGGED_KIND } from './palette'
import { wireNear } from './wire-under'

interface Drop {
  onDragOver(event: DragEvent): void
  onDragLeave(event: DragEvent): void
  onDrop(event: DragEvent): void
}

/** The canvas as a place to drop on. */
export function useDrop(): Drop {
  const add = useAdd()
  const board = useBoard()
  const { screenToFlowPosition } = useReactFlow()
  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED_KIND)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      const { carried } = canvasUi.getState()
      if (carried) hoverWire(wireFor(board, carried, event) ?? null)
    },
    [board],
  )
  const onDragLeave = useCallback(({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) hoverWire(null)
  }, [])
  const onDrop = useCallback(
    (event: DragEvent) => {
      const kind = event.dataTransfer.getData(DRAGGED_KIND)
      if (kind === '') return
      event.preventDefault()
      // From another window of the studio there is only the name of a kind.
      const what: What = canvasUi.getState().carried ?? { kind }
      canvasUi.setState({ carried: null, over: null })
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
      const at = { x: x - NODE_WIDTH / 2, y: y - WIRE_Y }
      const wire = wireFor(board, what, event)
      add(what, { at, ...(wire === undefined ? {} : { wire }) })
    },
    [add, board, screenToFlowPosition],
  )
  return { onDragOver, onDragLeave, onDrop }
}

function wireFor({ store }: Board, what: What, { clientX: x, clientY: y }: DragEvent): string | undefined {
  const state = store.getState()
  const { catalog, blocks } = store.subject
  const block = 'block' in what ? findBlock(state.project.drawing, blocks, what.block) : undefined
  const shown = shownDrawing(state)
  // A block that comes with the catalog is of the drawing once it is dropped.
  const drawing: Drawing = block ? { ...shown, blocks: { ...shown.blocks, [block.id]: block } } : shown
  return wireNear(drawing, catalog, what, { x, y })
}
