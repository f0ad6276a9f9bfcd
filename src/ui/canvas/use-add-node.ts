/**
 * @file Hooks that add nodes: connected after the selected node, at a position, at the end of a dropped wire, or in the
 * middle of a wire. Each addition is one undo step.
 */
import { useCallback } from 'react'
import type { Position } from '../../graph/drawing'
import { clearPosition, freePosition } from '../../graph/spacing'
import { shownDrawing } from '../../studio/network/block-levels'
import type { Board } from '../../studio/network/canvas-board'
import { useBoard, useShowError } from './board-context'
import { type Addable, canvasUi, nodeElement, type QuickAdd } from './canvas-ui-state'
import { NODE_WIDTH, WIRE_Y } from './flow-nodes'
import type { LineItem } from './quick-add-line'

/**
 * Where to add the nodes: at the place the quick add requests, in a wire, or at a position; by default, after the
 * selected node.
 */
export type AddTarget = Partial<Pick<QuickAdd, 'from' | 'out' | 'to' | 'port' | 'wire' | 'at'>>

/** Returns a function that adds a node kind or a block. Errors are shown as notices. */
export function useAddNode(): (what: Addable, where?: AddTarget) => void {
  const board = useBoard()
  const showError = useShowError()
  return useCallback(
    (what, where) =>
      void inTurn(() => board.run('graph.put', { ...what, ...insertAt(board, where) }))
        .then((node) => focusNode(String(node)))
        .catch(showError),
    [board, showError],
  )
}

/**
 * Returns a function that adds the items of a quick add line in sequence, after the selected node or, without a
 * selection, at the open end of the drawing.
 */
export function useAddLine(): (row: readonly LineItem[], where?: AddTarget) => void {
  const board = useBoard()
  const showError = useShowError()
  return useCallback(
    (items, where) => {
      const row = items.map(({ choice, params, times }) => ({ ...choice.addable, params, times }))
      inTurn(() => board.run('graph.row', { row, ...insertAt(board, where) }))
        .then((nodes) => {
          const ids = nodes as readonly string[]
          focusNode(String(ids.at(-1)))
          // Several new nodes often extend beyond the view, so show the entire drawing.
          if (ids.length > 1) return board.run('canvas.showAll')
        })
        .catch(showError)
    },
    [board, showError],
  )
}

let lastInsert: Promise<unknown> = Promise.resolve()

/** Inserts after the previous insertion is done, so that the selection is what the previous insertion selected. */
export function inTurn<T>(insert: () => Promise<T>): Promise<T> {
  const inserted = lastInsert.then(insert)
  lastInsert = inserted.catch(() => undefined)
  return inserted
}

/** The target as arguments of a command: by default, after the only selected node. */
function insertAt(board: Board, { at, ...where }: AddTarget = {}) {
  const [only, another] = board.store.getState().selection
  const isNext = at === undefined && Object.keys(where).length === 0 && only !== undefined && another === undefined
  return { ...where, ...(isNext ? { after: only } : {}), position: at ?? freePlace(board) }
}

/**
 * Focuses the new node unless the focus is outside the canvas: users often add several nodes in a row from the palette.
 */
function focusNode(id: string): void {
  const { activeElement } = document
  const isFocusOutside = activeElement !== document.body && !activeElement?.closest('[data-canvas]')
  if (isFocusOutside) return
  requestAnimationFrame(() => nodeElement(id)?.focus({ preventScroll: true }))
}

/** A position that no node covers: next to the only selected node, or in the middle of the view. */
function freePlace({ store }: Board): Position {
  const state = store.getState()
  const drawing = shownDrawing(state)
  const [only, another] = state.selection
  const selected = another === undefined ? drawing.nodes.find(({ id }) => id === only) : undefined
  const { x, y } = canvasUi.getState().view?.center().at ?? { x: 0, y: 0 }
  const at = selected ? freePosition(drawing.nodes, selected) : { x: x - NODE_WIDTH / 2, y: y - WIRE_Y }
  return clearPosition(drawing, at)
}
