/**
 * @file Dropping nodes: from the palette onto the canvas, and into the wire under the pointer. The dropped node is either
 * an unconnected node on the canvas or a new one from the palette.
 */
import { type DragEvent, useCallback } from 'react'
import { useReactFlow } from 'reactflow'
import type { Catalog } from '../../catalog/node-def'
import { BLOCK, BLOCK_OF } from '../../graph/block'
import type { Drawing, DrawnNode, Position } from '../../graph/drawing'
import { dropOnto } from '../../graph/node-edits'
import { portCountsOf } from '../../graph/node-values'
import { shownDrawing } from '../../studio/network/block-levels'
import type { Board } from '../../studio/network/canvas-board'
import { findBlock } from '../../studio/network/new-node'
import { useBoard } from './board-context'
import { type Addable, canvasUi, highlightWire, nodeElement } from './canvas-ui-state'
import { NODE_WIDTH, WIRE_Y } from './flow-nodes'
import { DRAGGED_KIND } from './palette'
import { useAddNode } from './use-add-node'

/** Horizontal positions at which to look for a wire under a node, as fractions of the node's width. */
const X_SHARES = [0.5, 0.25, 0.75]
/** Vertical positions to check, as fractions of the node's height. */
const Y_SHARES = [0.5, 0.35, 0.65, 0.2, 0.8]
/** Vertical offsets from the pointer, in pixels, at which to look for a wire. */
const POINTER_OFFSETS = [0, -14, 14]

/**
 * The wire under a node at this screen position, or else under the pointer, because people aim with either the node or
 * the pointer. Undefined if the node is already connected or cannot be inserted.
 */
export function wireUnderNode<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  id: string,
  { x, y }: Position,
  pointer: Position | undefined,
): string | undefined {
  if (!isUnconnected(drawing, catalog, id)) return undefined
  const box = nodeElement(id)?.getBoundingClientRect()
  if (!box) return undefined
  const points = X_SHARES.flatMap((share) =>
    Y_SHARES.map((row) => ({ x: x + share * box.width, y: y + row * box.height })),
  )
  const near = pointer ? POINTER_OFFSETS.map((down) => ({ x: pointer.x, y: pointer.y + down })) : []
  for (const point of [...points, ...near]) {
    const wire = wireAt(point.x, point.y)
    if (wire !== undefined && dropOnto(drawing, catalog, id, wire).length > 0) return wire
  }
  return undefined
}

/** Whether a node has no wires yet but accepts wires on both sides. */
export function isUnconnected<S>(drawing: Drawing, catalog: Catalog<S>, id: string): boolean {
  const node = drawing.nodes.find((one) => one.id === id)
  return (
    node !== undefined &&
    canBeInserted(drawing, catalog, node) &&
    !drawing.wires.some(({ from, to }) => from === id || to === id)
  )
}

/** The wire near the pointer, if the kind or block dragged from the palette can be inserted into a wire. */
export function wireNearPointer<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  what: Addable,
  { x, y }: Position,
): string | undefined {
  const node: DrawnNode = {
    ...{ id: '', label: '', position: { x: 0, y: 0 } },
    ...('kind' in what ? { kind: what.kind, params: {} } : { kind: BLOCK, params: { [BLOCK_OF]: what.block } }),
  }
  if (!canBeInserted(drawing, catalog, node)) return undefined
  for (const down of POINTER_OFFSETS) {
    const wire = wireAt(x, y + down) ?? (down === 0 ? undefined : wireAt(x + down, y))
    if (wire !== undefined) return wire
  }
  return undefined
}

function canBeInserted<S>(drawing: Drawing, catalog: Catalog<S>, node: DrawnNode): boolean {
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  return ins > 0 && outs > 0
}

function wireAt(x: number, y: number): string | undefined {
  return document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<SVGElement>('.react-flow__edge')?.dataset.id)
    .find((id) => id !== undefined)
}

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
