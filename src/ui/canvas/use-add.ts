/** @file Adding a node: after the selected one and wired to it, at a place, at a wire's loose end, or into a wire; always one undo step. */
import { useCallback } from 'react'
import type { Position } from '../../graph/drawing'
import { canvasUi, type QuickAdd, type What } from './canvas-ui'
import { NODE_WIDTH, WIRE_Y } from './flow'
import type { Wish } from './line'
import { useBoard, useTell } from './on-board'

/** Where it goes: where a quick add says; into a wire; at a place; else after the selected node. */
export type Where = Partial<Pick<QuickAdd, 'from' | 'out' | 'to' | 'port' | 'wire' | 'at'>>

/** Adds kinds and blocks; what goes wrong is shown as a notice. */
export function useAdd(): (what: What, where?: Where) => void {
  const board = useBoard()
  const tell = useTell()
  return useCallback(
    (what, { at, ...where } = {}) => {
      const { selection } = board.store.getState()
      const [only, another] = selection
      const next = at === undefined && Object.keys(where).length === 0 && only !== undefined && another === undefined
      board
        .run('graph.put', { ...what, ...where, ...(next ? { after: only } : {}), position: at ?? middle() })
        .then((node) => focusNode(String(node)))
        .catch(tell)
    },
    [board, tell],
  )
}

/** Adds a line of the quick add, each behind the one before it; with nothing selected it goes on where the drawing is open. */
export function useAddRow(): (row: readonly Wish[], where?: Where) => void {
  const board = useBoard()
  const tell = useTell()
  return useCallback(
    (wishes, { at, ...where } = {}) => {
      const [only, another] = board.store.getState().selection
      const next = at === undefined && Object.keys(where).length === 0 && only !== undefined && another === undefined
      const row = wishes.map(({ choice, params, times }) => ({ ...choice.what, params, times }))
      board
        .run('graph.row', { row, ...where, ...(next ? { after: only } : {}), position: at ?? middle() })
        .then((nodes) => {
          const ids = nodes as readonly string[]
          focusNode(String(ids.at(-1)))
          // More than one go past the edge of the view soon.
          if (ids.length > 1) return board.run('canvas.showAll')
        })
        .catch(tell)
    },
    [board, tell],
  )
}

/** Goes on from the new node, unless the hands are elsewhere: in the palette, many may be added one after another. */
function focusNode(id: string): void {
  const { activeElement } = document
  const elsewhere = activeElement !== document.body && !activeElement?.closest('[data-canvas]')
  if (elsewhere) return
  requestAnimationFrame(() => {
    document
      .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
      ?.focus({ preventScroll: true })
  })
}

/** So that the node's middle lies in the view's. */
function middle(): Position {
  const at = canvasUi.getState().view?.centre().at ?? { x: 0, y: 0 }
  return { x: at.x - NODE_WIDTH / 2, y: at.y - WIRE_Y }
}
