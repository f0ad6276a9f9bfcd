/**
 * @file useFocus: the keyboard focus on the canvas follows the selection, and moves to a neighbor when the focused node
 * is removed.
 */
import { type RefObject, useEffect, useRef } from 'react'
import { readingOrder } from '../../graph/topological-order'
import { shownDrawing } from '../../studio/network/block-levels'
import { canvasUi } from './canvas-ui-state'
import { useBoard, useSelect } from './board-context'

/** Maximum number of frames to wait for a node to scroll into view; nodes out of view are not rendered. */
const MAX_FRAMES = 30

/**
 * While the canvas has the focus and exactly one node is selected, focuses that node. When the node is removed, a
 * neighbor or the canvas gets the focus.
 */
export function useFocus(box: RefObject<HTMLDivElement | null>): void {
  const board = useBoard()
  const only = useSelect((state) => (state.selection.length === 1 ? state.selection[0] : undefined))
  const drawing = useSelect(shownDrawing)
  /**
   * The last focused node, followed by its neighbors. Empty if the frame around several selected nodes had the focus.
   */
  const lastFocused = useRef<readonly string[]>(undefined)

  useEffect(() => {
    const element = box.current
    const onFocusIn = ({ target }: FocusEvent) => {
      canvasUi.setState({ settingsOpener: null })
      const node = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id : undefined
      if (node === undefined) {
        const frame = target instanceof Element && target.matches('.react-flow__nodesselection-rect')
        lastFocused.current = frame ? [] : undefined
        return
      }
      const { incoming, outgoing } = readingOrder(shownDrawing(board.store.getState()))
      const before = (incoming.get(node) ?? []).map(({ from }) => from)
      lastFocused.current = [node, ...before, ...(outgoing.get(node) ?? []).map(({ to }) => to)]
    }
    element?.addEventListener('focusin', onFocusIn)
    return () => element?.removeEventListener('focusin', onFocusIn)
  }, [box, board])

  useEffect(() => {
    const { activeElement } = document
    const here = activeElement === box.current || activeElement?.matches('[data-canvas] .react-flow__node')
    return only !== undefined && here ? focusWhenDrawn(box.current, [only]) : undefined
  }, [box, only])

  useEffect(() => {
    const isLost = () => (document.activeElement === document.body ? lastFocused.current : undefined)
    if (!isLost() || drawing.nodes.length === 0) return
    let stop = () => {}
    // When the user leaves a field with Tab, the field reports its value while the focus is still moving to the next
    // field.
    const frame = requestAnimationFrame(() => {
      const lost = isLost()
      if (lost) stop = focusWhenDrawn(box.current, lost)
    })
    return () => {
      cancelAnimationFrame(frame)
      stop()
    }
  }, [box, drawing])
}

/**
 * Focuses the first of these nodes that is rendered, or the canvas if none of them is, unless the user moves the focus
 * first. Returns a function that cancels the wait.
 */
function focusWhenDrawn(box: HTMLElement | null, ids: readonly string[]): () => void {
  const before = document.activeElement
  let frame = 0
  const tryFocus = (left: number) => {
    if (document.activeElement !== before && document.activeElement !== document.body) return
    const element = ids
      .map((id) => box?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`))
      .find((node) => node)
    if (element) element.focus({ preventScroll: true })
    else if (left > 0) frame = requestAnimationFrame(() => tryFocus(left - 1))
    else box?.focus({ preventScroll: true })
  }
  tryFocus(ids.length === 1 ? MAX_FRAMES : 2)
  return () => cancelAnimationFrame(frame)
}
