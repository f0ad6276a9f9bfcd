/** @file useFocus: moves the focus on the canvas along with the selection, and to a neighbor when the focused node is removed. */
import { type RefObject, useEffect, useRef } from 'react'
import { readingOrder } from '../../graph/topological-order'
import { shownDrawing } from '../../studio/levels'
import { canvasUi } from './canvas-ui'
import { useBoard, useSelect } from './on-board'

/** Frames to wait for a node that is brought into view: those out of sight are not drawn. */
const PATIENCE = 30

/** While the canvas has the focus, a single selected node gets it; when that node is removed, a neighbor or the canvas does. */
export function useFocus(box: RefObject<HTMLDivElement | null>): void {
  const board = useBoard()
  const only = useSelect((state) => (state.selection.length === 1 ? state.selection[0] : undefined))
  const drawing = useSelect(shownDrawing)
  /** The node that had the focus and its neighbors; none where it was the frame around several. */
  const had = useRef<readonly string[]>(undefined)

  useEffect(() => {
    const element = box.current
    const onFocusIn = ({ target }: FocusEvent) => {
      canvasUi.setState({ settingsFrom: null })
      const node = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node')?.dataset.id : undefined
      if (node === undefined) {
        const frame = target instanceof Element && target.matches('.react-flow__nodesselection-rect')
        had.current = frame ? [] : undefined
        return
      }
      const { incoming, outgoing } = readingOrder(shownDrawing(board.store.getState()))
      const before = (incoming.get(node) ?? []).map(({ from }) => from)
      had.current = [node, ...before, ...(outgoing.get(node) ?? []).map(({ to }) => to)]
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
    const isLost = () => (document.activeElement === document.body ? had.current : undefined)
    if (!isLost() || drawing.nodes.length === 0) return
    let stop = () => {}
    // A field that is left by Tab reports its value while the focus is still moving to the next one.
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

/** Goes to the first of these that is drawn, at the latest to the canvas itself, unless the hands have gone elsewhere; stops when asked. */
function focusWhenDrawn(box: HTMLElement | null, ids: readonly string[]): () => void {
  const before = document.activeElement
  let frame = 0
  const look = (left: number) => {
    if (document.activeElement !== before && document.activeElement !== document.body) return
    const found = ids
      .map((id) => box?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`))
      .find((node) => node)
    if (found) found.focus({ preventScroll: true })
    else if (left > 0) frame = requestAnimationFrame(() => look(left - 1))
    else box?.focus({ preventScroll: true })
  }
  look(ids.length === 1 ? PATIENCE : 2)
  return () => cancelAnimationFrame(frame)
}
