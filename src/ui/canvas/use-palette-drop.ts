/**
 * @file usePaletteDrop: drops nodes from the palette onto the canvas. A wire under the pointer is highlighted, and
 * dropping there inserts the node into the wire.
 */
import { type DragEvent, useCallback } from 'react'
import { useReactFlow } from 'reactflow'
import type { Drawing } from '../../graph/drawing'
import type { Board } from '../../studio/network/canvas-board'
import { shownDrawing } from '../../studio/network/block-levels'
import { findBlock } from '../../studio/network/new-node'
import { useAddNode } from './use-add-node'
import { canvasUi, highlightWire, type Addable } from './canvas-ui-state'
import { NODE_WIDTH, WIRE_Y } from './flow-nodes'
import { useBoard } from './board-context'
import { DRAGGED_KIND } from './palette'
import { wireNearPointer } from './wire-at-point'

interface Drop {
  onDragOver(event: DragEvent): void
  onDragLeave(event: DragEvent): void
  onDrop(event: DragEvent): void
}

/** Event handlers that make the canvas a drop target. */
export function usePaletteDrop(): Drop {
  const add = useAddNode()
  const board = useBoard()
  const { screenToFlowPosition } = useReactFlow()
  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED_KIND)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      const { dragged } = canvasUi.getState()
      if (dragged) highlightWire(wireAtEvent(board, dragged, event) ?? null)
    },
    [board],
  )
  const onDragLeave = useCallback(({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) highlightWire(null)
  }, [])
  const onDrop = useCallback(
    (event: DragEvent) => {
      const kind = event.dataTransfer.getData(DRAGGED_KIND)
      if (kind === '') return
      event.preventDefault()
      // A drag from another window carries only the name of the kind.
      const what: Addable = canvasUi.getState().dragged ?? { kind }
      canvasUi.setState({ dragged: null, hoveredWire: null })
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
      const at = { x: x - NODE_WIDTH / 2, y: y - WIRE_Y }
      const wire = wireAtEvent(board, what, event)
      add(what, { at, ...(wire === undefined ? {} : { wire }) })
    },
    [add, board, screenToFlowPosition],
  )
  return { onDragOver, onDragLeave, onDrop }
}

function wireAtEvent({ store }: Board, what: Addable, { clientX: x, clientY: y }: DragEvent): string | undefined {
  const state = store.getState()
  const { catalog, blocks } = store.subject
  const block = 'block' in what ? findBlock(state.project.drawing, blocks, what.block) : undefined
  const shown = shownDrawing(state)
  // A built-in block is first added to the drawing's blocks when it is dropped.
  const drawing: Drawing = block ? { ...shown, blocks: { ...shown.blocks, [block.id]: block } } : shown
  return wireNearPointer(drawing, catalog, what, { x, y })
}
